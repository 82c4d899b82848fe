import ArgumentParser
import Definitions
import Running

struct Messages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List messages: who got what mail or not, and why.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Option(help: "One campaign alone.")
    var campaign: String?

    @Option(help: "One state alone, as planned, accepted, suppressed or unknown.")
    var state: String?

    @Option(help: "One customer alone, by id.")
    var customer: String?

    @Option(help: "What one run decided.")
    var run: Int?

    @Option(help: "How many. Defaults to all with --json, else 50.")
    var limit: Int?

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                let filter = Running.Listings.MessageFilter(
                    campaign: campaign, state: state, customer: customer, runID: run,
                    limit: limit ?? (listing.json ? nil : 50))
                let rows = try await Running.Listings(
                    connection, in: session.workspace.timezone
                ).messages(filter)
                ListingPrinter.print(
                    rows, json: listing.json,
                    columns: [
                        ("campaign", .left), ("occurrence", .left), ("customer", .left),
                        ("state", .left), ("reason", .left), ("send_at", .left),
                    ], empty: "There are no such messages.")
            }
        }
    }
}
