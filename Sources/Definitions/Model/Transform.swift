package import Problems

/// A named audience expression.
package struct Segment: Sendable {
    package var name: String
    package var expression: CheckedExpression
    /// Stops a run in which more than this share of the members would move; 0…100.
    package var guardPercent: Double?
    /// Whether the first evaluation triggers campaigns. Defaults to false.
    package var includeExisting: Bool
    package var place: Place

    package init(
        name: String, expression: CheckedExpression, guardPercent: Double? = nil,
        includeExisting: Bool = false, place: Place
    ) {
        self.name = name
        self.expression = expression
        self.guardPercent = guardPercent
        self.includeExisting = includeExisting
        self.place = place
    }
}

/// Levels by a metric, with benefits and a downgrade rule.
package struct TierProgramme: Sendable {
    package enum Downgrade: String, Sendable, CaseIterable {
        case oneLevel = "one level"
        case toEarned = "to earned"
        case never
    }
    package struct Level: Sendable {
        package var tier: String
        /// The least amount of the metric.
        package var from: Double
        /// 0…100. Defaults to 0.
        package var discountPercent: Double

        package init(tier: String, from: Double, discountPercent: Double = 0) {
            self.tier = tier
            self.from = from
            self.discountPercent = discountPercent
        }
    }
    package var name: String
    /// A number or money expression, as `spend(last 365 days)`.
    package var metric: CheckedExpression
    /// From the lowest to the highest; the first is from 0.
    package var levels: [Level]
    /// How long a level lasts after the last evaluation that earned it. Defaults to 0.
    package var keepDays: Int
    /// Defaults to `to earned`.
    package var downgrade: Downgrade
    package var includeExisting: Bool
    package var place: Place

    package init(
        name: String, metric: CheckedExpression, levels: [Level], keepDays: Int = 0,
        downgrade: Downgrade = .toEarned, includeExisting: Bool = false, place: Place
    ) {
        self.name = name
        self.metric = metric
        self.levels = levels
        self.keepDays = keepDays
        self.downgrade = downgrade
        self.includeExisting = includeExisting
        self.place = place
    }
}
