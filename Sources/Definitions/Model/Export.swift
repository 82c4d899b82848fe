package import Problems

/// A list that a run writes out: of a segment, of a tier programme, or of customers.
package struct Export: Sendable {
    package enum List: Sendable, Equatable {
        case segment(String)
        case tiers(programme: String)
        /// Those for whom it is true; nil means all.
        case customers(CheckedExpression?)
    }

    package enum Target: Sendable, Equatable {
        /// A CSV file below a folder, absolute.
        case file(FilePattern, in: String)
        /// A table of a PostgreSQL source, as `rebate` or `shop.rebate`.
        case table(String, source: String)
    }

    package struct Column: Sendable, Equatable {
        /// As the file or the table calls it.
        package var name: String
        package var value: Value

        package init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    package enum Value: Sendable, Equatable {
        /// The day on which the customer entered the segment or reached the tier.
        case since
        /// The last day of the tier, once one is known.
        case until
        /// The tier's discount in percent.
        case discount
        case field(Field)
    }

    package var name: String
    package var list: List
    /// One of them is the customer's id.
    package var columns: [Column]
    package var target: Target
    /// Whether a file is left alone when nobody came, went or changed. Defaults to false.
    package var onlyIfChanged: Bool
    /// Stops a run in which more than this share of the rows would go, change or come; 0…100.
    package var guardPercent: Double?
    package var limits: StepLimits
    package var place: Place

    package init(
        name: String, list: List, columns: [Column], target: Target, onlyIfChanged: Bool = false,
        guardPercent: Double? = nil, limits: StepLimits = StepLimits(), place: Place
    ) {
        self.name = name
        self.list = list
        self.columns = columns
        self.target = target
        self.onlyIfChanged = onlyIfChanged
        self.guardPercent = guardPercent
        self.limits = limits
        self.place = place
    }
}

extension Export.Column {
    package var isID: Bool { value == .field(.text(.customer(.id))) }
}
