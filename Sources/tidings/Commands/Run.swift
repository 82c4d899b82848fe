import ArgumentParser
import Definitions
import Problems
import Running

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run jobs: bring in data, keep tiers and segments, send what is due.",
        discussion: "Safe to repeat: the same date over the same data changes nothing.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions
    @OptionGroup var date: DateOptions

    @Argument(help: "The jobs. Defaults to all, in the order of their `after`.")
    var jobs: [String] = []

    @Option(help: "Run one step alone: a feed, a tier programme, a segment or a campaign.")
    var only: String?

    @Flag(name: .customLong("no-send"), help: "Plan mail, and leave sending it to `tidings send`.")
    var noSend = false

    @Flag(help: "Exit with 4 when rows were rejected.")
    var strict = false

    func run() async throws {
        let code = try await Session.open(workspace.root) { session in
            let options = RunOptions(date: try date.value(), only: only, sends: !noSend)
            let jobs = try session.jobs(jobs)
            let reports = try await session.running(sends: !noSend, progress: LineProgress()) {
                try await $0.run(jobs, options)
            }
            for report in reports {
                Console.out(
                    listing.json
                        ? report.json(in: session.workspace.timezone).description
                        : RunText(report: report).lines.joined(separator: "\n") + "\n")
            }
            return Problem.Kind.exitCode(of: reports, strict: strict)
        }
        guard code == 0 else { throw ExitCode(code) }
    }
}

extension Problem.Kind {
    /// The exit code of several runs together: failures first, then rejects under `--strict`.
    fileprivate static func exitCode(of reports: [RunReport], strict: Bool) -> Int32 {
        let code = exitCode(of: reports.filter { !$0.isHeldUp }.flatMap(\.failures))
        return code != 0 ? code : reports.map { $0.exitCode(strict: strict) }.max() ?? 0
    }
}
