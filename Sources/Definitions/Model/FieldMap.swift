package import Problems

/// Where a field's value comes from and how it is read.
package struct FieldMap: Sendable {
    /// The field as the entity names it: `email`, `line.price`, `consent.news`, `attributes.x`.
    package var field: String
    /// A column's name, an XML path, or `$row` for the row's number in the feed.
    /// Of several that are joined, all of them, as messages name them.
    package var input: String
    package var prefix: String?
    /// Date patterns as `dd.MM.yyyy HH:mm`, of which the first that fits counts; none means
    /// ISO 8601.
    package var format: [String]
    /// The decimal separator, `.` or `,`. Defaults to `.`.
    package var decimal: Character?
    /// The canonical word by the source's word.
    package var values: [String: String]
    /// Text that takes an empty value's place.
    package var fallback: String?
    /// Whether a row without this value, or with a customer whom the lookup does not find, is left
    /// aside (counted as filtered) and not a reject.
    package var skipMissing: Bool
    /// Whether a customer whom the lookup does not find becomes a new one: a guest, see
    /// `CustomerLookup` in Warehouse.
    package var createsMissing: Bool
    /// Looks a customer up by another unique field instead of by id.
    package var lookup: String?
    /// What becomes of its text. Defaults to nothing.
    package var steps: TextSteps
    /// Whether this field must have a value. Keys always must.
    package var isRequired: Bool
    package var place: Place

    package init(
        field: String, input: String, prefix: String? = nil, format: [String] = [],
        decimal: Character? = nil, values: [String: String] = [:], fallback: String? = nil,
        skipMissing: Bool = false, createsMissing: Bool = false, lookup: String? = nil,
        steps: TextSteps = TextSteps(),
        isRequired: Bool = false, place: Place
    ) {
        self.field = field
        self.input = input
        self.prefix = prefix
        self.format = format
        self.decimal = decimal
        self.values = values
        self.fallback = fallback
        self.skipMissing = skipMissing
        self.createsMissing = createsMissing
        self.lookup = lookup
        self.steps = steps
        self.isRequired = isRequired
        self.place = place
    }
}

extension FieldMap {
    /// The columns or paths that are read: one, or those that are joined.
    package var inputs: [String] { steps.join?.inputs ?? [input] }
}
