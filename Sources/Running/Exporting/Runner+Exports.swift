import Audiences
import Definitions
import Feeds
import Foundation
import Postgres
import Problems

extension Runner {
    /// Writes a list out. The warehouse remembers it in one transaction; a plan leaves no trace.
    func export(
        _ export: Export, on date: LocalDate, asOf: Date, _ atomicity: Atomicity
    ) async throws -> ExportFigures {
        let list = ExportList(
            export, programmes: workspace.jobs.flatMap(\.programmes),
            timezone: workspace.timezone, currency: workspace.currency, asOf: asOf)
        let writes = atomicity == .transaction
        let target = try target(of: export, on: date)
        return try await connections.data.atomically(atomicity) { data in
            switch target {
            case .file(let file):
                try await FileExport(export: export, list: list, file: file)
                    .run(writes: writes, on: data)
            case .table(let table, let uri):
                try await TableExport(export: export, list: list, table: table, uri: uri)
                    .run(writes: writes, on: data)
            }
        }
    }

    private enum ExportTarget: Sendable {
        case file(URL)
        case table(String, uri: String)
    }

    private func target(of export: Export, on date: LocalDate) throws -> ExportTarget {
        switch export.target {
        case .file(let pattern, let folder):
            let path = try pattern.path(on: date, at: export.place)
            return .file(URL(fileURLWithPath: folder).appendingPathComponent(path))
        case .table(let table, let source):
            guard case .postgres(let uri) = workspace.sources[source]?.kind else {
                throw Self.noDatabase(source, at: export.place)
            }
            return .table(table, uri: uri)
        }
    }

    private static func noDatabase(_ source: String, at place: Place) -> Problem {
        Problem(
            .definition, "the source \"\(source)\" is no database", at: place,
            hint: "Name a source with \"postgres\".")
    }
}
