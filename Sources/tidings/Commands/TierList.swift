import ArgumentParser
import Definitions
import Foundation
import Problems
import Running

struct TierList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List tiers with their sizes, who has them, or how that came to be.",
        discussion: """
            --members lists who has which tier, --history how many rose and fell when, both \
            together which tiers customers had and because of what.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "A tier programme. Defaults to all.")
    var programme: String?

    @Flag(help: "List the members.")
    var members = false

    @Flag(help: "List how it changed, the newest first.")
    var history = false

    @Option(help: "One customer alone, by id; of --members.")
    var customer: String?

    @OptionGroup var past: PastOptions

    func run() async throws {
        try await Session.open(workspace.root) { session in
            let programme = try programme.map { try session.programme($0).name }
            let zone = session.workspace.timezone
            let instant = try past.instant(in: zone)
            try await session.connected { connection in
                try await list(
                    programme, at: instant, Running.Listings(connection, in: zone))
            }
        }
    }

    private func list(
        _ programme: String?, at instant: Date?, _ listings: Listings
    ) async throws {
        let rows: [JSONValue]
        let columns: [(name: String, alignment: TextTable.Alignment)]
        switch (members, history) {
        case (true, true):
            rows = try await listings.tierPeriods(
                of: programme, customer: customer, until: instant)
            columns = [
                ("customer", .left), ("programme", .left), ("tier", .left), ("since", .left),
                ("ended", .left), ("until", .left), ("because", .left), ("amount", .right),
                ("note", .left),
            ]
        case (_, true):
            rows = try await listings.tierHistory(of: programme, until: instant)
            columns = [
                ("at", .left), ("run", .right), ("programme", .left), ("up", .right),
                ("down", .right), ("by_hand", .right), ("first", .right),
            ]
        case (true, _):
            rows = try await listings.tierMembers(of: programme, at: instant)
                .filter { customer == nil || $0["customer"] == customer }
            columns = [
                ("customer", .left), ("programme", .left), ("tier", .left), ("since", .left),
                ("until", .left), ("because", .left),
            ]
        default:
            rows = try await listings.tiers(of: programme, at: instant)
            columns = [("programme", .left), ("tier", .left), ("members", .right)]
        }
        ListingPrinter.print(
            rows, json: listing.json, columns: columns,
            empty: customer.map { "\($0) has no tier." }
                ?? "No tier was evaluated yet. Begin with `tidings run`.")
    }
}

extension Session {
    /// A tier programme by its name.
    func programme(_ name: String) throws(Problem) -> TierProgramme {
        let programmes = workspace.jobs.flatMap(\.programmes)
        guard let programme = programmes.first(where: { $0.name == name }) else {
            throw Problem(
                .usage, "there is no tier programme \"\(name)\"",
                hint: Suggestion.hint(
                    for: name, among: programmes.map(\.name), known: "tier programmes"))
        }
        return programme
    }

    /// The named programme, or the only one.
    func programmeOrOnly(_ name: String?) throws(Problem) -> TierProgramme {
        if let name { return try programme(name) }
        let programmes = workspace.jobs.flatMap(\.programmes)
        guard programmes.count == 1 else {
            throw Problem(
                .usage, "which tier programme is meant?",
                hint: programmes.isEmpty
                    ? "There are none yet: write `tiers:` into a job."
                    : "Say --programme \(programmes.map(\.name).sorted().joined(separator: " or "))."
            )
        }
        return programmes[0]
    }
}
