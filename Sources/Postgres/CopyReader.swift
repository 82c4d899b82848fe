/// Rows on their way out of the database by COPY: chunks of bytes. Read to its end or `close` it.
package struct CopyReader: Sendable {
    let connection: Connection
    let statement: Statement

    /// The next chunk of whole rows, about 64 KB; nil after the last.
    package func next() async throws -> [UInt8]? {
        try await connection.nextCopyChunk(statement)
    }

    /// Gives up the rest.
    package func close() async {
        await connection.abortCopy(statement)
    }
}
