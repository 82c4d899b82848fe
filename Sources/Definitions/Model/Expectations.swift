/// What a feed must hold to be let in. A guard that trips leaves yesterday's data in force.
package struct Expectations: Sendable, Equatable {
    package enum Limit: Sendable, Equatable {
        case count(Int)
        /// 0…100.
        case percent(Double)
    }
    /// The fewest rows. Defaults to none.
    package var minimumRows: Int?
    /// The most rejects. Defaults to any number.
    package var rejects: Limit?
    /// How much smaller than the load before the feed may be. Defaults to anything.
    package var shrinkPercent: Double?

    package init(
        minimumRows: Int? = nil, rejects: Limit? = nil, shrinkPercent: Double? = nil
    ) {
        self.minimumRows = minimumRows
        self.rejects = rejects
        self.shrinkPercent = shrinkPercent
    }
}
