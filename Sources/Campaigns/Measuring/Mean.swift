import Foundation

/// The mean of an amount over a number of mails, and how much it scatters.
package struct Mean: Sendable, Equatable {
    package var count: Int
    package var value: Double
    /// Of the sample, divided by n − 1; 0 of fewer than two.
    package var variance: Double

    package init(count: Int, value: Double, variance: Double) {
        self.count = count
        self.value = value
        self.variance = variance
    }

    /// By how much the mean is above another's, with its 95 % interval by Welch:
    /// `d ± t √(s₁²/n₁ + s₂²/n₂)`, t of Student's distribution with
    /// `(s₁²/n₁ + s₂²/n₂)² / ((s₁²/n₁)²/(n₁−1) + (s₂²/n₂)²/(n₂−1))` degrees of freedom
    /// (B. L. Welch, Biometrika 34, 1947); nil when one has fewer than two values.
    package func difference(from other: Mean) -> Interval? {
        guard count > 1, other.count > 1 else { return nil }
        let own = variance / Double(count)
        let others = other.variance / Double(other.count)
        let difference = value - other.value
        guard own + others > 0 else {
            return Interval(value: difference, low: difference, high: difference)
        }
        let freedom =
            (own + others) * (own + others)
            / (own * own / Double(count - 1) + others * others / Double(other.count - 1))
        let half = StudentT(freedom: freedom).quantile975 * sqrt(own + others)
        return Interval(value: difference, low: difference - half, high: difference + half)
    }
}
