package import Problems

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
