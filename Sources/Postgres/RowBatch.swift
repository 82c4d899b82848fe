/// Some rows of a query as text cells in one flat buffer: no `String` is made per cell.
package struct RowBatch: Sendable {
    /// The cells' UTF-8 bytes, row by row, one after the other.
    package let bytes: [UInt8]
    /// How many rows there are; never 0.
    package let rows: Int
    /// How many columns each row has.
    package let columns: Int
    /// Where each cell ends, row by row; it begins where the one before it ends.
    private let ends: [Int]
    /// Whether each cell is NULL, row by row.
    private let nulls: [Bool]

    init(_ handle: ResultHandle, rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        var bytes: [UInt8] = []
        var ends: [Int] = []
        var nulls: [Bool] = []
        ends.reserveCapacity(rows * columns)
        nulls.reserveCapacity(rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                let cell = handle.cell(row: row, column: column)
                if let cell { bytes.append(contentsOf: cell) }
                ends.append(bytes.count)
                nulls.append(cell == nil)
            }
        }
        self.bytes = bytes
        self.ends = ends
        self.nulls = nulls
    }

    /// Where a cell's text stands in `bytes`, or nil for NULL; row and column count from 0.
    package func range(row: Int, column: Int) -> Range<Int>? {
        let index = row * columns + column
        if nulls[index] { return nil }
        return (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    /// A cell's text, or nil for NULL.
    package func text(row: Int, column: Int) -> String? {
        range(row: row, column: column).map { String(decoding: bytes[$0], as: UTF8.self) }
    }
}
