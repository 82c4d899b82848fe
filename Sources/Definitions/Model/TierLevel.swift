/// One level of a tier programme: from which amount, and what it is good for.
package struct TierLevel: Sendable, Equatable {
    package var tier: String
    /// The least amount of the metric.
    package var from: Double
    /// 0…100. Defaults to 0.
    package var discountPercent: Double
    /// The pool of codes for who has the level. Defaults to none.
    package var vouchers: String?
    /// Who is served first, 0…1000; the higher goes first. Defaults to the level's number from 0.
    package var priority: Int?
    /// Whatever else the level is good for, by name.
    package var attributes: [String: TierAttribute]

    package init(
        tier: String, from: Double, discountPercent: Double = 0, vouchers: String? = nil,
        priority: Int? = nil, attributes: [String: TierAttribute] = [:]
    ) {
        self.tier = tier
        self.from = from
        self.discountPercent = discountPercent
        self.vouchers = vouchers
        self.priority = priority
        self.attributes = attributes
    }
}

/// What a level says of one of its attributes.
package enum TierAttribute: Sendable, Equatable {
    case text(String)
    /// As it is written: digits, and decimals behind a point.
    case number(String)
    case flag(Bool)
}
