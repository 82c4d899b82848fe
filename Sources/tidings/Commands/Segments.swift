import ArgumentParser
import Definitions
import Problems
import Running

struct Segments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List segments with their sizes, or the members of one.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "A segment. Defaults to all.")
    var segment: String?

    @Flag(help: "List the members.")
    var members = false

    func run() async throws {
        try await Session.open(workspace.root) { session in
            let names = session.workspace.jobs.flatMap(\.segments).map(\.name)
            if let segment, !names.contains(segment) {
                throw Problem(
                    .usage, "there is no segment \"\(segment)\"",
                    hint: Suggestion.hint(for: segment, among: names, known: "segments"))
            }
            try await session.connected { connection in
                let listings = Running.Listings(connection, in: session.workspace.timezone)
                if let segment, members {
                    ListingPrinter.print(
                        try await listings.members(ofSegment: segment), json: listing.json,
                        columns: [("customer", .left), ("since", .left)],
                        empty: "\(segment) has no members.")
                } else {
                    let rows = try await listings.segments()
                        .filter { segment == nil || $0["segment"] == segment }
                    ListingPrinter.print(
                        rows, json: listing.json,
                        columns: [("segment", .left), ("members", .right), ("moved_at", .left)],
                        empty: "No segment was evaluated yet. Begin with `tidings run`.")
                }
            }
        }
    }
}
