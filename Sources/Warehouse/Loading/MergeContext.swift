import Definitions
import Foundation
import Postgres

/// What the statements of a merge take as parameters, and the merge itself.
struct MergeContext: Sendable {
    var feed: Feed
    var job: String
    var loadID: Int
    var isFirst: Bool
    var now: Date

    /// Changes that make statistics of a table stale enough to take them at once: autovacuum comes
    /// a minute later, and the segments are evaluated before then.
    private static let largeLoad = 10_000

    /// Compares the stage with the warehouse and writes what is new or changed.
    func merge(
        _ merge: EntityMerge, into figures: inout FeedFigures, on data: Connection
    ) async throws {
        figures.duplicate = try await run(merge.duplicates, on: data)
        _ = try await run(merge.delta, on: data)
        guard let counts = try await data.execute(merge.count).first else { return }
        figures.inserted = try counts.int("inserted")
        figures.updated = try counts.int("updated")
        figures.unchanged =
            figures.read - figures.filtered - figures.rejected - figures.duplicate
            - figures.inserted - figures.updated
        _ = try await run(merge.write, on: data)
        // A rejected row may be one that is still there: without its key, nothing is removed.
        if feed.deleteMissing, figures.rejected == 0 {
            figures.deleted = try await run(merge.missing, on: data)
            try await checkDeletion(figures, of: merge, on: data)
        }
        if figures.inserted + figures.updated >= Self.largeLoad {
            for table in merge.tables {
                try await data.execute(
                    Statement(name: "analyze \(table)", sql: "ANALYZE tidings.\(table)"))
            }
        }
    }

    /// Holds back a feed that would take away more than a fair share of what it brought.
    private func checkDeletion(
        _ figures: FeedFigures, of merge: EntityMerge, on data: Connection
    ) async throws {
        guard figures.deleted > 0 else { return }
        let kept = try await data.execute(
            merge.kept, [.text(job), .text(feed.name), .int(loadID)]
        ).first?.int("kept")
        try FeedGuard(feed: feed, lastReadRows: nil)
            .check(deleted: figures.deleted, of: (kept ?? 0) + figures.deleted)
    }

    /// Runs the commands whose condition holds; returns the last one's row count.
    private func run(_ commands: [MergeCommand], on data: Connection) async throws -> Int {
        var affected = 0
        for command in commands where holds(command.condition) {
            affected = try await data.execute(
                command.statement, command.parameters.map(value)
            ).affected
        }
        return affected
    }

    private func holds(_ condition: MergeCommand.Condition) -> Bool {
        switch condition {
        case .always: true
        case .notFirst: !isFirst
        case .withLines: hasLines
        case .replacingLines: hasLines && !feed.addLines
        case .keepingLines: !hasLines || feed.addLines
        }
    }

    private func value(of parameter: MergeCommand.Parameter) -> Value {
        switch parameter {
        case .mapped: .textArray(mappedFields)
        case .load: .int(loadID)
        case .now: .instant(now)
        case .isFirst: .boolean(isFirst)
        case .job: .text(job)
        case .feed: .text(feed.name)
        case .lineKey: .text(hasLines ? feed.lineKey.rawValue : "none")
        case .hasLines: .boolean(hasLines)
        case .addsLines: .boolean(feed.addLines)
        }
    }

    private var hasLines: Bool { feed.map.contains { $0.field.hasPrefix("line.") } }

    /// The mapped fields, open ones by the column that holds them all.
    private var mappedFields: [String] {
        let open = feed.entity.openFields
        let fields = feed.map.map { map in
            open.first { map.field.hasPrefix($0.prefix) }?.column ?? map.field
        }
        return Set(fields).sorted()
    }
}
