/// Rows on their way into a table by COPY. Ends with `finish` or `abort`.
package struct CopyWriter: Sendable {
    let connection: Connection
    let statement: Statement

    /// Sends bytes of the COPY format; chunks need not end where rows end.
    package func write(_ bytes: [UInt8]) async throws {
        try await connection.appendCopy(bytes, to: statement)
    }

    /// Ends the rows and waits until the server has them all; gives their number.
    package func finish() async throws -> Int {
        try await connection.finishCopy(statement)
    }

    /// Gives up: none of the rows lands, and an open transaction is failed.
    package func abort() async {
        await connection.abortCopy(statement)
    }
}
