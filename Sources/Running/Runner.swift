package import Campaigns
package import Definitions
package import Foundation
import Postgres
import Problems
import Warehouse

/// Runs jobs: the one path that command line, scheduler and console take.
///
/// ```
/// begin (lock, record, lease) → feeds → tiers → segments → mail that came back
///     → plan all jobs' campaigns → send → end
/// ```
/// All jobs of one command are extracted and transformed in the order of their `after`, then one
/// planning pass decides about all their campaigns.
package struct Runner: Sendable {
    let workspace: Workspace
    let templates: [String: Template]
    let connections: RunConnections
    let sender: Sender?
    let returns: ReturnIntake?
    let lease: Duration
    /// Whether a run whose task is cancelled stays open, for another process to go on with it.
    let leavesOpen: Bool
    let clock: @Sendable () -> Date
    let progress: any RunProgress
    /// On which waits between tries, and the time that they may take, are counted.
    let pauses: any Clock<Duration>

    /// How long a process may stand still before another takes its runs over.
    package static let leaseLength = Duration.seconds(15)

    /// A runner over connections that nobody else uses meanwhile; without a sender nothing is sent.
    ///
    /// - Parameter returns: reads the mail that came back before mail is planned, so that an address
    ///   that is closed gets none of it. Defaults to nothing.
    package init(
        workspace: Workspace, templates: [String: Template], connections: RunConnections,
        sender: Sender?, returns: ReturnIntake? = nil, lease: Duration = leaseLength,
        leavesOpen: Bool = false, clock: @escaping @Sendable () -> Date,
        progress: any RunProgress, pauses: any Clock<Duration> = ContinuousClock()
    ) {
        self.workspace = workspace
        self.templates = templates
        self.connections = connections
        self.sender = sender
        self.returns = returns
        self.lease = lease
        self.leavesOpen = leavesOpen
        self.clock = clock
        self.progress = progress
        self.pauses = pauses
    }

    /// Runs jobs and gives their reports, in the order in which they ran.
    package func run(_ jobs: [Job], _ options: RunOptions = RunOptions()) async throws
        -> [RunReport]
    {
        let record = RunRecord(connections.record)
        let ordered = try ordered(jobs, options)
        var runs: [JobRun] = []
        do {
            for job in ordered {
                runs.append(try await begin(job, options, after: runs, record))
            }
            return try await carryOn(&runs, record)
        } catch {
            throw await leave(runs, error)
        }
    }

    /// Lets go of runs that an error ended, and tells it: whatever failed after a run's lease had run
    /// out, failed of that.
    func leave(_ runs: [JobRun], _ error: any Error) async -> any Error {
        let isLost = runs.contains { $0.lease?.isHeld == false } && !(error is CancellationError)
        for run in runs { await run.lease?.letGo() }
        return isLost ? RunLease.ranOut(Problem.from(error)) : error
    }

    /// Does what is left of runs that have begun, and ends them.
    func carryOn(_ runs: inout [JobRun], _ record: RunRecord) async throws -> [RunReport] {
        for index in runs.indices where runs[index].goesOn {
            if let problem = unmetDependency(of: runs[index], among: runs) {
                runs[index].report.problem = problem
                runs[index].report.isHeldUp = true
                continue
            }
            await raiseFence(for: runs[index...index])
            try await prepare(&runs[index], atomicity: .transaction)
            try checkOpen()
        }
        await connections.data.setFence(nil)
        try await ChangeLog(connections.data).prune()
        try await readReturns(before: runs)
        await raiseFence(for: runs[...].filter(\.goesOn)[...])
        try await plan(&runs, atomicity: .transaction)
        // What has left is written whoever holds the run: it cannot be taken back.
        await connections.data.setFence(nil)
        try checkOpen()
        try await send(&runs)
        for index in runs.indices where runs[index].lease != nil {
            try await end(&runs[index], record)
        }
        return runs.map(\.report)
    }

    /// Reads the mail that came back. A mailbox that is out of reach stops nobody's mail: it is told,
    /// and read the next time.
    private func readReturns(before runs: [JobRun]) async throws {
        guard let returns, runs.contains(where: { $0.goesOn && !$0.job.campaigns.isEmpty }) else {
            return
        }
        do {
            _ = try await returns.read(on: connections.data)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            progress.warned(Problem.from(error))
        }
    }

    /// A safe edge for a process that is to end: what is left of its runs is resumed by another.
    func checkOpen() throws {
        if isToEnd { throw CancellationError() }
    }

    /// Whether the process is to end, and leaves what is left of its runs to others.
    var isToEnd: Bool { leavesOpen && Task.isCancelled }

    private func raiseFence(for runs: ArraySlice<JobRun>) async {
        await connections.data.setFence(RunLease.fence(of: runs.compactMap(\.lease)))
    }

    private func unmetDependency(of run: JobRun, among runs: [JobRun]) -> Problem? {
        guard let after = run.job.after,
            let other = runs.first(where: { $0.job.name == after }), !other.hasSucceeded
        else { return nil }
        return Self.waitsFor(after, job: run.job.name, date: run.report.date)
    }

    private func end(_ run: inout JobRun, _ record: RunRecord) async throws {
        run.report.outcome =
            run.isStopped
            ? .cancelled
            : run.report.problem.map { Outcome($0.kind) }
                ?? run.report.steps.first { $0.outcome != .succeeded }?.outcome ?? .succeeded
        run.report.finishedAt = clock()
        await run.lease?.letGo()
        if let lease = run.lease {
            let isOurs = try await record.end(run, at: lease.epoch)
            if !isOurs { run.report.problem = run.report.problem ?? RunLease.takenOver }
            progress.ended(run.report)
        }
        try await JobLock(connections.lock).release(run.job.name)
    }
}

extension Runner {
    static func waitsFor(_ after: String, job: String, date: LocalDate) -> Problem {
        Problem(
            .refused, "job \"\(job)\" waits for \"\(after)\", which has not succeeded for \(date)",
            hint: "Run `tidings run \(after) \(job) --for \(date)`.")
    }
}
