package import Definitions
package import Foundation

extension Job {
    /// The zone of the job's days: its schedule's, or the workspace's.
    package func zone(in workspace: Workspace) -> TimeZone {
        workspace.schedule(of: self)?.timezone ?? workspace.timezone
    }

    /// The instant at which the job is due next after an instant; a day later without a schedule.
    package func nextTick(after tick: Date, in workspace: Workspace) -> Date {
        workspace.calendar(of: self)?.next(after: tick)?.at ?? tick.addingTimeInterval(86_400)
    }

    /// The instant at which the job is due on a logical date: at its time, or at midnight if it has
    /// no one time a day. Decisions take it, so that the same date decides the same whenever it
    /// runs.
    package func tick(on date: LocalDate, in workspace: Workspace) -> Date {
        date.instant(minutes: time(in: workspace) ?? 0, in: zone(in: workspace))
    }

    /// As of when windows are counted by hand for a date: the tick, or the date's last instant if
    /// the job has no one time a day, so that the whole day is seen.
    package func asOf(on date: LocalDate, in workspace: Workspace) -> Date {
        if time(in: workspace) != nil { return tick(on: date, in: workspace) }
        // PostgreSQL counts microseconds.
        return date.adding(days: 1).start(in: zone(in: workspace)).addingTimeInterval(-1e-6)
    }

    private func time(in workspace: Workspace) -> Int? {
        workspace.schedule(of: self)?.rule.time
    }
}

extension Schedule.Rule {
    /// The one time of day at which it is due, in minutes since midnight; nil if there are several.
    fileprivate var time: Int? {
        switch self {
        case .daily(_, let minutes): minutes
        case .cron(let line): line.times.count == 1 ? line.times[0] : nil
        case .everyMinutes, .arrival: nil
        }
    }
}
