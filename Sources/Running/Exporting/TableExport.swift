import Audiences
import Definitions
import Postgres
import Problems

/// Makes a table of a shop's database equal to an export: rows are staged there, then one transaction
/// deletes, updates and inserts what differs.
///
/// Names come from the definition, are looked up in the database's own catalogue and quoted by it;
/// values travel through COPY.
struct TableExport {
    let export: Export
    let list: ExportList
    /// As the definition writes it.
    let table: String
    /// A libpq connection URI. Secret.
    let uri: String

    /// - Parameter writes: whether the shop's transaction is committed; otherwise it is rolled back.
    func run(writes: Bool, on connection: Connection) async throws -> ExportFigures {
        try await list.fill(connection)
        let shop = try await Connection.open(uri, applicationName: "tidings export")
        do {
            try await shop.begin()
            let figures = try await fill(shop, from: connection)
            try figures.check(by: export)
            if writes { try await shop.commit() } else { await shop.rollback() }
            await shop.close()
            return figures
        } catch {
            await shop.close()
            throw error
        }
    }

    private func fill(
        _ shop: Connection, from connection: Connection
    ) async throws -> ExportFigures {
        let names = try await names(in: shop)
        try await run(
            """
            SET LOCAL lock_timeout = '30s';
            CREATE TEMP TABLE tidings_export ON COMMIT DROP AS
            SELECT \(names.all) FROM \(names.table) WITH NO DATA
            """, in: shop)
        let rows = try await shop.copyIn(
            Statement(
                name: "export", sql: "COPY tidings_export (\(names.all)) FROM STDIN")
        ) { writer in
            let reader = try await connection.copyOut(
                Statement(
                    name: "export",
                    sql: "COPY (\(list.copied(forSpreadsheets: false))) TO STDOUT"))
            while let chunk = try await reader.next() { try await writer.write(chunk) }
        }
        try await run("ANALYZE pg_temp.tidings_export", in: shop)
        let removed = try await affected(
            """
            DELETE FROM \(names.table) AS t WHERE NOT EXISTS (
                SELECT 1 FROM pg_temp.tidings_export AS s WHERE s.\(names.key) = t.\(names.key))
            """, in: shop)
        let changed =
            names.others.isEmpty
            ? 0
            : try await affected(
                """
                UPDATE \(names.table) AS t SET \(names.assignments)
                FROM pg_temp.tidings_export AS s WHERE s.\(names.key) = t.\(names.key)
                    AND (\(names.list("t"))) IS DISTINCT FROM (\(names.list("s")))
                """, in: shop)
        let added = try await affected(
            """
            INSERT INTO \(names.table) (\(names.all))
            SELECT \(names.all) FROM pg_temp.tidings_export AS s WHERE NOT EXISTS (
                SELECT 1 FROM \(names.table) AS t WHERE t.\(names.key) = s.\(names.key))
            """, in: shop)
        return ExportFigures(
            rows: rows, added: added, changed: changed, removed: removed,
            unchanged: rows - added - changed)
    }

    /// The names of the table and of its columns, as the database quotes them.
    private struct Names {
        let table: String
        let key: String
        let others: [String]

        /// The columns in the order of the export.
        let all: String

        var assignments: String { others.map { "\($0) = s.\($0)" }.joined(separator: ", ") }

        func list(_ alias: String) -> String {
            others.map { "\(alias).\($0)" }.joined(separator: ", ")
        }
    }

    private func names(in shop: Connection) async throws -> Names {
        let rows = try await shop.execute(.exportColumns, [.text(table)])
        guard let table = try rows.first?.text("table_name") else {
            throw Self.noTable(self.table, at: export.place)
        }
        let known = try rows.map { try $0.text("name") }
        var quoted: [String] = []
        var key: String?
        for column in export.columns {
            guard let row = try rows.first(where: { try $0.text("name") == column.name }),
                try !row.bool("is_generated")
            else { throw Self.noColumn(column.name, of: table, among: known, at: export.place) }
            quoted.append(try row.text("quoted"))
            guard column.isID, key == nil else { continue }
            guard try row.bool("is_unique") else {
                throw Self.notUnique(column.name, of: table, at: export.place)
            }
            key = try row.text("quoted")
        }
        guard let key else { throw Self.notUnique("", of: table, at: export.place) }
        return Names(
            table: table, key: key, others: quoted.filter { $0 != key },
            all: quoted.joined(separator: ", "))
    }

    private func run(_ sql: String, in shop: Connection) async throws {
        try await shop.run(script: Statement(name: "export", sql: sql))
    }

    private func affected(_ sql: String, in shop: Connection) async throws -> Int {
        try await shop.execute(Statement(name: "export", sql: sql)).affected
    }
}

extension TableExport {
    private static func noTable(_ table: String, at place: Place) -> Problem {
        Problem(
            .failed, "the shop's database has no table \"\(table)\"", at: place,
            hint: "Create it there, with a column for each of the export's, or mend its name.")
    }

    private static func noColumn(
        _ column: String, of table: String, among known: [String], at place: Place
    ) -> Problem {
        Problem(
            .failed, "the table \(table) has no column \"\(column)\" that can be written",
            at: place, hint: Suggestion.hint(for: column, among: known, known: "its columns"))
    }

    private static func notUnique(
        _ column: String, of table: String, at place: Place
    ) -> Problem {
        Problem(
            .failed, "the column \"\(column)\" of the table \(table) is not unique", at: place,
            hint: "Make the customer's id its primary key: rows are known by it.")
    }
}
