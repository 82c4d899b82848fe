package import Definitions
package import Foundation

extension Job {
    /// The zone of the job's days: its schedule's, or the workspace's.
    package func zone(in workspace: Workspace) -> TimeZone {
        workspace.timezone
    }

    /// The instant that a logical date stands for: its tick's, or midnight without a daily schedule.
    /// Decisions take it, so that the same date decides the same whenever it runs.
    package func tick(on date: LocalDate, in workspace: Workspace) -> Date {
        guard case .daily(_, let minutes) = schedule?.rule else {
            return date.start(in: zone(in: workspace))
        }
        return date.instant(minutes: minutes, in: zone(in: workspace))
    }
}
