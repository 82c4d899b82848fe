import Audiences
package import Campaigns
package import Definitions
package import Foundation
package import Postgres
import Problems
import Warehouse

/// Runs jobs: the one path that command line, scheduler and console take.
///
/// ```
/// begin (lock, record) → feeds → tiers → segments → plan all jobs' campaigns → send → end
/// ```
/// All jobs of one command are extracted and transformed in the order of their `after`, then one
/// planning pass decides about all their campaigns.
package struct Runner: Sendable {
    let workspace: Workspace
    let templates: [String: Template]
    let connections: RunConnections
    let sender: Sender?
    let clock: @Sendable () -> Date
    let progress: any RunProgress

    /// A runner over connections that nobody else uses meanwhile; without a sender nothing is sent.
    package init(
        workspace: Workspace, templates: [String: Template], connections: RunConnections,
        sender: Sender?, clock: @escaping @Sendable () -> Date, progress: any RunProgress
    ) {
        self.workspace = workspace
        self.templates = templates
        self.connections = connections
        self.sender = sender
        self.clock = clock
        self.progress = progress
    }

    /// Runs jobs and gives their reports, in the order in which they ran.
    package func run(_ jobs: [Job], _ options: RunOptions = RunOptions()) async throws
        -> [RunReport]
    {
        let record = RunRecord(connections.record)
        var runs: [JobRun] = []
        for job in try ordered(jobs, options) {
            runs.append(try await begin(job, options, after: runs, record))
        }
        return try await carryOn(&runs, options, record)
    }

    private func carryOn(
        _ runs: inout [JobRun], _ options: RunOptions, _ record: RunRecord
    ) async throws -> [RunReport] {
        for index in runs.indices where runs[index].goesOn {
            if let problem = unmetDependency(of: runs[index], among: runs) {
                runs[index].report.problem = problem
                runs[index].report.isHeldUp = true
                continue
            }
            try await prepare(&runs[index], atomicity: .transaction)
        }
        try await ChangeLog(connections.data).prune()
        try await plan(&runs, atomicity: .transaction)
        try await send(&runs, options)
        for index in runs.indices where runs[index].report.runID != 0 {
            try await end(&runs[index], record)
        }
        return runs.map(\.report)
    }

    private func begin(
        _ job: Job, _ options: RunOptions, after earlier: [JobRun], _ record: RunRecord
    ) async throws -> JobRun {
        let now = clock()
        let date = options.date ?? LocalDate(now, in: job.zone(in: workspace))
        var report = RunReport(runID: 0, job: job.name, date: date, attempt: 0, startedAt: now)
        do {
            try await JobLock(connections.lock).take(job.name)
            report = try await record.begin(job.name, for: date, at: now)
            try await checkAfter(job, for: date, earlier: earlier, record)
        } catch let problem as Problem where problem.kind == .refused {
            report.problem = problem
            report.outcome = .refused
        }
        return JobRun(
            job: job, report: report, only: options.only,
            everybody: options.everybody)
    }

    /// A job waits for another's run of the same date: done before, or in this very command.
    private func checkAfter(
        _ job: Job, for date: LocalDate, earlier: [JobRun], _ record: RunRecord
    ) async throws {
        guard let after = job.after, !earlier.contains(where: { $0.job.name == after }) else {
            return
        }
        guard try await record.lastOutcome(of: after, for: date) == .succeeded else {
            throw Self.waitsFor(after, job: job.name, date: date)
        }
    }

    private func unmetDependency(of run: JobRun, among runs: [JobRun]) -> Problem? {
        guard let after = run.job.after,
            let other = runs.first(where: { $0.job.name == after }), !other.goesOn
        else { return nil }
        return Self.waitsFor(after, job: run.job.name, date: run.report.date)
    }

    private func end(_ run: inout JobRun, _ record: RunRecord) async throws {
        run.report.outcome =
            run.report.problem.map { Outcome($0.kind) }
            ?? run.report.steps.first { $0.outcome != .succeeded }?.outcome ?? .succeeded
        run.report.finishedAt = clock()
        for (position, step) in run.report.steps.enumerated() {
            try await record.write(step, at: position, of: run.report)
        }
        try await record.end(run.report)
        try await JobLock(connections.lock).release(run.job.name)
    }
}

/// The sessions of a runner: rows and decisions, the record, and the lock, which stays idle.
package struct RunConnections: Sendable {
    package var data: Connection
    package var record: Connection
    package var lock: Connection

    package init(data: Connection, record: Connection, lock: Connection) {
        self.data = data
        self.record = record
        self.lock = lock
    }
}

/// A job on its way through a command.
struct JobRun {
    let job: Job
    var report: RunReport
    /// The one step that was asked for.
    let only: String?
    /// Whether tiers and segments look at everybody.
    let everybody: Bool

    /// Whether nothing went wrong so far.
    var goesOn: Bool { report.failures.isEmpty }

    func includes(_ step: String) -> Bool { only == nil || only == step }
}

extension Runner {
    private static func waitsFor(_ after: String, job: String, date: LocalDate) -> Problem {
        Problem(
            .refused, "job \"\(job)\" waits for \"\(after)\", which has not succeeded for \(date)",
            hint: "Run `tidings run \(after) \(job) --for \(date)`.")
    }
}
