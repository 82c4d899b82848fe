import ArgumentParser
import Definitions
import Foundation
import Problems
import Running

struct Segments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List segments with their sizes, the members of one, or how it came to be.",
        discussion: """
            --members lists who is in, --history how the segment grew, both together who entered \
            and left and because of what.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "A segment. Defaults to all.")
    var segment: String?

    @Flag(help: "List the members.")
    var members = false

    @Flag(help: "List how it changed, the newest first.")
    var history = false

    @Option(help: "One customer alone, by id; of --members --history.")
    var customer: String?

    @OptionGroup var past: PastOptions

    func run() async throws {
        guard segment != nil || !(members || history) else { throw Self.whichSegment }
        try await Session.open(workspace.root) { session in
            if let segment { _ = try session.segment(segment) }
            let zone = session.workspace.timezone
            let instant = try past.instant(in: zone)
            try await session.connected { connection in
                let listings = Running.Listings(connection, in: zone)
                guard let segment, members || history else {
                    let rows = try await listings.segments(at: instant)
                        .filter { segment == nil || $0["segment"] == segment }
                    return ListingPrinter.print(
                        rows, json: listing.json,
                        columns: [("segment", .left), ("members", .right), ("moved_at", .left)],
                        empty: "No segment was evaluated yet. Begin with `tidings run`.")
                }
                try await list(segment, at: instant, listings)
            }
        }
    }

    private func list(_ segment: String, at instant: Date?, _ listings: Listings) async throws {
        switch (members, history) {
        case (true, true):
            ListingPrinter.print(
                try await listings.moves(
                    ofSegment: segment, customer: customer, until: instant),
                json: listing.json,
                columns: [
                    ("at", .left), ("run", .right), ("customer", .left), ("move", .left),
                    ("because", .left),
                ], empty: "Nobody entered or left \(segment).")
        case (_, true):
            ListingPrinter.print(
                try await listings.history(ofSegment: segment, until: instant),
                json: listing.json,
                columns: [
                    ("at", .left), ("run", .right), ("members", .right), ("entered", .right),
                    ("left", .right), ("entered_because", .left), ("left_because", .left),
                ], empty: "Nobody entered or left \(segment).")
        default:
            ListingPrinter.print(
                try await listings.members(ofSegment: segment, at: instant)
                    .filter { customer == nil || $0["customer"] == customer },
                json: listing.json,
                columns: [("customer", .left), ("since", .left), ("because", .left)],
                empty: customer.map { "\($0) is not in \(segment)." }
                    ?? "\(segment) has no members.")
        }
    }

    private static var whichSegment: Problem {
        Problem(
            .usage, "--members and --history are of one segment",
            hint: "Name it: `tidings segments NAME --members`.")
    }
}
