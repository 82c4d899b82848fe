import ArgumentParser
import Definitions
import Problems
import Running

/// Runs something with a runner, prints the reports and ends with their exit code.
struct RunPrinting {
    let workspace: WorkspaceOptions
    let listing: ListingOptions
    /// Whether rejects count.
    var strict = false

    func run(sends: Bool, _ body: (Runner) async throws -> [RunReport]) async throws {
        let code = try await Session.open(workspace.root) { session in
            let reports = try await session.telling {
                try await session.running(sends: sends, progress: LineProgress(), body)
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
