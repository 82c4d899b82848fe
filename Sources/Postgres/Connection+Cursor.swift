import CPostgres

extension Connection {
    /// Opens a cursor over a query, in the open transaction or else in a snapshot of its own that
    /// cannot write.
    ///
    /// The text is one query: the server refuses several statements, and any that writes. The
    /// position in a failure counts in the query's own text.
    ///
    /// - Parameter batch: how many rows each batch holds at most; defaults to 2000.
    package func openCursor(
        _ statement: Statement, _ parameters: [Value] = [], batch: Int = 2000
    ) async throws -> Cursor {
        let ownsTransaction = !isInTransaction
        if ownsTransaction { try await begin(.snapshot) }
        cursorCount += 1
        let name = "tidings_rows_\(cursorCount)"
        do {
            // All rows are read: without this the planner aims for the first ones.
            try await execute(
                Statement(name: statement.name, sql: "SET LOCAL cursor_tuple_fraction = 1"))
            try await declare(name, statement, parameters)
            let cursor = Cursor(
                columns: try describePortal(name, of: statement), connection: self,
                statement: statement, number: cursorCount, batch: max(1, batch),
                ownsTransaction: ownsTransaction)
            openCursors.insert(cursor.number)
            return cursor
        } catch {
            if ownsTransaction { await rollback() }
            throw error
        }
    }

    private func declare(
        _ name: String, _ statement: Statement, _ parameters: [Value]
    ) async throws {
        let pointer = try pointer(for: statement)
        let values = try Self.encoded(parameters, of: statement)
        let prefix = "DECLARE \(name) NO SCROLL CURSOR FOR "
        try await cancellable {
            let answer = values.withPointers { values in
                PQexecParams(
                    pointer, prefix + statement.sql, Int32(parameters.count), nil, values, nil,
                    nil, 0)
            }
            _ = try checked(answer, of: statement, on: pointer, offset: prefix.count)
        }
    }

    private func describePortal(_ name: String, of statement: Statement) throws -> [Column] {
        let pointer = try pointer(for: statement)
        return try checked(PQdescribePortal(pointer, name), of: statement, on: pointer).columns
    }

    func fetch(_ cursor: Cursor) async throws -> RowBatch? {
        guard openCursors.contains(cursor.number) else { return nil }
        let pointer = try pointer(for: cursor.statement)
        let rows = try await cancellable {
            let answer = PQexec(pointer, "FETCH FORWARD \(cursor.batch) FROM \(cursor.name)")
            return try checked(answer, of: cursor.statement, on: pointer)
        }
        let count = Int(PQntuples(rows.pointer))
        if count > 0 { return RowBatch(rows, rows: count, columns: cursor.columns.count) }
        await close(cursor)
        return nil
    }

    func close(_ cursor: Cursor) async {
        guard openCursors.remove(cursor.number) != nil else { return }
        if cursor.ownsTransaction {
            await rollback()
        } else {
            // In a failed transaction there is no cursor any more, and none needs closing.
            let close = Statement(name: cursor.statement.name, sql: "CLOSE \(cursor.name)")
            _ = try? await execute(close)
        }
    }
}
