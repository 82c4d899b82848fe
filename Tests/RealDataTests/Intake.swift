import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Warehouse

/// A warehouse of a test's own that feeds of real files flow into; the files are read in place.
final class Intake {
    let data: Connection
    let record: Connection
    private let folder: URL

    private init(_ database: TestDatabase, folder: URL) async throws {
        data = try await database.connect()
        record = try await database.connect()
        self.folder = folder
    }

    /// An intake from a folder of files.
    static func from(_ folder: URL) async throws -> Intake {
        let database = try await TestDatabase.make(template: "warehouse") { connection in
            _ = try await Schema(connection).migrate(now: .distantPast)
        }
        return try await Intake(database, folder: folder)
    }

    /// Loads a feed on 21 November 2026.
    func load(_ feed: Feed, from source: Source? = nil) async throws -> FeedFigures {
        let files = Source(
            name: "files", kind: .folder(path: folder.path), timezone: .gmt, place: Place("test"))
        let source = source ?? files
        let workspace = Workspace(
            root: folder, name: "Test", timezone: .gmt, currency: "EUR",
            sources: [source.name: source])
        let now = try Date("2026-11-21T02:00:00Z", strategy: .iso8601)
        return try await FeedLoad(
            feed, job: "nightly", runID: 1, workspace: workspace,
            date: LocalDate(daysSinceEpoch: 20_778), now: now, data: data, record: record
        ).run { _ in }
    }

    /// The rows of a query, cells as text, NULL as `-`.
    func rows(_ sql: String) async throws -> [[String]] {
        let result = try await record.execute(Statement(name: "question", sql: sql))
        return try result.map { row in
            try result.columns.map { try row.textOrNil($0.name) ?? "-" }
        }
    }

    /// The rows of a query of two columns, the first as the key.
    func table(_ sql: String) async throws -> [String: String] {
        Dictionary(try await rows(sql).map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
    }
}

extension Feed {
    /// A feed of a file, with the fields of its map in order.
    static func file(
        _ name: String, into entity: Entity, _ input: Input, _ map: FieldMap...,
        filters: [RowFilter] = []
    ) -> Feed {
        Feed(
            name: name, entity: entity, source: "files", input: input, map: map, filters: filters,
            place: Place("test"))
    }
}

extension Feed.Input {
    static func csv(_ file: String, delimiter: CSVFormat.Delimiter = .byte(0x2C)) -> Self {
        .csv(file: FilePattern(file), CSVFormat(delimiter: delimiter))
    }

    static func xml(_ file: String, record: String, namespaces: [String: String] = [:]) -> Self {
        .xml(
            file: FilePattern(file),
            XMLFormat(records: [record], namespaces: XMLNamespaces(namespaces)))
    }
}

extension FieldMap {
    static func field(
        _ field: String, _ input: String, prefix: String? = nil, format: [String] = [],
        values: [String: String] = [:]
    ) -> FieldMap {
        FieldMap(
            field: field, input: input, prefix: prefix, format: format, values: values,
            place: Place("test"))
    }
}

extension RowFilter {
    /// Rows in which a column holds something.
    static func filled(_ input: String) -> RowFilter {
        RowFilter(input: input, values: [""], isNegated: true, place: Place("test"))
    }
}

extension FeedFigures {
    /// Figures of a first load of which the rows read are the sum.
    static func first(
        inserted: Int, duplicate: Int = 0, filtered: Int = 0, rejected: Int = 0
    ) -> FeedFigures {
        var figures = FeedFigures()
        figures.read = inserted + duplicate + filtered + rejected
        figures.inserted = inserted
        figures.duplicate = duplicate
        figures.filtered = filtered
        figures.rejected = rejected
        figures.isFirstLoad = true
        return figures
    }
}
