import CPostgres

extension Connection {
    /// Opens a cursor over a query, in the open transaction or else in a snapshot of its own that
    /// cannot write.
    ///
    /// The text is one query: the server refuses several statements, and any that writes. One
    /// cursor at a time is open on a connection. The position in a failure counts in the query's
    /// own text.
    ///
    /// - Parameter batch: how many rows each batch holds at most; defaults to 2000.
    package func openCursor(
        _ statement: Statement, _ parameters: [Value] = [], batch: Int = 2000
    ) async throws -> Cursor {
        let ownsTransaction = !isInTransaction
        if ownsTransaction { try await begin(.snapshot) }
        do {
            // All rows are read: without this the planner aims for the first ones.
            try await execute(
                Statement(name: statement.name, sql: "SET LOCAL cursor_tuple_fraction = 1"))
            try await declare(statement, parameters)
            return Cursor(
                columns: try await describeCursor(statement), connection: self,
                statement: statement, batch: batch, ownsTransaction: ownsTransaction)
        } catch {
            if ownsTransaction { await rollback() }
            throw error
        }
    }

    private func declare(_ statement: Statement, _ parameters: [Value]) async throws {
        let pointer = try pointer(for: statement)
        let values = try Self.encoded(parameters, of: statement)
        let prefix = "DECLARE tidings_rows NO SCROLL CURSOR FOR "
        try await cancellable {
            let answer = values.withPointers { values in
                PQexecParams(
                    pointer, prefix + statement.sql, Int32(parameters.count), nil, values, nil,
                    nil, 0)
            }
            _ = try checked(answer, of: statement, on: pointer, offset: prefix.count)
        }
    }

    private func describeCursor(_ statement: Statement) async throws -> [Column] {
        let pointer = try pointer(for: statement)
        let answer = PQdescribePortal(pointer, "tidings_rows")
        return try checked(answer, of: statement, on: pointer).columns
    }

    func fetch(_ cursor: Cursor) async throws -> RowBatch? {
        let pointer = try pointer(for: cursor.statement)
        let rows = try await cancellable {
            let answer = PQexec(pointer, "FETCH FORWARD \(cursor.batch) FROM tidings_rows")
            return try checked(answer, of: cursor.statement, on: pointer)
        }
        let count = Int(PQntuples(rows.pointer))
        if count == 0 { return nil }
        return RowBatch(rows, rows: count, columns: cursor.columns.count)
    }

    func close(_ cursor: Cursor) async {
        if cursor.ownsTransaction {
            await rollback()
        } else {
            // In a failed transaction there is no cursor any more, and none needs closing.
            let close = Statement(name: cursor.statement.name, sql: "CLOSE tidings_rows")
            _ = try? await execute(close)
        }
    }
}
