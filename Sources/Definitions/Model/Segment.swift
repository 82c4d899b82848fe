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
