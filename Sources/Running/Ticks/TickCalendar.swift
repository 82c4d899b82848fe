package import Definitions
package import Foundation

/// The ticks of a job, computed from its schedule and a zone alone: past and future ones alike.
///
/// - A time of day comes on each day that the schedule means. One that the clocks jump over comes
///   as much later as they jump (`on_gap: run after`) or not at all; one that they bring twice
///   comes the first time (`on_repeat: first`) or both times. A cron line that allows every hour
///   comes both times whatever it says, for it means every hour.
/// - Every so many minutes counts time that really passes, from the day's first instant on: no
///   change of the clocks leaves out or doubles anything.
/// - When files arrive nobody knows beforehand.
package struct TickCalendar: Sendable {
    private let job: String
    private let schedule: Schedule
    package let zone: TimeZone

    /// - Parameter zone: where the schedule names none.
    package init(job: String, _ schedule: Schedule, zone: TimeZone) {
        self.job = job
        self.schedule = schedule
        self.zone = schedule.timezone ?? zone
    }

    /// The next tick after an instant that the schedule does not let go by; nil if there is none in
    /// the nine years that the rarest one, 29 February, may take.
    package func next(after instant: Date) -> Tick? {
        let first = LocalDate(instant, in: zone).adding(days: -1)
        return (0...(9 * 366)).lazy
            .flatMap { ticks(on: first.adding(days: $0)) }
            .first { $0.at > instant && $0.skip == nil }
    }

    /// All ticks in a span of time, ascending, also those that the schedule lets go by.
    package func ticks(in span: Range<Date>) -> [Tick] {
        let first = LocalDate(span.lowerBound, in: zone).adding(days: -1)
        let last = LocalDate(span.upperBound, in: zone).adding(days: 1)
        let days = first.daysSinceEpoch...last.daysSinceEpoch
        let ticks = days.flatMap { self.ticks(on: LocalDate(daysSinceEpoch: $0)) }
        return Self.oneAnInstant(ticks.filter { span.contains($0.at) })
    }

    /// The ticks of a logical date, ascending.
    package func ticks(on date: LocalDate) -> [Tick] {
        let ticks =
            switch schedule.rule {
            case .daily(let day, let minutes): day.holds(date) ? timed(on: date, [minutes]) : []
            case .cron(let line): line.holds(date) ? timed(on: date, line.times) : []
            case .everyMinutes(let minutes): counted(on: date, every: minutes)
            case .arrival: [Tick]()
            }
        return Self.oneAnInstant(ticks.map(completed))
    }

    private func timed(on date: LocalDate, _ times: [Int]) -> [Tick] {
        let day = LocalDay(date, in: zone)
        return times.flatMap { time -> [Tick] in
            switch day.coming(minutes: time) {
            case .once(let at):
                return [Tick(job: job, date: date, at: at, time: time)]
            case .twice(let first, let second):
                let skip: Tick.Skip? = comesBothTimes ? nil : .secondOfTwo
                return [
                    Tick(job: job, date: date, at: first, time: time, change: .first),
                    Tick(
                        job: job, date: date, at: second, time: time, change: .second, skip: skip),
                ]
            case .leftOut(let at):
                let skip: Tick.Skip? = schedule.onGap == .skip ? .gap : nil
                return [
                    Tick(job: job, date: date, at: at, time: time, change: .leftOut, skip: skip)
                ]
            }
        }
    }

    private var comesBothTimes: Bool {
        if case .cron(let line) = schedule.rule, line.hours.count == 24 { return true }
        return schedule.onRepeat == .both
    }

    private func counted(on date: LocalDate, every minutes: Int) -> [Tick] {
        let start = date.start(in: zone)
        let end = date.adding(days: 1).start(in: zone)
        let step = Double(minutes) * 60
        return stride(from: 0, to: end.timeIntervalSince(start), by: step).map {
            Tick(job: job, date: date, at: start.addingTimeInterval($0))
        }
    }

    /// A tick with what does not depend on the clocks: its blackout and its jitter.
    private func completed(_ tick: Tick) -> Tick {
        var tick = tick
        tick.held = held(on: tick.date)
        if tick.held == .both { tick.skip = tick.skip ?? .blackout }
        tick.due = tick.at.addingTimeInterval(jitter(of: tick))
        return tick
    }

    /// What blackouts hold back on a date.
    func held(on date: LocalDate) -> Schedule.Blackout.Held? {
        let day = date.description
        let held = schedule.blackouts.filter { $0.from <= day && day <= $0.until }.map(\.held)
        guard let first = held.first else { return nil }
        return held.allSatisfy { $0 == first } ? first : .both
    }

    /// The same for the same tick in every process, so that a tick never moves.
    private func jitter(of tick: Tick) -> TimeInterval {
        guard schedule.jitterSeconds > 0 else { return 0 }
        let hash = StableNumber.of("\(job) \(Int(tick.at.timeIntervalSince1970))")
        return TimeInterval(hash % UInt64(schedule.jitterSeconds + 1))
    }

    /// Of ticks at the same instant (one that a change of the clocks moved onto another) the one
    /// that was not moved stays.
    private static func oneAnInstant(_ ticks: [Tick]) -> [Tick] {
        let sorted = ticks.sorted {
            ($0.at, $0.change == .leftOut ? 1 : 0) < ($1.at, $1.change == .leftOut ? 1 : 0)
        }
        return sorted.enumerated().compactMap { index, tick in
            index > 0 && sorted[index - 1].at == tick.at ? nil : tick
        }
    }
}
