package import Definitions
package import Foundation

extension Job {
    /// The zone of the job's days: its schedule's, or the workspace's.
    package func zone(in workspace: Workspace) -> TimeZone {
        schedule?.timezone ?? workspace.timezone
    }

    /// The instant at which the job is due next after a logical date's tick; a day later when its
    /// schedule names no days.
    package func nextTick(after date: LocalDate, in workspace: Workspace) -> Date {
        guard case .daily(let day, _) = schedule?.rule else {
            return tick(on: date.adding(days: 1), in: workspace)
        }
        return tick(on: day.next(after: date), in: workspace)
    }

    /// The instant at which the job is due on a logical date: its tick's, or midnight without a
    /// daily schedule. Decisions take it, so that the same date decides the same whenever it runs.
    package func tick(on date: LocalDate, in workspace: Workspace) -> Date {
        guard case .daily(_, let minutes) = schedule?.rule else {
            return date.start(in: zone(in: workspace))
        }
        return date.instant(minutes: minutes, in: zone(in: workspace))
    }

    /// As of when windows are counted: the tick, or the date's last instant without a daily
    /// schedule, so that a run by hand sees the whole day.
    package func asOf(on date: LocalDate, in workspace: Workspace) -> Date {
        if case .daily = schedule?.rule { return tick(on: date, in: workspace) }
        // PostgreSQL counts microseconds.
        return date.adding(days: 1).start(in: zone(in: workspace)).addingTimeInterval(-1e-6)
    }
}
