import Definitions
import Feeds
import Postgres

extension FeedLoad {
    /// Loads a large file straight into its empty tables, whose indexes are built at the end; false
    /// when it has to go through a stage, and then nothing has happened.
    ///
    /// Only files can: should a key turn out to be there twice, the file is read again.
    func fill(
        _ load: inout BegunLoad, progress: @Sendable (FeedProgress) -> Void
    ) async throws -> Bool {
        let merge = EntityMerge.of(feed.entity)
        guard merge.straightTable != nil, !load.isReplay, let file = load.file,
            file.size >= Self.worthwhile
        else { return false }
        let begun = load
        do {
            return try await data.atomically(.savepoint) { data in
                try await data.execute(.loadSettings)
                guard let emptied = try await EmptyTables.stripAll(merge.fills, on: data) else {
                    return false
                }
                try await data.execute(.fillSettings)
                try await hashing(&load) { load in
                    try await copy(into: merge, &load, progress: progress)
                    try check(load)
                    if let rows = merge.changes {
                        try await ChangeLog(data).noteEverybody(rows)
                        if rows == .product { try await ChangeLog(data).noteEverybody(.offer) }
                    }
                    try await emptied.restore(on: data)
                    try await merge.analyze(on: data)
                }
                return true
            }
        } catch {
            guard await data.failure(behind: error)?.sqlState == Self.uniqueViolation else {
                throw error
            }
            load = begun
            try await record.execute(.rejectClear, [.int(load.id)])
            return false
        }
    }

    /// Streams the feed into its tables, whose server takes a batch while the next are read.
    private func copy(
        into merge: EntityMerge, _ load: inout BegunLoad,
        progress: @Sendable (FeedProgress) -> Void
    ) async throws {
        let reader = try await open(load)
        load.figures.warnings = reader.warnings
        if reader.isOfRejects { load.isPart = true }
        let rejects = RejectRecord(loadID: load.id, connection: record)
        guard
            let rows = TableRows(
                columns: reader.columns, of: feed, loadID: load.id, isFirst: load.isFirst, now: now)
        else { return }
        var copies = TableCopies(rows.targets, on: data)
        let ahead = BatchesAhead()
        async let reading: Void = ahead.read { try await reader.next() }
        do {
            while var batch = try await ahead.next() {
                try Task.checkCancellation()
                try await copies.write(rows.take(batch.rows))
                batch.rows = []
                try await note(batch, in: &load, rejects, progress: progress)
            }
            try await copies.finish()
        } catch {
            await ahead.close()
            await copies.abort()
            throw error
        }
        await reading
        load.figures.inserted =
            load.figures.read - load.figures.filtered - load.figures.rejected
        load.figures.isFirstLoad = load.isFirst
    }

    /// Files that are worth it, in bytes.
    private static let worthwhile = 1 << 18
    private static let uniqueViolation = "23505"
}
