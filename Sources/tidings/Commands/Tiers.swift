import ArgumentParser
import Definitions
import Problems
import Running

struct Tiers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List tiers with their sizes, or who has them.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "A tier programme. Defaults to all.")
    var programme: String?

    @Flag(help: "List the members.")
    var members = false

    func run() async throws {
        try await Session.open(workspace.root) { session in
            let names = session.workspace.jobs.flatMap(\.programmes).map(\.name)
            if let programme, !names.contains(programme) {
                throw Problem(
                    .usage, "there is no tier programme \"\(programme)\"",
                    hint: Suggestion.hint(
                        for: programme, among: names, known: "tier programmes"))
            }
            try await session.connected { connection in
                let listings = Running.Listings(connection, in: session.workspace.timezone)
                ListingPrinter.print(
                    members
                        ? try await listings.tierMembers(of: programme)
                        : try await listings.tiers(of: programme),
                    json: listing.json,
                    columns: members
                        ? [
                            ("customer", .left), ("programme", .left), ("tier", .left),
                            ("since", .left), ("until", .left),
                        ] : [("programme", .left), ("tier", .left), ("members", .right)],
                    empty: "No tier was evaluated yet. Begin with `tidings run`.")
            }
        }
    }
}
