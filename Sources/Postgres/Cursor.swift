/// A query's rows, fetched in batches; memory holds one batch at a time.
///
/// Read it to its end or `close` it; its connection takes other statements meanwhile, in the
/// cursor's transaction.
package struct Cursor: Sendable {
    package let columns: [Column]
    let connection: Connection
    let statement: Statement
    let number: Int
    /// How many rows a batch holds at most.
    let batch: Int
    /// Whether the cursor began its transaction itself and therefore ends it.
    let ownsTransaction: Bool

    var name: String { "tidings_rows_\(number)" }

    /// The next batch; nil after the last, which closes the cursor.
    package func next() async throws -> RowBatch? {
        try await connection.fetch(self)
    }

    /// Gives up the rest, and ends the transaction that was begun for the cursor; once
    /// closed, nothing happens.
    package func close() async {
        await connection.close(self)
    }
}
