import ArgumentParser
import Definitions
import Problems
import Running

/// Prints a listing: a JSON object a line, or a table of some columns.
enum ListingPrinter {
    static func print(
        _ rows: [JSONValue], json: Bool, columns: [(name: String, alignment: TextTable.Alignment)],
        empty: String
    ) {
        if json { return rows.forEach { Console.out($0.description) } }
        guard !rows.isEmpty else { return Console.out(empty) }
        var table = TextTable(columns.map(\.alignment))
        table.add(columns.map(\.name))
        for row in rows { table.add(columns.map { row[$0.name] }) }
        Console.out(table.lines(indent: 0).joined(separator: "\n"))
    }
}

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

struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a run with its steps.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The run's number; `tidings runs` lists them.")
    var run: Int

    func run() async throws {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                let shown = try await RunRecord(connection).show(
                    run, in: session.workspace.timezone)
                guard let shown else { throw Self.noRun(run) }
                Console.out(
                    listing.json
                        ? shown.description
                        : ShownRunText(run: shown).lines.joined(separator: "\n"))
            }
        }
    }

    static func noRun(_ run: Int) -> Problem {
        Problem(.usage, "there is no run \(run)", hint: "`tidings runs` lists them.")
    }
}

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
