import Definitions
package import Foundation
package import Postgres
import Problems

/// The record of ticks.
package struct Ticks: Sendable {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Gives a due tick to a run, so that no other run has it.
    func take(_ tick: Tick, for runID: Int) async throws {
        let taken = try await connection.execute(
            .tickTake, [.text(tick.job), .instant(tick.at), .int(runID)])
        guard !taken.isEmpty else { throw Self.taken(tick) }
    }

    /// The ticks that are due and wait, by job, in their order.
    func due(at now: Date) async throws -> [String: [Tick]] {
        let rows = try await connection.execute(.tickDue, [.instant(now)])
        return Dictionary(grouping: try rows.map { try Tick($0) }, by: \.job)
    }

    /// Writes what becomes of ticks that were due; who was quicker holds.
    func settle(_ verdicts: [TickVerdict], at now: Date) async throws {
        guard !verdicts.isEmpty else { return }
        try await connection.execute(
            .tickSettle,
            [
                .textArray(verdicts.map(\.tick.job)), .textArray(verdicts.map(\.tick.atText)),
                .textArray(verdicts.map(\.state.rawValue)), .textArray(verdicts.map(\.reason)),
                .instant(now),
            ])
    }

    /// Until when the ticks of a job's schedule are rows; nil if the schedule is new or was edited.
    func through(_ job: String, fingerprint: String) async throws -> Date? {
        try await connection.execute(.scheduleGet, [.text(job), .text(fingerprint)])
            .first?.instant("through")
    }

    /// Begins a schedule: it expects nothing before now, and what an earlier one left goes by.
    func begin(_ job: String, fingerprint: String, at now: Date) async throws {
        try await connection.transaction { connection in
            try await connection.execute(
                .scheduleBegin, [.text(job), .text(fingerprint), .instant(now)])
            try await connection.execute(
                .tickDrop, [.text(job), .text("the schedule was edited"), .instant(now)])
        }
    }

    /// Writes ticks that came since the last time, unless another scheduler has done so.
    func add(_ verdicts: [TickVerdict], of job: String, from last: Date, to now: Date) async throws
    {
        try await connection.transaction { connection in
            let moved = try await connection.execute(
                .scheduleMove, [.text(job), .instant(last), .instant(now)])
            guard !moved.isEmpty, !verdicts.isEmpty else { return }
            try await Ticks(connection).add(verdicts, of: job, at: now)
        }
    }

    /// Writes ticks of a job.
    func add(_ verdicts: [TickVerdict], of job: String, at now: Date) async throws {
        try await connection.execute(
            .tickAdd,
            [
                .text(job), .textArray(verdicts.map(\.tick.atText)),
                .textArray(verdicts.map(\.tick.date.description)),
                .textArray(verdicts.map { $0.tick.due.ISO8601Format() }),
                .textArray(verdicts.map(\.state.rawValue)),
                .textArray(verdicts.map(\.reason)), .instant(now),
            ])
    }

    /// What is due of jobs that have no schedule any more goes by.
    func drop(allBut jobs: [String], at now: Date) async throws {
        try await connection.execute(
            .tickDropOthers,
            [.textArray(jobs), .text("the job has no schedule any more"), .instant(now)])
    }

    /// The latest ticks, the last first, as JSON objects.
    package func list(jobs: [String], limit: Int, in zone: TimeZone) async throws -> [JSONValue] {
        try await connection.execute(.tickList, [.textArray(jobs), .int(limit)]).map { row in
            .object([
                "job": .text(try row.text("job")),
                "at": .instant(try row.instant("at"), in: zone),
                "for": .text(try row.text("logical_date")), "ended": .text(try row.text("state")),
                "run": .int(try row.intOrNil("run_id")),
                "outcome": .text(try row.textOrNil("outcome")),
                "why": .text(try row.textOrNil("reason")),
            ])
        }
    }

    private static func taken(_ tick: Tick) -> Problem {
        Problem(
            .refused, "the tick of job \"\(tick.job)\" for \(tick.date) is no longer due",
            hint: "Another process has it; `tidings runs` shows what became of it.")
    }
}

extension Tick {
    /// A tick comes at a whole second.
    fileprivate var atText: String { at.ISO8601Format() }

    fileprivate init(_ row: Row) throws {
        let at = try row.instant("at")
        self.init(
            job: try row.text("job"),
            date: LocalDate(try row.text("logical_date")) ?? LocalDate(at, in: .gmt), at: at,
            due: try row.instant("due_at"))
    }
}
