import Definitions
import Feeds
import Foundation
import Problems

/// What a whole feed gave.
struct Loaded {
    /// The columns of the stage that the rows fill.
    var columns: [String] = []
    /// The values of each row, `\N` where there is none.
    var rows: [[String]] = []
    var read = 0
    var accepted = 0
    var filtered = 0
    var rejects: [Reject] = []
    var cursor: String?

    /// What was read = accepted + filtered + rejected.
    var balance: String { "\(read) = \(accepted) + \(filtered) + \(rejects.count)" }

    /// `line: column: reason` of each reject.
    var reasons: [String] {
        rejects.map { "\($0.line): \($0.column ?? "-"): \($0.reason)" }
    }

    /// The text of one column of the stage in each row.
    func column(_ name: String, of entity: Entity) -> [String] {
        precondition(entity.stageColumns.contains(name), "\(entity) has no \(name)")
        guard let index = columns.firstIndex(of: name) else { return rows.map { _ in "\\N" } }
        return rows.map { $0[index] }
    }
}

/// A folder of a test's own with feeds' files in it, deleted when the test is done.
final class FeedSample {
    let folder: URL
    static let date = "2026-11-21"

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "tidings-feeds-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    static func workspace(
        _ kind: Source.Kind, timezone: String = "Asia/Shanghai", locale: String = "en"
    ) -> Workspace {
        let zone = TimeZone(identifier: timezone) ?? .gmt
        let source = Source(name: "s", kind: kind, timezone: zone, place: place)
        return Workspace(
            root: URL(filePath: "/"), name: "Test", timezone: .gmt, locale: locale, currency: "CNY",
            sources: ["s": source])
    }

    static let place = Place("Jobs/nightly.yaml", line: 7, column: 3)

    static func map(_ fields: [(String, String)]) -> [FieldMap] {
        fields.map { FieldMap(field: $0.0, input: $0.1, place: place) }
    }

    /// Reads a file of any folder by a feed to its end.
    static func load(
        _ entity: Entity, _ input: Feed.Input, map: [FieldMap], filters: [RowFilter] = [],
        from kind: Source.Kind, timezone: String = "Asia/Shanghai", locale: String = "en",
        since: String? = nil
    ) async throws -> Loaded {
        let feed = Feed(
            name: "f", entity: entity, source: "s", input: input, map: map, filters: filters,
            place: place)
        let reader = try await FeedOpener.open(
            feed, in: workspace(kind, timezone: timezone, locale: locale), logicalDate: date,
            since: since)
        var loaded = Loaded(columns: reader.columns)
        let types = reader.columns.map(DecodedRows.ColumnType.init(column:))
        while let batch = try await reader.next() {
            loaded.rows += DecodedRows.rows(batch.rows, types)
            loaded.read += batch.read
            loaded.accepted += batch.accepted
            loaded.filtered += batch.filtered
            loaded.rejects += batch.rejects
        }
        loaded.cursor = await reader.cursor
        return loaded
    }

    /// Reads CSV text.
    static func csv(
        _ entity: Entity, _ text: some Sequence<UInt8>, _ format: CSVFormat = CSVFormat(),
        map: [FieldMap], filters: [RowFilter] = [], timezone: String = "Asia/Shanghai",
        locale: String = "en"
    ) async throws -> Loaded {
        let sample = try FeedSample()
        try sample.write("f.csv", text)
        return try await load(
            entity, .csv(file: FilePattern("f.csv"), format), map: map, filters: filters,
            from: .folder(path: sample.folder.path), timezone: timezone, locale: locale)
    }

    /// Reads XML text.
    static func xml(
        _ entity: Entity, _ text: some Sequence<UInt8>, _ format: XMLFormat, map: [FieldMap],
        filters: [RowFilter] = []
    ) async throws -> Loaded {
        let sample = try FeedSample()
        try sample.write("f.xml", text)
        return try await load(
            entity, .xml(file: FilePattern("f.xml"), format), map: map, filters: filters,
            from: .folder(path: sample.folder.path))
    }

    /// What a feed is refused with, one text a problem; empty if it is not.
    static func problems(_ action: () async throws -> Void) async -> [Problem] {
        do {
            try await action()
            return []
        } catch let problem as Problem {
            return [problem]
        } catch let problems as Problems {
            return problems.all
        } catch {
            return [Problem(.bug, "\(error)", hint: "none")]
        }
    }
}
