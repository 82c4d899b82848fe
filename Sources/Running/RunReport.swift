package import Definitions
package import Foundation
package import Problems
import Warehouse

/// A run as it is reported: DESIGN's `run --json`.
package struct RunReport: Sendable {
    /// 0 when nothing was recorded: a plan.
    package var runID: Int
    package var job: String
    package var date: LocalDate
    package var attempt: Int
    /// The instant of the tick that it was for; nil for a run by hand.
    package var tick: Date?
    package var cause: RunOptions.Cause
    package var outcome: Outcome?
    package var startedAt: Date
    package var finishedAt: Date?
    package var steps: [StepReport]
    /// What kept the run from starting or ended it, besides its steps' problems.
    package var problem: Problem?
    /// Whether the job was not begun because the one that it waits for failed in the same command:
    /// the exit code then tells of that failure.
    package var isHeldUp = false

    package init(
        runID: Int, job: String, date: LocalDate, attempt: Int, startedAt: Date,
        _ options: RunOptions = RunOptions()
    ) {
        self.runID = runID
        self.job = job
        self.date = date
        self.attempt = attempt
        tick = options.tick?.at
        cause = options.cause
        self.startedAt = startedAt
        steps = []
    }

    /// The kinds of all that went wrong.
    package var failures: [Problem.Kind] {
        ([problem] + steps.map(\.problem)).compactMap { $0?.kind }
    }

    /// The process's exit code for this run; rejects count only when asked.
    package func exitCode(strict: Bool) -> Int32 {
        let code = Problem.Kind.exitCode(of: failures)
        return code == 0 && strict && rejected > 0 ? 4 : code
    }

    private var rejected: Int {
        steps.reduce(0) { sum, step in
            if case .feed(let figures) = step.figures { sum + figures.rejected } else { sum }
        }
    }

    /// The object of `run --json`, with instants in the workspace's zone.
    package func json(in zone: TimeZone, steps includesSteps: Bool = true) -> JSONValue {
        let head = JSONValue.object([
            "run": .int(runID), "job": .text(job), "for": .text(date.description),
            "tick": .instant(tick, in: zone), "cause": .text(cause.rawValue),
            "attempt": .int(attempt), "outcome": .text(outcome?.rawValue),
            "started_at": .instant(startedAt, in: zone),
            "finished_at": .instant(finishedAt, in: zone),
            "problem": .text(problem?.summary),
        ])
        guard includesSteps else { return head }
        return head.merging(.object(["steps": .array(steps.map(\.json))]))
    }
}
