import ArgumentParser
import Definitions
import Problems
import Running

struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what a run would do: who moves, who gets what mail, who not and why.",
        discussion: "Reads the feeds and works all out, then takes it back: nothing changes.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions
    @OptionGroup var date: DateOptions

    @Argument(help: "The jobs. Defaults to all, in the order of their `after`.")
    var jobs: [String] = []

    @Option(help: "Plan one step alone: a feed, a tier programme, a segment or a campaign.")
    var only: String?

    @Option(help: "How many moves and messages to list.")
    var limit = 20

    @Flag(
        name: .customLong("detailed-exitcode"),
        help: "Exit with 5 when a run would change anything.")
    var detailedExitCode = false

    func run() async throws {
        let code = try await Session.open(workspace.root) { session in
            let options = RunOptions(date: try date.value(), only: only)
            let jobs = try session.jobs(jobs)
            let plan = try await session.running(sends: false, progress: LineProgress()) {
                try await $0.plan(jobs, options)
            }
            if listing.json {
                plan.runs.forEach {
                    Console.out(plan.json(of: $0, in: session.workspace.timezone).description)
                }
            } else {
                Console.out(PlanText(plan: plan, limit: limit).lines.joined(separator: "\n"))
            }
            let code = Problem.Kind.exitCode(of: plan.runs.flatMap(\.failures))
            return code == 0 && detailedExitCode && plan.hasChanges ? 5 : code
        }
        guard code == 0 else { throw ExitCode(code) }
    }
}
