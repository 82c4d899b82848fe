package import Definitions
package import Foundation
package import Postgres
import Problems

/// What a process that serves does of runs: takes what is due and what others left, so many at once.
package struct Worker: Sendable {
    /// What there is to do next.
    package enum Work: Sendable {
        case tick(Tick)
        /// A run that its process left.
        case orphan(runID: Int, job: String)

        package var job: String {
            switch self {
            case .tick(let tick): tick.job
            case .orphan(_, let job): job
            }
        }
    }

    private let scheduler: Scheduler
    private let connection: Connection

    package init(_ workspace: Workspace, on connection: Connection) {
        scheduler = Scheduler(workspace, on: connection)
        self.connection = connection
    }

    /// What may be begun now, orphans first: the tick behind them waits for their end.
    package func work(at now: Date) async throws -> [Work] {
        let orphans = try await RunRecord(connection).orphans()
        let ticks = try await scheduler.ready(at: now)
        return orphans.map { .orphan(runID: $0.runID, job: $0.job) } + ticks.map { .tick($0) }
    }

    /// Does it; nil when another process was quicker. Mail that it plans is left to the sender.
    package static func perform(_ work: Work, with runner: Runner) async throws -> RunReport? {
        do {
            switch work {
            case .tick(let tick):
                let job = try runner.jobs(named: [tick.job])
                let report = try await runner.run(job, RunOptions(tick: tick, sends: false))[0]
                return report.runID == 0 ? nil : report
            case .orphan(let runID, _):
                return try await runner.resume(runID, sends: false)
            }
        } catch let problem as Problem where problem.kind == .refused {
            return nil
        }
    }
}
