/// What a feed must hold to be let in. A guard that trips leaves yesterday's data in force.
package struct Expectations: Sendable, Equatable {
    package enum Limit: Sendable, Equatable {
        case count(Int)
        /// 0…100.
        case percent(Double)
    }
    /// What comes of a column that the job file does not name among its `columns:`.
    package enum NewColumns: String, Sendable, CaseIterable { case ignore, warn, fail }

    /// What comes of a mapped column that the file has no more.
    package enum MissingColumns: String, Sendable {
        case fail
        /// Its field is empty, unless it is one that each row must have.
        case null
    }

    /// The fewest rows. Defaults to none.
    package var minimumRows: Int?
    /// The most rejects. Defaults to any number.
    package var rejects: Limit?
    /// How much smaller than the load before the feed may be. Defaults to anything.
    package var shrinkPercent: Double?
    /// Defaults to ignore.
    package var newColumns: NewColumns
    /// Defaults to fail.
    package var missingColumns: MissingColumns

    package init(
        minimumRows: Int? = nil, rejects: Limit? = nil, shrinkPercent: Double? = nil,
        newColumns: NewColumns = .ignore, missingColumns: MissingColumns = .fail
    ) {
        self.minimumRows = minimumRows
        self.rejects = rejects
        self.shrinkPercent = shrinkPercent
        self.newColumns = newColumns
        self.missingColumns = missingColumns
    }
}
