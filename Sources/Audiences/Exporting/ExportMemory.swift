package import Postgres

/// What was written of an export last, a digest for each customer.
package struct ExportMemory: Sendable {
    private let export: String

    package init(of export: String) { self.export = export }

    /// How `export_list` differs from it.
    package func compare(_ connection: Connection) async throws -> ExportFigures {
        let row = try await connection.execute(
            Statement("export_change", PackageResources.export_change_sql), [.text(export)]
        ).first
        let rows = try row?.int("rows") ?? 0
        let added = try row?.int("added") ?? 0
        let unchanged = try row?.int("unchanged") ?? 0
        return ExportFigures(
            rows: rows, added: added, changed: rows - added - unchanged,
            removed: try row?.int("removed") ?? 0, unchanged: unchanged)
    }

    /// Takes over `export_list`.
    package func note(_ connection: Connection) async throws {
        try await connection.execute(
            Statement("export_forget", PackageResources.export_forget_sql), [.text(export)])
        try await connection.execute(
            Statement("export_note", PackageResources.export_note_sql), [.text(export)])
    }
}
