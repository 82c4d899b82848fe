package import Problems

/// One YAML file: a schedule and what it extracts, transforms and loads.
package struct Job: Sendable {
    package var name: String
    package var description: String?
    package var schedule: Schedule?
    /// The job whose run of the same logical date must have succeeded first.
    package var after: String?
    package var feeds: [Feed]
    package var programmes: [TierProgramme]
    package var segments: [Segment]
    package var campaigns: [Campaign]
    package var place: Place

    package init(
        name: String, description: String? = nil, schedule: Schedule? = nil,
        after: String? = nil, feeds: [Feed] = [], programmes: [TierProgramme] = [],
        segments: [Segment] = [], campaigns: [Campaign] = [], place: Place
    ) {
        self.name = name
        self.description = description
        self.schedule = schedule
        self.after = after
        self.feeds = feeds
        self.programmes = programmes
        self.segments = segments
        self.campaigns = campaigns
        self.place = place
    }
}

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
    }
    package enum Missed: String, Sendable, CaseIterable {
        case runLatest = "run latest"
        case runAll = "run all"
        case skip
    }
    package var rule: Rule
    /// Defaults to run latest.
    package var missed: Missed
    /// How late a missed tick may still run, in seconds; nil means always.
    package var withinSeconds: Int?

    package init(rule: Rule, missed: Missed = .runLatest, withinSeconds: Int? = nil) {
        self.rule = rule
        self.missed = missed
        self.withinSeconds = withinSeconds
    }
}
