/// A query's rows, fetched in batches; memory holds one batch at a time.
///
/// Read it to its end or `close` it; its connection takes other statements meanwhile.
package struct Cursor: Sendable {
    package let columns: [Column]
    let connection: Connection
    let statement: Statement
    /// How many rows a batch holds at most.
    let batch: Int
    /// Whether the cursor began its transaction itself and therefore ends it.
    let ownsTransaction: Bool

    /// The next batch; nil after the last.
    package func next() async throws -> RowBatch? {
        try await connection.fetch(self)
    }

    /// Gives up the rest, and ends the transaction that was begun for the cursor.
    package func close() async {
        await connection.close(self)
    }
}
