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

    /// Opens the next attempt at a job; the caller holds the job's lock.
    func begin(_ job: String, for date: LocalDate, at now: Date) async throws -> RunReport {
        try await connection.execute(.runAbandoned, [.text(job), .instant(now)])
        let opened = try await connection.execute(
            .runBegin, [.text(job), .date(date.description), .instant(now)])
        let row = opened.first
        return RunReport(
            runID: try row?.int("run_id") ?? 0, job: job, date: date,
            attempt: try row?.int("attempt") ?? 1, startedAt: now)
    }

    func end(_ run: RunReport) async throws {
        try await connection.execute(
            .runEnd,
            [
                .int(run.runID), .text(run.outcome?.rawValue),
                .int(Int(run.exitCode(strict: false))), .instant(run.finishedAt),
                .text(run.problem?.summary),
            ])
    }

    /// Writes a step; the same position again replaces it.
    func write(_ step: StepReport, at position: Int, of run: RunReport) async throws {
        try await connection.execute(
            .stepWrite,
            [
                .int(run.runID), .int(position), .text(step.name), .text(step.kind.rawValue),
                .text(step.outcome.rawValue), .double(step.seconds),
                .json(step.figures.json.description), .text(step.problem?.summary),
            ])
    }

    /// How the last attempt at a job for a date ended; nil if there was none or it still runs.
    func lastOutcome(of job: String, for date: LocalDate) async throws -> Outcome? {
        try await connection.execute(
            .runLastOutcome, [.text(job), .date(date.description)]
        )
        .first?.textOrNil("outcome").flatMap(Outcome.init)
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
            "outcome": .text(try row.textOrNil("outcome")),
            "started_at": .instant(try row.instant("started_at"), in: zone),
            "finished_at": .instant(try row.instantOrNil("finished_at"), in: zone),
            "problem": .text(try row.textOrNil("problem")),
        ])
    }
}
