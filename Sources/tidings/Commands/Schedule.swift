import ArgumentParser
import Definitions
import Foundation
import Problems
import Running

struct Schedule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the ticks to come: when each job is due next.",
        discussion: "Reads the job files alone: no database is asked, and nothing changes.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The jobs. Defaults to all.")
    var jobs: [String] = []

    @Option(help: "How many ticks to show.")
    var next = 10

    @Option(help: "The day to begin with, as 2026-11-21. Defaults to now.")
    var from: String?

    @Flag(help: "Show what changes of the clocks, blackouts and jitter do, and ticks left out.")
    var explain = false

    func run() async throws {
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
        ListingPrinter.print(
            rows, json: listing.json,
            columns: [("at", .left), ("job", .left), ("for", .left)]
                + (explain ? [("will", .left), ("why", .left)] : []),
            empty: "No job has a schedule.")
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
