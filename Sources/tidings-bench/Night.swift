import ArgumentParser
import Definitions
import Foundation
import Postgres
import Problems
import Running
import Warehouse

/// One run of the workspace's tiers and segments, in a process of its own.
struct Night: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Evaluate a workspace's tiers and segments.", shouldDisplay: false)

    @Option var workspace: String
    @Option var database: String
    @Option var day: String
    @Flag var everybody = false

    func run() async throws {
        let workspace = try WorkspaceReader(root: URL(filePath: workspace), environment: [:]).read()
        let connections = RunConnections(
            data: try await Connection.open(database), record: try await Connection.open(database),
            lock: try await Connection.open(database))
        let runner = Runner(
            workspace: workspace, templates: [:], connections: connections, sender: nil,
            clock: { .now }, progress: Quiet())
        let jobs = workspace.jobs.filter { $0.name == BenchWorkspace.nightJob }
        let options = RunOptions(date: LocalDate(day), sends: false, everybody: everybody)
        for report in try await runner.run(jobs, options) {
            for problem in [report.problem] + report.steps.map(\.problem) {
                if let problem { throw problem }
            }
        }
    }

    private struct Quiet: RunProgress {
        func warned(_ problem: Problem) {}
        func began(_ step: String, of job: String) {}
        func read(_ progress: FeedProgress, in step: String, of job: String) {}
        func ended(_ step: StepReport, of job: String) {}
    }
}
