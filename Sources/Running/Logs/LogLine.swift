package import Foundation
import Postgres
import Problems

/// What a run said at an instant: its beginning and end, those of its steps, and how far it is.
package struct LogLine: Sendable, Equatable {
    package enum Level: String, Sendable { case info, error }
    package enum Event: String, Sendable {
        case began
        case goesOn = "goes on"
        case ended
    }

    package var at: Date
    package var runID: Int
    package var job: String
    /// nil speaks of the run as a whole.
    package var step: String?
    package var event: Event
    package var level: Level
    /// One line, without row values, addresses and secrets.
    package var message: String
    /// What to do about it, of an error.
    package var hint: String?

    init(
        at: Date, runID: Int, job: String, step: String? = nil, _ event: Event,
        level: Level = .info, _ message: String, hint: String? = nil
    ) {
        self.at = at
        self.runID = runID
        self.job = job
        self.step = step
        self.event = event
        self.level = level
        self.message = message
        self.hint = hint
    }

    init(_ row: Row) throws {
        at = try row.instant("at")
        runID = try row.int("run_id")
        job = try row.text("job")
        step = try row.textOrNil("step")
        event = Event(rawValue: try row.text("event")) ?? .goesOn
        level = Level(rawValue: try row.text("level")) ?? .error
        message = try row.text("message")
        hint = try row.textOrNil("hint")
    }

    /// The object of `logs --json`, and of `serve --log json`.
    package func json(in zone: TimeZone) -> JSONValue {
        .object([
            "at": .instant(at, in: zone), "level": .text(level.rawValue), "run": .int(runID),
            "job": .text(job), "step": .text(step), "event": .text(event.rawValue),
            "message": .text(message), "hint": .text(hint),
        ])
    }

    /// `2026-11-21T02:00:01+08:00 info run=12 job=nightly step=members succeeded in 1.2 s`.
    package func text(in zone: TimeZone) -> String {
        let words = [
            JSONValue.instant(at, in: zone).plain, level.rawValue, "run=\(runID)", "job=\(job)",
            step.map { "step=\($0)" }, message, hint.map { "(\($0))" },
        ]
        return words.compactMap { $0?.onOneLine }.joined(separator: " ")
    }
}

extension JSONValue {
    /// A text without its quotes.
    fileprivate var plain: String { if case .text(let text) = self { text } else { description } }
}
