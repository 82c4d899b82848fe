/// Where a row stands in its source: what tells it from the others.
package struct RowPlace: Hashable, Sendable {
    /// The physical line on which the row starts, from 1; a query's row number.
    package var line: Int
    /// Where the row's first byte stands, from 0; nil where that is not known.
    package var byteOffset: Int?

    package init(line: Int, byteOffset: Int?) {
        self.line = line
        self.byteOffset = byteOffset
    }
}
