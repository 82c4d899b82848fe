/// A row that was set aside, with where it stood, why, and what it held.
package struct Reject: Sendable, Equatable {
    /// The most bytes of a row that are kept.
    package static let rawLimit = 65_536

    /// The file's name below its source; nil for a query.
    package var file: String?
    /// The physical line on which the row starts, from 1; a query's row number.
    package var line: Int
    /// Where the row's first byte stands in the file, from 0; nil where that is not known.
    package var byteOffset: Int?
    /// The input at fault, as `map:` names it; nil when the whole row is.
    package var column: String?
    /// What is wrong: never shows the value.
    package var reason: String
    /// The row as it was read, its first ``rawLimit`` bytes.
    package var raw: [UInt8]
    /// The row's values as a row of CSV, below the header that its frame has, where the raw bytes
    /// cannot be read alone; empty where it has none that could be. Nil for all other rows.
    package var cells: [UInt8]?

    package init(
        file: String?, line: Int, byteOffset: Int?, column: String?, reason: String, raw: [UInt8],
        cells: [UInt8]? = nil
    ) {
        self.file = file
        self.line = line
        self.byteOffset = byteOffset
        self.column = column
        self.reason = reason
        self.raw = raw
        self.cells = cells
    }

    /// What is read again: the row below its frame.
    package var readable: [UInt8] { cells ?? raw }
}
