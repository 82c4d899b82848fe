import Definitions
import Feeds
import Postgres

extension FeedLoad {
    /// Streams the feed into its stage.
    func stage(_ load: inout BegunLoad, progress: @Sendable (FeedProgress) -> Void) async throws {
        let merge = EntityMerge.of(feed.entity)
        try await data.run(script: merge.clear)
        try await data.execute(merge.stage)
        let reader = try await open(load)
        load.figures.warnings = reader.warnings
        if reader.isOfRejects { load.isPart = true }
        load.hasFinalRows = lookup(in: load) == nil && !load.isReplay
        let rows = StagedRows(
            reader, of: feed, key: merge.key.count == 1 ? merge.key[0] : nil,
            isFinal: load.hasFinalRows)
        try await copy(rows, into: merge.stageName, &load, progress: progress)
        load.hasDistinctRows = await rows.areDistinct
        load.hasPlainOrders = await rows.arePlainOrders
        load.cursor = await reader.cursor
    }

    func open(_ load: BegunLoad) async throws -> FeedReader {
        let since = try await data.execute(.cursorGet, [.text(job), .text(feed.name)])
            .first?.text("value")
        return try await FeedOpener.open(
            feed, in: workspace, logicalDate: date.description, since: since, file: load.file)
    }

    /// Makes the next batches ready while the server takes the one before.
    private func copy(
        _ rows: StagedRows, into stage: String, _ load: inout BegunLoad,
        progress: @Sendable (FeedProgress) -> Void
    ) async throws {
        let columns = rows.columns.joined(separator: ", ")
        let copy = Statement(
            name: stage, sql: "COPY pg_temp.\(stage) (\(columns)) FROM STDIN (FORMAT binary)")
        let rejects = RejectRecord(loadID: load.id, connection: record)
        let writer = try await data.copyIn(copy)
        let ahead = BatchesAhead()
        async let reading: Void = ahead.read { try await rows.next() }
        do {
            try await writer.write(FeedBatch.copyHeader)
            while let batch = try await ahead.next() {
                try Task.checkCancellation()
                try await writer.write(batch.rows)
                try await note(batch, in: &load, rejects, progress: progress)
            }
            try await writer.write(await rows.finish() + FeedBatch.copyTrailer)
        } catch {
            await ahead.close()
            await writer.abort()
            throw error
        }
        await reading
        _ = try await writer.finish()
    }

    /// Counts a batch that was sent, keeps its rejects, and says how far the feed is.
    func note(
        _ batch: FeedBatch, in load: inout BegunLoad, _ rejects: RejectRecord,
        progress: (FeedProgress) -> Void
    ) async throws {
        load.figures.read += batch.read
        load.figures.filtered += batch.filtered
        load.figures.rejected += batch.rejects.count
        try await rejects.write(batch.rejects, in: batch.frame, from: &load.rejects)
        progress(
            FeedProgress(
                rows: load.figures.read, bytes: batch.fileCount, totalBytes: load.file?.size))
    }
}
