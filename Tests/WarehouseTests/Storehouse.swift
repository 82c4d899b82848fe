import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Warehouse

/// A warehouse of a test's own, a folder of feed files, and what a test asks of them.
///
/// Loads go through `FeedLoad` alone, as in a night's run. The source's zone is Berlin's.
final class Storehouse {
    let database: TestDatabase
    /// Carries the rows.
    let data: Connection
    /// Keeps the record, and answers the tests' questions.
    let record: Connection
    let folder: URL
    /// Where the source `web` is.
    var web: URL?
    /// The workspace's.
    var locale = "en"
    private var runID = 0

    private init(_ database: TestDatabase) async throws {
        self.database = database
        data = try await database.connect()
        record = try await database.connect()
        folder = FileManager.default.temporaryDirectory
            .appending(path: "storehouse-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        // What cannot be deleted lies in the system's folder for it.
        try? FileManager.default.removeItem(at: folder)
    }

    static func open() async throws -> Storehouse {
        try await Storehouse(
            TestDatabase.make(template: "warehouse") { connection in
                _ = try await Schema(connection).migrate(now: .distantPast)
            })
    }

    func write(_ lines: String..., to file: String) throws {
        try write(bytes: Array(lines.map { $0 + "\n" }.joined().utf8), to: file)
    }

    func write(bytes: [UInt8], to file: String) throws {
        try Data(bytes).write(to: folder.appending(path: file))
    }

    /// Loads a feed as the next run does, at an instant given as `2026-11-21T02:00:00Z`.
    func load(
        _ feed: Feed, job: String = "nightly", at now: String = "2026-11-21T02:00:00Z",
        on other: Connection? = nil,
        progress: @Sendable (FeedProgress) -> Void = { _ in }
    ) async throws -> FeedFigures {
        runID += 1
        return try await feedLoad(feed, job: job, at: now, on: other).run(progress: progress)
    }

    /// A load that has not begun.
    func feedLoad(
        _ feed: Feed, job: String = "nightly", at now: String = "2026-11-21T02:00:00Z",
        on other: Connection? = nil, atomicity: Atomicity = .transaction
    ) throws -> FeedLoad {
        FeedLoad(
            feed, job: job, runID: runID, workspace: workspace,
            date: LocalDate(daysSinceEpoch: 20_778), now: try Date(now, strategy: .iso8601),
            data: other ?? data, record: record, atomicity: atomicity)
    }

    /// Writes the file of a feed and loads it.
    func load(
        _ feed: Feed, _ header: String, _ rows: String..., at now: String = "2026-11-21T02:00:00Z"
    ) async throws -> FeedFigures {
        guard case .csv(let file, _) = feed.input else { throw NotACSVFile() }
        try write(bytes: Array(([header] + rows).map { $0 + "\n" }.joined().utf8), to: file.text)
        return try await load(feed, at: now)
    }

    private struct NotACSVFile: Error {}

    var workspace: Workspace {
        let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
        let shop = Source(
            name: "shop", kind: .folder(path: folder.path), timezone: zone, place: Place("test"))
        let web = web.map {
            Source(
                name: "web", kind: .url(RemoteServer(url: $0, retries: 0)), timezone: zone,
                place: Place("test"))
        }
        return Workspace(
            root: folder, name: "Test", timezone: zone, locale: locale, currency: "EUR",
            sources: [
                "shop": shop, "web": web,
                "database": Source(
                    name: "database", kind: .postgres(uri: database.uri), timezone: zone,
                    place: Place("test")),
            ].compactMapValues { $0 })
    }

    /// The rows of a query, cells joined by blanks, NULL as `-`.
    func rows(_ sql: String) async throws -> [String] {
        let result = try await record.execute(Statement(name: "question", sql: sql))
        return try result.map { row in
            try result.columns.map { try row.textOrNil($0.name) ?? "-" }.joined(separator: " ")
        }
    }

    func run(_ sql: String) async throws {
        try await record.run(script: Statement(name: "test", sql: sql))
    }
}

extension Feed {
    /// A feed of the CSV file with its name.
    static func csv(
        _ name: String = "feed", into entity: Entity, _ map: FieldMap..., filters: [RowFilter] = [],
        expect: Expectations = Expectations(), deleteMissing: Bool = false,
        lines lineKey: LineKey = .position, add: Bool = false
    ) -> Feed {
        Feed(
            name: name, entity: entity, source: "shop",
            input: .csv(file: FilePattern("\(name).csv"), CSVFormat(delimiter: .byte(0x2C))),
            map: map, filters: filters, expect: expect, deleteMissing: deleteMissing,
            lineKey: lineKey, addLines: add, place: Place("Jobs/nightly.yaml", line: 7))
    }

    /// The same feed with another field.
    func mapping(_ field: FieldMap) -> Feed {
        var feed = self
        feed.map.append(field)
        return feed
    }
}

extension FieldMap {
    /// A field from the column of its name, unless another is named.
    static func field(
        _ field: String, _ column: String? = nil, values: [String: String] = [:],
        skipMissing: Bool = false, prefix: String? = nil, lookup: String? = nil
    ) -> FieldMap {
        FieldMap(
            field: field, input: column ?? field, prefix: prefix, values: values,
            skipMissing: skipMissing, lookup: lookup, place: Place("Jobs/nightly.yaml", line: 8))
    }
}

extension FeedFigures {
    /// Figures of which the rows read are the sum.
    static func rows(
        inserted: Int = 0, updated: Int = 0, unchanged: Int = 0, duplicate: Int = 0,
        filtered: Int = 0, rejected: Int = 0, deleted: Int = 0, isFirst: Bool = false,
        sameFile: Bool = false
    ) -> FeedFigures {
        var figures = FeedFigures()
        figures.read = inserted + updated + unchanged + duplicate + filtered + rejected
        figures.inserted = inserted
        figures.updated = updated
        figures.unchanged = unchanged
        figures.duplicate = duplicate
        figures.filtered = filtered
        figures.rejected = rejected
        figures.deleted = deleted
        figures.isFirstLoad = isFirst
        figures.sameFile = sameFile
        return figures
    }
}
