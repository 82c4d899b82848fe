import ArgumentParser
import Definitions
import Running

struct Runs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List runs, the latest first.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "A job. Defaults to all.")
    var job: String?

    @Option(help: "How many.")
    var limit = 20

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                let rows = try await RunRecord(connection).list(
                    job: job, limit: limit, in: session.workspace.timezone)
                ListingPrinter.print(
                    rows, json: listing.json,
                    columns: [
                        ("run", .right), ("job", .left), ("for", .left), ("attempt", .right),
                        ("outcome", .left), ("started_at", .left), ("problem", .left),
                    ], empty: "Nothing has run yet. Begin with `tidings run`.")
            }
        }
    }
}
