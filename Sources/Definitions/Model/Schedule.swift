package import Foundation

/// When a job is due. The scheduler reads it; a manual run does not.
package struct Schedule: Sendable, Equatable {
    package enum Day: Sendable, Equatable {
        case every
        case weekdays
        /// 1 = Monday … 7 = Sunday (ISO 8601).
        case weekday(Int)
        /// The n-th such weekday of the month, n from 1; -1 is the last.
        case monthlyWeekday(ordinal: Int, weekday: Int)
        /// The day of the month; -1 is the last.
        case dayOfMonth(Int)
    }
    package enum Rule: Sendable, Equatable {
        /// At a local time, in minutes since midnight.
        case daily(Day, at: Int)
        case everyMinutes(Int)
        case cron(CronLine)
        /// Whenever a file of one of the job's feeds is there that was not loaded.
        case arrival(feed: String)
    }
    package enum Missed: String, Sendable, CaseIterable {
        case runLatest = "run latest"
        case runAll = "run all"
        case skip
    }
    /// What becomes of a local time that a change of the clock leaves out.
    package enum Gap: String, Sendable, CaseIterable {
        case runAfter = "run after"
        case skip
    }
    /// What becomes of a local time that a change of the clock brings twice.
    package enum Repeat: String, Sendable, CaseIterable { case first, both }
    /// What becomes of a tick while the tick before still runs.
    package enum Overlap: String, Sendable, CaseIterable { case skip, queue }

    /// Days on which a job holds something back.
    package struct Blackout: Sendable, Equatable {
        package enum Held: String, Sendable, CaseIterable { case sends, extracts, both }
        /// ISO dates, inclusive.
        package var from: String
        package var until: String
        /// Defaults to both.
        package var held: Held

        package init(from: String, until: String, held: Held = .both) {
            self.from = from
            self.until = until
            self.held = held
        }
    }

    package var rule: Rule
    /// nil means the workspace's.
    package var timezone: TimeZone?
    /// Defaults to run latest.
    package var missed: Missed
    /// How late a missed tick may still run, in seconds; nil means always.
    package var withinSeconds: Int?
    /// Defaults to run after.
    package var onGap: Gap
    /// Defaults to first.
    package var onRepeat: Repeat
    /// Defaults to skip.
    package var overlap: Overlap
    /// The most seconds by which a tick is put off at random. Defaults to 0.
    package var jitterSeconds: Int
    package var blackouts: [Blackout]

    package init(
        rule: Rule, timezone: TimeZone? = nil, missed: Missed = .runLatest,
        withinSeconds: Int? = nil, onGap: Gap = .runAfter, onRepeat: Repeat = .first,
        overlap: Overlap = .skip, jitterSeconds: Int = 0, blackouts: [Blackout] = []
    ) {
        self.rule = rule
        self.timezone = timezone
        self.missed = missed
        self.withinSeconds = withinSeconds
        self.onGap = onGap
        self.onRepeat = onRepeat
        self.overlap = overlap
        self.jitterSeconds = jitterSeconds
        self.blackouts = blackouts
    }
}
