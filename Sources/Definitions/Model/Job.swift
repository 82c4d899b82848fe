package import Problems

/// One YAML file: a schedule and what it extracts, transforms and loads.
package struct Job: Sendable {
    package var name: String
    package var description: String?
    package var schedule: Schedule?
    /// The job whose run of the same logical date must have succeeded first.
    package var after: String?
    /// The local time by which its run must have succeeded, in minutes since midnight: the first such
    /// time after its tick. Defaults to any time.
    package var mustFinishBy: Int?
    /// What holds for its steps, unless they say otherwise.
    package var limits: StepLimits
    package var feeds: [Feed]
    package var programmes: [TierProgramme]
    package var segments: [Segment]
    package var campaigns: [Campaign]
    package var exports: [Export]
    package var place: Place

    package init(
        name: String, description: String? = nil, schedule: Schedule? = nil,
        after: String? = nil, mustFinishBy: Int? = nil, limits: StepLimits = StepLimits(),
        feeds: [Feed] = [], programmes: [TierProgramme] = [],
        segments: [Segment] = [], campaigns: [Campaign] = [], exports: [Export] = [],
        place: Place
    ) {
        self.name = name
        self.description = description
        self.schedule = schedule
        self.after = after
        self.mustFinishBy = mustFinishBy
        self.limits = limits
        self.feeds = feeds
        self.programmes = programmes
        self.segments = segments
        self.campaigns = campaigns
        self.exports = exports
        self.place = place
    }
}
