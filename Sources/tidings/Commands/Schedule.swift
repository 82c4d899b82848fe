import ArgumentParser
import Definitions
import Foundation
import Problems
import Running

struct Schedule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show when each job is due next, or what became of past ticks.",
        discussion: """
            What is to come is read from the job files alone. What came is what `tidings serve` has \
            recorded: each tick ran, was shifted by a change of the clocks, skipped or missed.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The jobs. Defaults to all.")
    var jobs: [String] = []

    @Option(help: "How many ticks to show.")
    var next = 10

    @Option(help: "The day to begin with, as 2026-11-21. Defaults to now.")
    var from: String?

    @Option(help: "Show so many past ticks, the last first, instead of those to come.")
    var past: Int?

    @Flag(help: "Show what changes of the clocks, blackouts and jitter do, and ticks left out.")
    var explain = false

    func run() async throws {
        if let past { return try await show(past: past) }
        let definitions = try WorkspaceReader(
            root: workspace.root, environment: WorkspaceEnvironment(of: workspace.root).values
        ).read()
        let ticks = definitions.ticks(
            of: try definitions.jobs(named: jobs), from: try start(in: definitions.timezone),
            count: next, withSkipped: explain)
        let rows = ticks.map { tick in
            let job = definitions.jobs.first { $0.name == tick.job }
            return tick.json(in: job?.zone(in: definitions) ?? definitions.timezone)
        }
        let arrivals = definitions.arrivals(of: try definitions.jobs(named: jobs))
        ListingPrinter.print(
            rows + arrivals, json: listing.json,
            columns: [("at", .left), ("job", .left), ("for", .left)]
                + (explain || !arrivals.isEmpty ? [("will", .left), ("why", .left)] : []),
            empty: "No job has a schedule.")
    }

    private func show(past count: Int) async throws {
        try await Session.open(workspace.root) { session in
            let jobs = try session.workspace.jobs(named: jobs).map(\.name)
            try await session.connected { connection in
                ListingPrinter.print(
                    try await Ticks(connection).list(
                        jobs: jobs, limit: count, in: session.workspace.timezone),
                    json: listing.json,
                    columns: [
                        ("at", .left), ("job", .left), ("for", .left), ("ended", .left),
                        ("run", .right), ("outcome", .left), ("why", .left),
                    ], empty: "No tick has come yet: `tidings serve` runs the schedule.")
            }
        }
    }

    private func start(in zone: TimeZone) throws -> Date {
        guard let from else { return .now }
        guard let date = LocalDate(from) else { throw Self.notADate }
        return date.start(in: zone)
    }

    private static var notADate: Problem {
        Problem(
            .usage, "the value of --from is not a date",
            hint: "Write it as year-month-day: --from 2026-11-21.")
    }
}
