import ArgumentParser
import Definitions
import Problems
import Running

struct Backfill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a job for dates that have passed, one after the other.",
        discussion: """
            Nobody is mailed, also not later, unless --send is given: feeds are read, and tiers and \
            segments are set without triggering mail. The first date that fails ends it.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "The job.")
    var job: String

    @Option(help: "The first date, as 2026-11-21.")
    var from: String

    @Option(help: "The last date.")
    var to: String

    @Flag(help: "Plan and send mail too, as far as it is not too late for it.")
    var send = false

    func run() async throws {
        let dates = try self.dates()
        try await RunPrinting(workspace: workspace, listing: listing).run(sends: send) { runner in
            let jobs = try runner.jobs(named: [job])
            var reports: [RunReport] = []
            for date in dates {
                reports += try await runner.run(
                    jobs, RunOptions(date: date, sends: send, cause: .backfill))
                guard reports.last?.outcome == .succeeded else { break }
            }
            return reports
        }
    }

    private func dates() throws -> [LocalDate] {
        guard let first = LocalDate(from), let last = LocalDate(to), first <= last else {
            throw Self.noDates
        }
        return (first.daysSinceEpoch...last.daysSinceEpoch).map { LocalDate(daysSinceEpoch: $0) }
    }

    private static var noDates: Problem {
        Problem(
            .usage, "--from and --to are not a first and a last date",
            hint: "Write them as year-month-day: --from 2026-11-01 --to 2026-11-21.")
    }
}
