package import Definitions
package import Foundation

/// By when a run of a job must have succeeded.
package struct Deadline: Sendable, Equatable {
    package var tick: Tick
    /// Whether it is the day's, whatever its ticks are: that of a job without a schedule, or one that
    /// runs when files arrive.
    package var isForDay = false
    package var at: Date
}

extension Workspace {
    /// The last of a job's deadlines that has passed; nil if it has none.
    ///
    /// A tick's deadline is the first instant after it at which clocks show the job's `must finish
    /// by`: after midnight if the time of day is the earlier. Days without a schedule have a tick at
    /// midnight. Ticks that the schedule lets go by owe nothing.
    package func lastDeadline(of job: Job, before now: Date) -> Deadline? {
        guard let minutes = job.mustFinishBy else { return nil }
        let zone = job.zone(in: self)
        let isForDay = !hasKnownTicks(job)
        // The rarest ticks are looked for last.
        for days in [3, 10, 40, 400] {
            let start = now.addingTimeInterval(-86_400 * Double(days))
            let passed = ticks(of: job, in: start..<now, zone: zone)
                .map { tick in
                    Deadline(
                        tick: tick, isForDay: isForDay,
                        at: tick.at.next(minutes: minutes, in: zone))
                }
                .filter { $0.at <= now }
            if let last = passed.last { return last }
        }
        return nil
    }

    /// Whether the job's ticks are known beforehand.
    private func hasKnownTicks(_ job: Job) -> Bool {
        switch schedule(of: job)?.rule {
        case .arrival, nil: false
        case .daily, .everyMinutes, .cron: true
        }
    }

    private func ticks(of job: Job, in span: Range<Date>, zone: TimeZone) -> [Tick] {
        if hasKnownTicks(job), let calendar = calendar(of: job) {
            return calendar.ticks(in: span).filter { $0.skip == nil }
        }
        let first = LocalDate(span.lowerBound, in: zone)
        let last = LocalDate(span.upperBound, in: zone)
        return (first.daysSinceEpoch...last.daysSinceEpoch)
            .map { LocalDate(daysSinceEpoch: $0) }
            .map { Tick(job: job.name, date: $0, at: $0.start(in: zone)) }
            .filter { span.contains($0.at) }
    }
}

extension Date {
    /// The first instant after this one at which clocks in a zone show a time of day.
    fileprivate func next(minutes: Int, in zone: TimeZone) -> Date {
        let date = LocalDate(self, in: zone)
        let today = date.instant(minutes: minutes, in: zone)
        return today > self ? today : date.adding(days: 1).instant(minutes: minutes, in: zone)
    }
}
