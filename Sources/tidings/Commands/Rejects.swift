import ArgumentParser
import Definitions
import Running

struct Rejects: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the rows that a run set aside, with place, reason and the row itself.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The run's number; `tidings runs` lists them.")
    var run: Int

    @Option(help: "One feed alone.")
    var feed: String?

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                let zone = session.workspace.timezone
                guard try await RunRecord(connection).show(run, in: zone) != nil else {
                    throw Show.noRun(run)
                }
                let rows = try await Running.Listings(connection, in: zone)
                    .rejects(of: run, feed: feed)
                ListingPrinter.print(
                    rows, json: listing.json,
                    columns: [
                        ("feed", .left), ("file", .left), ("line", .right), ("column", .left),
                        ("reason", .left),
                    ], empty: "Run \(run) set no row aside.")
            }
        }
    }
}
