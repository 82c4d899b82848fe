import Definitions
import Foundation
import Postgres

/// A run as the record has it: who it is, and how it ended.
struct StoredRun {
    let runID: Int
    let job: String
    let date: LocalDate
    /// The instant of its tick; nil for a run by hand.
    let tick: Date?
    let attempt: Int
    let cause: RunOptions.Cause
    let only: String?
    /// nil while it is not over.
    let outcome: Outcome?
    let startedAt: Date

    init(_ row: Row) throws {
        runID = try row.int("run_id")
        job = try row.text("job")
        startedAt = try row.instant("started_at")
        date = LocalDate(try row.text("logical_date")) ?? LocalDate(startedAt, in: .gmt)
        tick = try row.instantOrNil("tick")
        attempt = try row.int("attempt")
        cause = RunOptions.Cause(rawValue: try row.text("cause")) ?? .hand
        only = try row.textOrNil("only_step")
        outcome = try row.textOrNil("outcome").flatMap(Outcome.init)
    }

    /// What it was asked for.
    func options(sends: Bool, of job: Job, in workspace: Workspace) -> RunOptions {
        var due = tick.map { Tick(job: job.name, date: date, at: $0) }
        // What a blackout held back that day stays so.
        due?.held = workspace.calendar(of: job)?.held(on: date)
        return RunOptions(date: date, tick: due, only: only, sends: sends, cause: cause)
    }
}
