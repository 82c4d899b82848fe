package import Definitions
package import Foundation

extension Workspace {
    /// The ticks of a job: by its schedule, or by that of the job that it comes `after` if it has
    /// none of its own; nil if that has none either.
    package func calendar(of job: Job) -> TickCalendar? {
        guard let schedule = schedule(of: job) else { return nil }
        return TickCalendar(job: job.name, schedule, zone: timezone)
    }

    /// A job's own schedule, or that of the job that it comes after.
    package func schedule(of job: Job) -> Schedule? {
        if let schedule = job.schedule { return schedule }
        // The workspace was checked: `after` makes no circle.
        return jobs.first { $0.name == job.after }.flatMap { schedule(of: $0) }
    }

    /// What runs jobs whose ticks nobody knows beforehand, as lines of `tidings schedule --json`.
    package func arrivals(of jobs: [Job]) -> [JSONValue] {
        jobs.compactMap { job in
            guard case .arrival(let name) = schedule(of: job)?.rule else { return nil }
            return .object([
                "job": .text(job.name), "at": .null, "for": .null, "will": .text("run"),
                "due": .null, "why": .text(job.arrivalReason(name)),
            ])
        }
    }

    /// The first ticks from an instant on, of some jobs, ascending; with those that their schedules
    /// let go by if asked.
    package func ticks(
        of jobs: [Job], from start: Date, count: Int, withSkipped: Bool
    ) -> [Tick] {
        let calendars = jobs.compactMap(calendar)
        // A job may be due each minute or once in years: look no further than needed.
        var ticks: [Tick] = []
        for days in [1, 8, 64, 512, 9 * 366] {
            let span = start..<start.addingTimeInterval(Double(days) * 86_400)
            ticks = calendars.flatMap { $0.ticks(in: span) }
                .filter { withSkipped || $0.skip == nil }
            if ticks.count >= count { break }
        }
        return Array(ticks.sorted { ($0.at, $0.job) < ($1.at, $1.job) }.prefix(count))
    }
}

extension Job {
    fileprivate func arrivalReason(_ feed: String) -> String {
        guard schedule != nil else { return "after each run of \(after ?? "")" }
        let feed = feeds.first { $0.name == feed }
        let file = feed?.input.file?.text ?? ""
        return "whenever \(file) arrives in the source \"\(feed?.source ?? "")\""
    }
}
