import Definitions
package import Foundation
package import Postgres
import Problems

/// The record of runs and steps.
package struct RunRecord: Sendable {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Opens the next attempt at a job; the caller holds the job's lock, so that what is open was
    /// killed. A run for a tick takes the tick, and each has its lease from the first instant on:
    /// one without would belong to nobody.
    func begin(
        _ job: String, for date: LocalDate, _ options: RunOptions, retryOf runID: Int?,
        at now: Date, hold: (Int, Connection) async throws -> RunLease
    ) async throws -> (RunReport, RunLease) {
        try await connection.transaction { connection in
            try await connection.execute(.runAbandoned, [.text(job), .instant(now)])
            let opened = try await connection.execute(
                .runBegin,
                [
                    .text(job), .date(date.description), .instant(now),
                    .instant(options.tick?.at), .text(options.cause.rawValue),
                    .text(options.only), .int(runID),
                ])
            let row = opened.first
            let report = RunReport(
                runID: try row?.int("run_id") ?? 0, job: job, date: date,
                attempt: try row?.int("attempt") ?? 1, startedAt: now, options)
            if options.cause == .tick, let tick = options.tick {
                try await Ticks(connection).take(tick, for: report.runID)
            }
            return (report, try await hold(report.runID, connection))
        }
    }

    /// Writes how a run ended; false if another process has taken it over.
    func end(_ run: JobRun, at epoch: Int) async throws -> Bool {
        for step in run.report.steps { try await write(step, of: run, at: epoch) }
        let report = run.report
        let rows = try await connection.execute(
            .runEnd,
            [
                .int(report.runID), .text(report.outcome?.rawValue),
                .int(Int(report.exitCode(strict: false))), .instant(report.finishedAt),
                .text(report.problem?.summary), .int(epoch),
            ])
        return !rows.isEmpty
    }

    /// Writes a step; the same step again replaces it.
    func write(_ step: StepReport, of run: JobRun, at epoch: Int) async throws {
        let name = StepName(kind: step.kind, name: step.name)
        try await connection.execute(
            .stepWrite,
            [
                .int(run.report.runID), .int(try run.job.steps().firstIndex(of: name) ?? 0),
                .text(step.name), .text(step.kind.rawValue), .text(step.outcome.rawValue),
                .double(step.seconds), .json(step.figures.json.description),
                .text(step.problem?.summary), .int(epoch), .int(step.tries),
            ])
    }

    /// A run by its number, or nil.
    func stored(_ runID: Int) async throws -> StoredRun? {
        try await connection.execute(.runGet, [.int(runID)]).first.map { try StoredRun($0) }
    }

    /// What a run has done, with what the runs did that it tries again.
    func doneSteps(of runID: Int) async throws -> DoneSteps {
        var done = DoneSteps()
        for row in try await connection.execute(.stepDone, [.int(runID)]) {
            guard let kind = StepKind(rawValue: try row.text("kind")) else { continue }
            done.steps.insert(StepName(kind: kind, name: try row.text("step")))
        }
        done.hasFirstLoad =
            try await connection.execute(.runFirstLoad, [.int(runID)]).first?
            .bool("is_first_load") ?? false
        return done
    }

    /// Asks a run to stop at its next safe edge; false if it is over, or there is none such.
    package func stop(_ runID: Int, at now: Date) async throws -> Bool {
        try await !connection.execute(.runStop, [.int(runID), .instant(now)]).isEmpty
    }

    /// How the last attempt at a job for a date ended; nil if there was none or it still runs.
    func lastOutcome(of job: String, for date: LocalDate) async throws -> Outcome? {
        try await connection.execute(
            .runLastOutcome, [.text(job), .date(date.description)]
        )
        .first?.textOrNil("outcome").flatMap(Outcome.init)
    }

    /// Since when each job runs whose run is not over.
    func running() async throws -> [String: Date] {
        let rows = try await connection.execute(.runRunning).map {
            (try $0.text("job"), try $0.instant("started_at"))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// For which of some dates the last whole attempt at a job succeeded.
    func succeeded(_ job: String, for dates: [LocalDate]) async throws -> Set<LocalDate> {
        let rows = try await connection.execute(
            .runDoneDates, [.text(job), .textArray(dates.map(\.description))])
        return Set(try rows.compactMap { LocalDate(try $0.text("logical_date")) })
    }

    /// The runs of ticks that nobody runs any more, with their jobs.
    package func orphans() async throws -> [(runID: Int, job: String)] {
        try await connection.execute(.runOrphans).map {
            (try $0.int("run_id"), try $0.text("job"))
        }
    }

    /// Runs, the latest first, without their steps, as JSON objects.
    package func list(job: String?, limit: Int, in zone: TimeZone) async throws -> [JSONValue] {
        try await connection.execute(.runList, [.text(job), .int(limit)])
            .map { try Self.json(of: $0, in: zone) }
    }

    /// One run with its steps, or nil if there is none such.
    package func show(_ runID: Int, in zone: TimeZone) async throws -> JSONValue? {
        guard let row = try await connection.execute(.runGet, [.int(runID)]).first else {
            return nil
        }
        let steps = try await connection.execute(.stepList, [.int(runID)]).map { step in
            JSONValue.object([
                "step": .text(try step.text("step")), "kind": .text(try step.text("kind")),
                "outcome": .text(try step.text("outcome")),
                "seconds": .double(try step.double("seconds")),
                "problem": .text(try step.textOrNil("problem")),
            ])
            .merging(.tries(try step.int("tries")))
            .merging(JSONValue(parsing: try step.text("figures")) ?? .null)
        }
        return try Self.json(of: row, in: zone)
            .merging(.object(["steps": .array(steps)]))
    }

    private static func json(of row: Row, in zone: TimeZone) throws -> JSONValue {
        .object([
            "run": .int(try row.int("run_id")), "job": .text(try row.text("job")),
            "for": .text(try row.text("logical_date")),
            "attempt": .int(try row.int("attempt")),
            "tick": .instant(try row.instantOrNil("tick"), in: zone),
            "cause": .text(try row.text("cause")),
            "outcome": .text(try row.textOrNil("outcome")),
            "started_at": .instant(try row.instant("started_at"), in: zone),
            "finished_at": .instant(try row.instantOrNil("finished_at"), in: zone),
            "problem": .text(try row.textOrNil("problem")),
        ])
    }
}
