package import Definitions
package import Foundation

/// An instant at which a schedule says that a job is due, and what the schedule makes of it.
package struct Tick: Sendable, Equatable {
    /// What a change of the clocks does to the local time of a tick.
    package enum ClockChange: Sendable, Equatable {
        /// The clocks jump over it; the tick stands as much later as they jump.
        case leftOut
        /// The first and the second of two that look the same.
        case first, second
    }

    /// Why the schedule itself lets a tick go by.
    package enum Skip: Sendable, Equatable {
        /// `on_gap: skip`.
        case gap
        /// `on_repeat: first`.
        case secondOfTwo
        /// A blackout that holds back sends and extracts.
        case blackout
    }

    package var job: String
    /// The logical date: the day in the schedule's zone to which the tick belongs.
    package var date: LocalDate
    /// The instant by the schedule. With the job it names the tick.
    package var at: Date
    /// The instant from which it may run: `at`, put off by the job's jitter.
    package var due: Date
    /// The local time by the schedule, in minutes since midnight; nil for ticks every so often.
    package var time: Int?
    package var change: ClockChange?
    package var skip: Skip?
    /// What a blackout holds back on its date.
    package var held: Schedule.Blackout.Held?

    package init(
        job: String, date: LocalDate, at: Date, due: Date? = nil, time: Int? = nil,
        change: ClockChange? = nil, skip: Skip? = nil, held: Schedule.Blackout.Held? = nil
    ) {
        self.job = job
        self.date = date
        self.at = at
        self.due = due ?? at
        self.time = time
        self.change = change
        self.skip = skip
        self.held = held
    }

    /// Whether feeds are left out on its date.
    package var holdsExtracts: Bool { held == .extracts || held == .both }
    /// Whether mail is held back on its date.
    package var holdsSends: Bool { held == .sends || held == .both }
}
