import CPostgres

/// What a statement returned: rows in text form, or the number of rows that it changed.
package struct Result: Sendable {
    /// The name of the statement, for errors.
    package let statement: String
    package let columns: [Column]
    /// How many rows a statement inserted, updated, deleted, merged, copied or returned.
    package let affected: Int
    let handle: ResultHandle
    let positions: [String: Int]

    init(_ handle: ResultHandle, of statement: Statement) {
        self.handle = handle
        self.statement = statement.name
        columns = handle.columns
        affected = Int(String(cString: PQcmdTuples(handle.pointer))) ?? 0
        positions = Dictionary(
            zip(columns.map(\.name), columns.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The first row, or nil if there is none.
    package var first: Row? { isEmpty ? nil : self[0] }
}

extension Result: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { Int(PQntuples(handle.pointer)) }
    package subscript(position: Int) -> Row { Row(result: self, index: position) }
}

extension Result {
    /// The server's word for what was done, such as `COMMIT` or `INSERT 0 3`.
    package var command: String { String(cString: PQcmdStatus(handle.pointer)) }
}
