import Definitions
import Foundation
import Postgres

/// What the statements of a merge take as parameters, and the merge itself.
struct MergeContext: Sendable {
    var feed: Feed
    var job: String
    var loadID: Int
    var isFirst: Bool
    /// Whether the rows were set aside before: see ``BegunLoad/isPart``.
    var isPart: Bool
    /// Whether the rows are as they were staged: see ``BegunLoad/hasFinalRows``.
    var hasFinalRows: Bool
    /// Whether no two staged rows have one key for sure.
    var hasDistinctRows: Bool
    /// Whether they are orders of which each has lines with keys of their own, and one customer.
    var hasPlainOrders: Bool
    var now: Date

    /// What shows on the way, and decides which statements are run.
    private struct Findings {
        var isRepeated = true
        var isFilling = false
        var isFillingAll = false
        var isUpdating = false
        var changes = Value.null
        var transaction = Value.null
    }

    /// Rows that are worth preparing for.
    private static let largeLoad = 10_000

    /// Compares the stage with the warehouse and writes what is new or changed.
    func merge(
        _ merge: EntityMerge, into figures: inout FeedFigures, on data: Connection
    ) async throws {
        var findings = Findings()
        let staged = figures.read - figures.filtered - figures.rejected
        if staged >= Self.largeLoad { try await data.execute(.loadSettings) }
        _ = try await run(merge.prepare, findings, on: data)
        findings.isRepeated = try await isRepeated(merge, on: data)
        figures.duplicate = try await run(merge.duplicates, findings, on: data)
        let emptied =
            staged >= Self.largeLoad
            ? try await EmptyTables.strip(merge.fills, on: data) : nil
        if emptied != nil { try await data.execute(.fillSettings) }
        findings.isFilling = emptied != nil
        findings.isFillingAll = emptied?.names == merge.fills
        _ = try await run(merge.delta, findings, on: data)
        guard let counts = try await data.execute(merge.count).first else { return }
        figures.inserted = try counts.int("inserted")
        figures.updated = try counts.int("updated")
        figures.unchanged = staged - figures.duplicate - figures.inserted - figures.updated
        findings.isUpdating = figures.updated > 0
        if let rows = merge.changes {
            findings.changes = .text(rows.rawValue)
            findings.transaction = try await ChangeLog(data).transaction()
        }
        try await note(merge, figures, findings, on: data)
        _ = try await run(merge.write, findings, on: data)
        try await emptied?.restore(on: data)
        // A rejected row may be one that is still there: without its key, nothing is removed.
        if feed.deleteMissing, !isPart, figures.rejected == 0, emptied == nil {
            figures.deleted = try await removeMissing(merge, findings, on: data)
            try await checkDeletion(figures, of: merge, on: data)
        }
        let changed = figures.inserted + figures.updated
        if changed >= Self.largeLoad, try await isMuch(changed, of: merge, on: data) {
            try await merge.analyze(on: data)
        }
    }

    /// Whether so many changes make a table's statistics stale: a tenth of it, as autovacuum has it.
    private func isMuch(
        _ changed: Int, of merge: EntityMerge, on data: Connection
    ) async throws -> Bool {
        let rows = try await data.execute(.tableRows, [.text(merge.tables.first ?? "")])
            .first?.int("rows")
        return changed * 10 >= rows ?? 0
    }

    /// Notes whose rows are about to change; of very many it says everybody.
    private func note(
        _ merge: EntityMerge, _ figures: FeedFigures, _ findings: Findings, on data: Connection
    ) async throws {
        guard let rows = merge.changes, figures.inserted + figures.updated > 0 else { return }
        if findings.isFilling || figures.inserted + figures.updated >= ChangeLog.manyRows {
            try await ChangeLog(data).noteEverybody(rows)
            if rows == .product { try await ChangeLog(data).noteEverybody(.offer) }
        } else {
            _ = try await run(merge.note, findings, on: data)
        }
    }

    /// Removes what the feed no longer has, and notes from whom.
    private func removeMissing(
        _ merge: EntityMerge, _ findings: Findings, on data: Connection
    ) async throws -> Int {
        _ = try await run(merge.noteMissing, findings, on: data)
        let deleted = try await run(merge.missing, findings, on: data)
        if let rows = merge.changes, merge.noteMissing.isEmpty, deleted > 0 {
            try await ChangeLog(data).noteEverybody(rows)
            if rows == .product { try await ChangeLog(data).noteEverybody(.offer) }
        }
        return deleted
    }

    /// Whether some key occurs twice in the stage.
    private func isRepeated(_ merge: EntityMerge, on data: Connection) async throws -> Bool {
        if hasDistinctRows { return false }
        guard !merge.key.isEmpty else { return true }
        return try await data.execute(merge.repeats).first?.bool("some") ?? true
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

    /// Runs the commands whose conditions hold; returns the last one's row count.
    private func run(
        _ commands: [MergeCommand], _ findings: Findings, on data: Connection
    ) async throws -> Int {
        var affected = 0
        for command in commands
        where command.conditions.allSatisfy({ holds($0, findings) }) {
            affected = try await data.execute(
                command.statement, command.parameters.map { value(of: $0, findings) }
            ).affected
        }
        return affected
    }

    private func holds(_ condition: MergeCommand.Condition, _ findings: Findings) -> Bool {
        switch condition {
        case .notFirst: !isFirst
        case .repeated: findings.isRepeated
        case .comparing: !findings.isFilling
        case .filling: findings.isFilling
        case .fillingAll: findings.isFillingAll
        case .comparingSome: !findings.isFillingAll
        case .updating: findings.isUpdating
        case .notFinal: !hasFinalRows
        case .withConsents: !feed.topics.isEmpty
        case .plain: hasPlainOrders
        case .mixed: !hasPlainOrders
        case .withLines: feed.hasLines
        case .replacingLines: feed.hasLines && !addsLines
        case .keepingLines: !feed.hasLines || addsLines
        }
    }

    private func value(
        of parameter: MergeCommand.Parameter, _ findings: Findings
    ) -> Value {
        switch parameter {
        case .mapped: .textArray(mappedFields)
        case .load: .int(loadID)
        case .now: .instant(now)
        case .isFirst: .boolean(isFirst)
        case .job: .text(job)
        case .feed: .text(feed.name)
        case .lineKey: .text(lineKey)
        case .hasLines: .boolean(feed.hasLines)
        case .addsLines: .boolean(addsLines)
        case .replacesLines: .boolean(feed.hasLines && !addsLines)
        case .topics: .textArray(feed.topics)
        case .changes: findings.changes
        case .transaction: findings.transaction
        }
    }

    private var addsLines: Bool { feed.addLines || isPart }

    /// How lines are told apart. The position of a line that was set aside is not known, for others
    /// of its order are not read with it: the row's own line in its file stands for it.
    private var lineKey: String {
        guard feed.hasLines else { return "none" }
        return isPart && feed.lineKey == .position ? "row" : feed.lineKey.rawValue
    }

    /// The mapped fields, open ones by the column that holds them all.
    private var mappedFields: [String] {
        let open = feed.entity.openFields
        let fields = feed.map.map { map in
            open.first { map.field.hasPrefix($0.prefix) }?.column ?? map.field
        }
        return Set(fields).sorted()
    }
}
