package import Definitions
import Feeds
package import Foundation
package import Postgres
import Problems

/// Reads the rejects of a load again, as their feed is defined now, and lets in those that pass.
///
/// ```
/// put together → begin → stage → find the lines → resolve → merge → balance → settle → commit
/// ```
/// It is a load of its own, whole or not at all. What is still wrong stays a reject, with the reason
/// that holds now; what was let in, or left aside, is marked and never read a third time.
package struct RejectReplay: Sendable {
    private let set: RejectSet
    private let frame: RowFrame
    private let load: FeedLoad

    /// Nil if the rows cannot be read alone, or if the feed now has another format than they.
    package init?(
        _ set: RejectSet, of feed: Feed, workspace: Workspace, now: Date, data: Connection,
        record: Connection
    ) {
        guard let frame = set.frame, let feed = feed.reading(frame),
            let date = LocalDate(set.date)
        else { return nil }
        self.set = set
        self.frame = frame
        load = FeedLoad(
            feed, job: set.job, runID: set.runID, workspace: workspace, date: date, now: now,
            data: data, record: record)
    }

    /// Loads the rejects; the figures count those that cannot be read alone as rejected.
    package func run(progress: @Sendable (FeedProgress) -> Void) async throws -> FeedFigures {
        let file = try RejectedFile(frame, in: FileManager.default.temporaryDirectory)
        var rows: [(position: Int, line: Int)] = []
        var unreadable = 0
        try await set.forEach(on: load.record) { position, reject in
            if let line = try file.add(reject.readable) {
                rows.append((position, line))
            } else {
                unreadable += 1
            }
        }
        var figures = FeedFigures()
        if !rows.isEmpty { figures = try await run(file, rows, progress: progress) }
        figures.read += unreadable
        figures.rejected += unreadable
        return figures
    }

    private func run(
        _ file: RejectedFile, _ rows: [(position: Int, line: Int)],
        progress: @Sendable (FeedProgress) -> Void
    ) async throws -> FeedFigures {
        var begun = try await load.begin(
            file.finish(name: set.file ?? set.feed), isFirst: false, replaying: set.loadID)
        do {
            try await load.data.transaction { data in
                try await load.stage(&begun, progress: progress)
                try await findLines(rows, of: begun, on: data)
                try await load.resolve(&begun)
                try await load.merge(&begun)
                try load.balance(begun)
                try await data.execute(.replaySettle, [.int(set.loadID), .int(begun.id)])
                try await load.letIn(begun)
            }
        } catch {
            try await load.turnAway(begun)
            throw error
        }
        return begun.figures
    }

    /// Says of each staged row, and of each new reject, where it stood when it was set aside.
    private func findLines(
        _ rows: [(position: Int, line: Int)], of begun: BegunLoad, on data: Connection
    ) async throws {
        let stage = EntityMerge.of(load.feed.entity).stageName
        try await data.execute(
            .replayRows,
            [
                .int(set.loadID), .textArray(rows.map { String($0.position) }),
                .textArray(rows.map { String($0.line) }),
            ])
        try await data.execute(
            Statement(
                name: "replayed \(stage)",
                sql: """
                    UPDATE pg_temp.\(stage) s SET line = p.line, byte_offset = p.byte_offset
                    FROM pg_temp.replayed p WHERE s.line = p.read_line
                    """))
        try await data.execute(.replayLines, [.int(begun.id)])
    }
}
