package import Foundation

/// A customer who rose or fell.
package struct TierMove: Sendable, Equatable {
    package var customer: String
    package var tier: String
    /// 0 is the lowest level.
    package var rank: Int
    /// nil for a customer's first level.
    package var previousRank: Int?
    /// What was earned; nil where the metric is unknown.
    package var amount: Decimal?

    package init(
        customer: String, tier: String, rank: Int, previousRank: Int? = nil,
        amount: Decimal? = nil
    ) {
        self.customer = customer
        self.tier = tier
        self.rank = rank
        self.previousRank = previousRank
        self.amount = amount
    }
}
