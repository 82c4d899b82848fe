package import Problems

/// Levels by a metric, with benefits and the rules by which a level ends.
package struct TierProgramme: Sendable {
    /// To what a level that ends falls.
    package enum Downgrade: String, Sendable, CaseIterable {
        case oneLevel = "one level"
        case toEarned = "to earned"
        case never
    }

    /// The days on which a level may end by rule; it begins, and a return ends it, on any day.
    package enum Review: Sendable, Hashable {
        case daily
        /// On a day of the month, 1…31; on the last where the month has no such day.
        case monthly(day: Int)
        /// On the day of the year on which the customer joined; of who has no such day, on that on
        /// which the level was reached.
        case anniversaryOfJoining
        /// On the day of the year on which the level was reached.
        case anniversaryOfTier
    }

    package var name: String
    /// A number or money expression, as `spend(last 365 days)`.
    package var metric: CheckedExpression
    /// From the lowest to the highest; the first is from 0.
    package var levels: [TierLevel]
    /// How long a level lasts after the last evaluation that earned it. Defaults to 0.
    package var keepDays: Int
    /// How long after that it is still held and may be earned again. Defaults to 0.
    package var graceDays: Int
    /// Defaults to `to earned`.
    package var downgrade: Downgrade
    /// Defaults to `daily`.
    package var review: Review
    package var includeExisting: Bool
    package var limits: StepLimits
    package var place: Place

    package init(
        name: String, metric: CheckedExpression, levels: [TierLevel], keepDays: Int = 0,
        graceDays: Int = 0, downgrade: Downgrade = .toEarned, review: Review = .daily,
        includeExisting: Bool = false, limits: StepLimits = StepLimits(), place: Place
    ) {
        self.name = name
        self.metric = metric
        self.levels = levels
        self.keepDays = keepDays
        self.graceDays = graceDays
        self.downgrade = downgrade
        self.review = review
        self.includeExisting = includeExisting
        self.limits = limits
        self.place = place
    }

    package func level(_ tier: String) -> TierLevel? { levels.first { $0.tier == tier } }

    /// The priority of each level, from the lowest level on.
    package var priorities: [Int] {
        levels.enumerated().map { number, level in level.priority ?? number }
    }
}

extension TierProgramme.Review: CustomStringConvertible {
    package var description: String {
        switch self {
        case .daily: "daily"
        case .monthly(let day): "monthly on day \(day)"
        case .anniversaryOfJoining: "anniversary of joining"
        case .anniversaryOfTier: "anniversary of the tier"
        }
    }
}
