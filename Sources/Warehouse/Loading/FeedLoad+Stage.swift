import Definitions
import Feeds
import Postgres

extension FeedLoad {
    /// Streams the feed into its stage.
    func stage(_ load: inout BegunLoad, progress: (FeedProgress) -> Void) async throws {
        let merge = EntityMerge.of(feed.entity)
        try await data.run(script: merge.clear)
        try await data.execute(merge.stage)
        let reader = try await open(load)
        let rejects = RejectRecord(loadID: load.id, connection: record)
        try await copy(reader, into: merge.stageName, &load, rejects, progress: progress)
        load.cursor = await reader.cursor
    }

    func open(_ load: BegunLoad) async throws -> FeedReader {
        let since = try await data.execute(.cursorGet, [.text(job), .text(feed.name)])
            .first?.text("value")
        return try await FeedOpener.open(
            feed, in: workspace, logicalDate: date.description, since: since, file: load.file)
    }

    /// Reads the next batch while the server takes the one before: two are held at most.
    private func copy(
        _ reader: FeedReader, into stage: String, _ load: inout BegunLoad,
        _ rejects: RejectRecord, progress: (FeedProgress) -> Void
    ) async throws {
        let columns = reader.columns.joined(separator: ", ")
        let copy = Statement(
            name: stage, sql: "COPY pg_temp.\(stage) (\(columns)) FROM STDIN (FORMAT binary)")
        let writer = try await data.copyIn(copy)
        do {
            try await writer.write(FeedBatch.copyHeader)
            var next = try await reader.next()
            while let batch = next {
                async let following = reader.next()
                try await writer.write(batch.rows)
                load.figures.read += batch.read
                load.figures.filtered += batch.filtered
                load.figures.rejected += batch.rejects.count
                try await rejects.write(batch.rejects, in: batch.frame, from: &load.rejects)
                progress(
                    FeedProgress(
                        rows: load.figures.read, bytes: batch.fileCount,
                        totalBytes: load.file?.size))
                next = try await following
            }
            try await writer.write(FeedBatch.copyTrailer)
        } catch {
            await writer.abort()
            throw error
        }
        _ = try await writer.finish()
    }
}
