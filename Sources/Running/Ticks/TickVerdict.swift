import Definitions
import Foundation

/// What becomes of a tick, and why.
struct TickVerdict: Equatable {
    enum State: String { case due, skipped, missed }

    var tick: Tick
    var state: State
    /// Of a due tick: what moved it. Otherwise why it does not run.
    var reason: String?
}

/// The rules by which ticks run, wait or go by: functions of what is known, without a database.
struct TickRules {
    let schedule: Schedule

    /// How late a tick may be noticed without counting as missed, in seconds.
    static let grace: TimeInterval = 90

    /// What becomes of ticks that have come since the scheduler looked last, in their order. One that
    /// is noticed late came while nobody was there.
    func arrived(_ ticks: [Tick], at now: Date) -> [TickVerdict] {
        let late = ticks.filter { $0.skip == nil && now.timeIntervalSince($0.due) > Self.grace }
        return ticks.map { tick in
            if tick.skip != nil {
                return TickVerdict(tick: tick, state: .skipped, reason: tick.skipReason)
            }
            guard late.contains(tick) else { return due(tick) }
            switch schedule.missed {
            case .skip: return missed(tick, "nothing was there to run it (missed: skip)")
            case .runAll: return due(tick)
            case .runLatest:
                guard tick == ticks.last(where: { $0.skip == nil }) else {
                    return missed(tick, "a later tick runs instead (missed: run latest)")
                }
                return due(tick)
            }
        }
    }

    /// What is known of a job with ticks that are due.
    struct Circumstances {
        var isPaused = false
        /// When the run of the job began that is not over; nil if none is going on.
        var runningSince: Date?
        /// The dates for which the job that it comes after has succeeded; nil if it comes after none.
        var doneBefore: Set<LocalDate>?
        var after: String?
    }

    /// What becomes of a job's ticks that are due, in their order: those that go by, and those that
    /// may run now. Those in neither list wait.
    func settle(
        _ due: [Tick], at now: Date, _ job: Circumstances
    ) -> (gone: [TickVerdict], ready: [Tick]) {
        var gone: [TickVerdict] = []
        var ready: [Tick] = []
        let last = due.last
        for tick in due {
            let mayStart = job.doneBefore?.contains(tick.date) ?? true
            let waits = mayStart ? nil : "\(job.after ?? "") had not succeeded for \(tick.date)"
            if job.isPaused {
                gone.append(TickVerdict(tick: tick, state: .skipped, reason: "it was paused"))
            } else if let running = job.runningSince, running < tick.at, schedule.overlap == .skip {
                gone.append(
                    TickVerdict(
                        tick: tick, state: .skipped,
                        reason: "the run before was not over (overlap: skip)"))
            } else if let within = schedule.withinSeconds,
                now.timeIntervalSince(tick.due) > TimeInterval(within)
            {
                let why = waits ?? "nothing could run it in time"
                gone.append(missed(tick, "\(why) (within: \(Self.length(within)))"))
            } else if tick != last, schedule.missed != .runAll, schedule.overlap == .skip {
                gone.append(missed(tick, waits ?? "a later tick runs instead"))
            } else if mayStart, job.runningSince == nil {
                ready.append(tick)
            }
        }
        return (gone, ready)
    }

    private func due(_ tick: Tick) -> TickVerdict {
        let moved = tick.change == .leftOut ? tick.reasons.first : nil
        return TickVerdict(tick: tick, state: .due, reason: moved)
    }

    private func missed(_ tick: Tick, _ reason: String) -> TickVerdict {
        TickVerdict(tick: tick, state: .missed, reason: reason)
    }

    /// `6 hours`, `90 minutes`, `45 seconds`.
    static func length(_ seconds: Int) -> String {
        let units = [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")]
        let unit = units.first { seconds.isMultiple(of: $0.0) } ?? (1, "second")
        let count = seconds / unit.0
        return "\(count) \(unit.1)\(count == 1 ? "" : "s")"
    }
}

extension Schedule {
    /// The same as long as the schedule has the same ticks. Kept by the scheduler: the text of a
    /// schedule must not change between versions, or its past ticks are let go.
    func fingerprint(in zone: TimeZone) -> String {
        let times =
            switch rule {
            case .daily(let day, let minutes): "\(Self.name(of: day)) at \(minutes)"
            case .everyMinutes(let minutes): "every \(minutes)"
            case .arrival(let feed): "arrival of \(feed)"
            case .cron(let line):
                [line.minutes, line.hours, line.daysOfMonth, line.months, line.weekdays]
                    .map { $0.map(String.init).joined(separator: ",") }.joined(separator: " ")
            }
        let place = (timezone ?? zone).identifier
        return "\(times) in \(place), \(onGap.rawValue), \(onRepeat.rawValue)"
    }

    private static func name(of day: Day) -> String {
        switch day {
        case .every: "day"
        case .weekdays: "weekdays"
        case .weekday(let weekday): "weekday \(weekday)"
        case .monthlyWeekday(let ordinal, let weekday): "weekday \(weekday) number \(ordinal)"
        case .dayOfMonth(let day): "day \(day)"
        }
    }
}
