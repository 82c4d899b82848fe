package import Problems

/// One `extract` entry: reads one source into one entity.
package struct Feed: Sendable {
    package var name: String
    package var entity: Entity
    /// The source's name.
    package var source: String
    package var input: Input
    /// How the files of a folder are taken.
    package var pickup: FilePickup
    /// What goes where; targets are distinct and include every key.
    package var map: [FieldMap]
    /// Keeps only rows for which all hold; the others count as filtered.
    package var filters: [RowFilter]
    package var expect: Expectations
    /// Removes rows that this feed brought and that are no longer in it. Defaults to false.
    package var deleteMissing: Bool
    /// How lines of an order are told apart. Defaults to by number if mapped, else by product if
    /// mapped, else by position.
    package var lineKey: LineKey
    /// Whether an order's later version replaces its lines (the default) or adds to them.
    package var addLines: Bool
    package var limits: StepLimits
    package var place: Place

    package init(
        name: String, entity: Entity, source: String, input: Input,
        pickup: FilePickup = FilePickup(), map: [FieldMap],
        filters: [RowFilter] = [], expect: Expectations = Expectations(),
        deleteMissing: Bool = false, lineKey: LineKey = .position, addLines: Bool = false,
        limits: StepLimits = StepLimits(), place: Place
    ) {
        self.name = name
        self.entity = entity
        self.source = source
        self.input = input
        self.pickup = pickup
        self.map = map
        self.filters = filters
        self.expect = expect
        self.deleteMissing = deleteMissing
        self.lineKey = lineKey
        self.addLines = addLines
        self.limits = limits
        self.place = place
    }
}

extension Feed {
    /// Whether an order's lines are elements of their own, with paths of their own.
    package var hasLineElements: Bool {
        if case .xml(_, let format) = input { format.lines != nil } else { false }
    }

    package enum Input: Sendable, Equatable {
        case query(FeedQuery)
        case csv(file: FilePattern, CSVFormat)
        case xml(file: FilePattern, XMLFormat)
    }

    package enum LineKey: String, Sendable, CaseIterable {
        case number, product, position
    }
}
