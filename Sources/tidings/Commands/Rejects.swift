import ArgumentParser
import Definitions
import Postgres
import Problems
import Running
import Warehouse

struct Rejects: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the rows that a run set aside, write them to a file, or read them again.",
        discussion: """
            A file that --export writes opens in a spreadsheet; mended, it is a file that the feed \
            can load. --replay reads the rows again as they were, after the job file was mended or \
            the customers came in that they name.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The run's number; `tidings runs` lists them.")
    var run: Int

    @Option(help: "One feed alone.")
    var feed: String?

    @Option(help: "One file of the feed alone.")
    var file: String?

    @Option(help: "Write the rows to a file, with place and reason; - is stdout.")
    var export: String?

    @Flag(help: "Read the rows again as the feed is defined now, and let in what passes.")
    var replay = false

    @Flag(help: "With --export: write over a file. With --replay: also over newer data.")
    var force = false

    @Flag(help: "With --replay: exit with 4 when rows are still wrong.")
    var strict = false

    func run() async throws {
        guard export == nil || !replay else { throw Self.both }
        let isClean = try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                let zone = session.workspace.timezone
                guard try await RunRecord(connection).show(run, in: zone) != nil else {
                    throw Show.noRun(run)
                }
                if let export {
                    try await write(to: export, in: session.workspace, on: connection)
                } else if !replay {
                    try await list(Running.Listings(connection, in: zone))
                }
            }
            return replay ? try await read(in: session) : true
        }
        if strict, !isClean { throw ExitCode(4) }
    }

    private func list(_ listings: Running.Listings) async throws {
        let rows = try await listings.rejects(of: run, feed: feed)
        ListingPrinter.print(
            file.map { file in rows.filter { $0["file"] == file } } ?? rows, json: listing.json,
            columns: [
                ("feed", .left), ("file", .left), ("line", .right), ("column", .left),
                ("reason", .left),
            ], empty: "Run \(run) has no rejects.")
    }

    private func write(
        to path: String, in workspace: Workspace, on connection: Connection
    ) async throws {
        let sets = try await RejectSet.all(of: run, feed: feed, on: connection)
            .filter { file == nil || $0.file == file }
        guard !sets.isEmpty else { return Console.error("Run \(run) has no rejects.") }
        let written = RejectsFile(sets: sets, path: path, overwrites: force)
        let count = try await written.write(on: connection)
        guard path != "-" else { return }
        let mended =
            written.canBeLoaded(in: workspace)
            ? "Mend the rows and send the file as the feed's next one; or mend the job file, and"
            : "Mend the source; or mend the job file, and"
        Console.out(
            """
            \(count.counted("reject")) written to \(path).
            \(mended) `tidings rejects \(run) --replay` reads the rows again.
            """)
    }

    /// Replays, and says whether no row is wrong any more.
    private func read(in session: Session) async throws -> Bool {
        let reports = try await session.running(sends: false, progress: LineProgress()) {
            try await $0.replay(run, feed: feed, file: file, force: force)
        }
        if listing.json {
            reports.forEach { Console.out($0.json.description) }
        } else {
            Console.out(ReplayText(run: run, reports: reports).lines.joined(separator: "\n"))
        }
        return reports.allSatisfy { $0.figures.rejected == 0 }
    }

    private static var both: Problem {
        Problem(
            .usage, "--export and --replay do not go together",
            hint: "Write the rows to a file first, then read them again.")
    }
}
