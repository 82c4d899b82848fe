package import Problems

/// One `extract` entry: reads one source into one entity.
package struct Feed: Sendable {
    package var name: String
    package var entity: Entity
    /// The source's name.
    package var source: String
    package var input: Input
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
    package var place: Place

    package init(
        name: String, entity: Entity, source: String, input: Input, map: [FieldMap],
        filters: [RowFilter] = [], expect: Expectations = Expectations(),
        deleteMissing: Bool = false, lineKey: LineKey = .position, addLines: Bool = false,
        place: Place
    ) {
        self.name = name
        self.entity = entity
        self.source = source
        self.input = input
        self.map = map
        self.filters = filters
        self.expect = expect
        self.deleteMissing = deleteMissing
        self.lineKey = lineKey
        self.addLines = addLines
        self.place = place
    }
}

extension Feed {
    package enum Input: Sendable, Equatable {
        /// A query with `:since` and `:date` as parameters; `since` names the cursor's column.
        case query(String, since: String?)
        case csv(file: FilePattern, CSVFormat)
        case xml(file: FilePattern, XMLFormat)
    }

    package enum LineKey: String, Sendable, CaseIterable {
        case number, product, position
    }
}

/// A file's name with `{date}`, `{date:yyyyMMdd}` or `{date-1}` for the run's logical date.
package struct FilePattern: Sendable, Equatable {
    package var text: String

    package init(_ text: String) { self.text = text }
}

/// How a CSV file is written.
package struct CSVFormat: Sendable, Equatable {
    package enum Delimiter: Sendable, Equatable {
        /// The most plausible of comma, semicolon, tab and bar, by the first lines.
        case detected
        case byte(UInt8)
        /// Runs of blanks and tabs, those at the line's start left aside.
        case blanks
    }
    /// Defaults to detected.
    package var delimiter: Delimiter
    /// Whether the first row names the columns; otherwise they are "1", "2", …. Defaults to true.
    package var hasHeader: Bool
    /// How many lines stand before the header. Defaults to 0.
    package var skipLines: Int
    /// Spellings of nothing besides the empty field. Defaults to none.
    package var nulls: [String]
    /// An encoding's name (WHATWG); nil means UTF-8 with or without BOM.
    package var encoding: String?

    package init(
        delimiter: Delimiter = .detected, hasHeader: Bool = true, skipLines: Int = 0,
        nulls: [String] = [], encoding: String? = nil
    ) {
        self.delimiter = delimiter
        self.hasHeader = hasHeader
        self.skipLines = skipLines
        self.nulls = nulls
        self.encoding = encoding
    }
}

/// How an XML file is written.
package struct XMLFormat: Sendable, Equatable {
    /// The path of a record, as `//o:Product` or `/rss/channel/item`.
    package var record: String
    /// URI by prefix.
    package var namespaces: [String: String]

    package init(record: String, namespaces: [String: String] = [:]) {
        self.record = record
        self.namespaces = namespaces
    }
}

/// Where a field's value comes from and how it is read.
package struct FieldMap: Sendable {
    /// The field as the entity names it: `email`, `line.price`, `consent.news`, `attributes.x`.
    package var field: String
    /// A column's name, an XML path, or `$row` for the row's number in the feed.
    package var input: String
    package var prefix: String?
    /// A date pattern as `dd.MM.yyyy HH:mm`; nil means ISO 8601.
    package var format: String?
    /// The decimal separator, `.` or `,`. Defaults to `.`.
    package var decimal: Character
    /// The canonical word by the source's word.
    package var values: [String: String]
    /// Text that takes an empty value's place.
    package var fallback: String?
    /// Whether a row without this value is left aside (counted as filtered) and not a reject.
    package var skipMissing: Bool
    /// Looks a customer up by another unique field instead of by id.
    package var lookup: String?
    /// Whether this field must have a value. Keys always must.
    package var isRequired: Bool
    package var place: Place

    package init(
        field: String, input: String, prefix: String? = nil, format: String? = nil,
        decimal: Character = ".", values: [String: String] = [:], fallback: String? = nil,
        skipMissing: Bool = false, lookup: String? = nil, isRequired: Bool = false,
        place: Place
    ) {
        self.field = field
        self.input = input
        self.prefix = prefix
        self.format = format
        self.decimal = decimal
        self.values = values
        self.fallback = fallback
        self.skipMissing = skipMissing
        self.lookup = lookup
        self.isRequired = isRequired
        self.place = place
    }
}

/// `where: {state: [paid, shipped]}`, or `{state: {not: [test]}}`.
package struct RowFilter: Sendable {
    /// A column's name or an XML path.
    package var input: String
    package var values: [String]
    package var isNegated: Bool
    package var place: Place

    package init(input: String, values: [String], isNegated: Bool, place: Place) {
        self.input = input
        self.values = values
        self.isNegated = isNegated
        self.place = place
    }
}

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
