import Campaigns
import Definitions
import Foundation
import Postgres
import Problems

extension Runner {
    /// Opens a run: refused if the job is paused, runs already, or waits for another.
    func begin(
        _ job: Job, _ options: RunOptions, after earlier: [JobRun] = [], retryOf runID: Int? = nil,
        _ record: RunRecord
    ) async throws -> JobRun {
        let now = clock()
        let date = options.date ?? LocalDate(now, in: job.zone(in: workspace))
        var run = JobRun(
            job: job, options: options,
            report: RunReport(
                runID: 0, job: job.name, date: date, attempt: 0, startedAt: now, options))
        do {
            if try await Pauses(workspace).jobs(on: connections.record).contains(job.name) {
                throw Self.paused(job.name)
            }
            try await take(job.name)
            let (report, lease) = try await record.begin(
                job.name, for: date, options, retryOf: runID, at: now, hold: hold)
            (run.report, run.lease) = (report, lease)
            lease.keepUp()
            progress.began(run.report)
            if let runID { run.done = try await record.doneSteps(of: runID) }
            try await checkAfter(job, for: date, earlier: earlier, record)
        } catch let problem as Problem where problem.kind == .refused {
            run.report.problem = problem
            run.report.outcome = .refused
            if run.lease == nil { try await JobLock(connections.lock).release(job.name) }
        }
        return run
    }

    /// Runs what is left of a run that was killed, under its number.
    ///
    /// - Throws: `Problem` if there is no such run, if it is over or if somebody runs it.
    package func resume(_ runID: Int, sends: Bool = true) async throws -> RunReport {
        let record = RunRecord(connections.record)
        let (job, stored) = try await recorded(runID, record)
        guard stored.outcome == nil else { throw Self.isOver(runID) }
        try await take(job.name)
        // Whoever ran it may have ended it while we waited for the lock.
        guard try await record.stored(runID)?.outcome == nil else {
            try await JobLock(connections.lock).release(job.name)
            throw Self.isOver(runID)
        }
        let options = stored.options(sends: sends, of: job, in: workspace)
        var run = JobRun(
            job: job, options: options,
            report: RunReport(
                runID: runID, job: job.name, date: stored.date, attempt: stored.attempt,
                startedAt: stored.startedAt, options))
        run.done = try await record.doneSteps(of: runID)
        run.lease = try await hold(runID, on: connections.lock)
        run.lease?.keepUp()
        progress.began(run.report)
        return try await carryOn(run, record)
    }

    /// Tries again what failed in a run, and what depends on it, as the next attempt.
    ///
    /// - Throws: `Problem` if there is no such run, if it is not over or if all of it succeeded.
    package func retry(_ runID: Int, sends: Bool = true) async throws -> RunReport {
        let record = RunRecord(connections.record)
        let (job, stored) = try await recorded(runID, record)
        guard let outcome = stored.outcome else { throw Self.isOpen(runID) }
        guard outcome != .succeeded else { throw Self.nothingFailed(runID) }
        var options = stored.options(sends: sends, of: job, in: workspace)
        options.cause = .retry
        return try await carryOn(try await begin(job, options, retryOf: runID, record), record)
    }

    private func carryOn(_ run: JobRun, _ record: RunRecord) async throws -> RunReport {
        var runs = [run]
        do {
            return try await carryOn(&runs, record)[0]
        } catch {
            throw await leave(runs, error)
        }
    }

    private func recorded(
        _ runID: Int, _ record: RunRecord
    ) async throws -> (Job, StoredRun) {
        guard let stored = try await record.stored(runID) else { throw Self.noRun(runID) }
        guard let job = workspace.jobs.first(where: { $0.name == stored.job }) else {
            throw Self.noJob(stored.job, of: runID)
        }
        return (job, stored)
    }

    /// Takes a job's lock. Who holds it and let the run's lease run out stands still or is gone: its
    /// sessions are ended, and with them its lock.
    private func take(_ job: String) async throws {
        let lock = JobLock(connections.lock)
        do {
            try await lock.take(job)
        } catch let problem as Problem where problem.kind == .refused {
            let broken = try await connections.record.execute(.runLeaseBreak, [.text(job)])
            guard !broken.isEmpty else { throw problem }
            try await lock.take(job)
        }
    }

    /// Takes a run's lease; the session of the lock renews it.
    private func hold(_ runID: Int, on connection: Connection) async throws -> RunLease {
        try await RunLease.take(
            runID, length: lease, sessions: connections.sessions, on: connection,
            renewedOn: connections.lock)
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
}

extension Runner {
    private static func paused(_ job: String) -> Problem {
        Problem(
            .refused, "job \"\(job)\" is paused",
            hint: "`tidings unpause \(job)` lets it go on, `tidings unpause all` everything.")
    }

    private static func noRun(_ runID: Int) -> Problem {
        Problem(.usage, "there is no run \(runID)", hint: "`tidings runs` lists them.")
    }

    private static func noJob(_ job: String, of runID: Int) -> Problem {
        Problem(
            .definition, "there is no job \"\(job)\" any more, of which run \(runID) was",
            hint: "Bring its file back, or leave the run as it is.")
    }

    private static func isOver(_ runID: Int) -> Problem {
        Problem(
            .refused, "run \(runID) is over",
            hint: "`tidings retry \(runID)` tries again what failed in it.")
    }

    private static func isOpen(_ runID: Int) -> Problem {
        Problem(
            .refused, "run \(runID) is not over",
            hint: "Wait for its end. If its process was killed: `tidings resume \(runID)`.")
    }

    private static func nothingFailed(_ runID: Int) -> Problem {
        Problem(
            .refused, "nothing failed in run \(runID)",
            hint: "`tidings run JOB --for DATE` runs all of a job again.")
    }
}
