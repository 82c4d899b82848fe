import Definitions
import Postgres
import Problems
package import Warehouse

/// What came of reading the rejects of one file again.
package struct ReplayReport: Sendable {
    package var feed: String
    /// nil for a query.
    package var file: String?
    package var figures: FeedFigures

    package var json: JSONValue {
        JSONValue.object(["feed": .text(feed), "file": .text(file)])
            .merging(StepReport.Figures.feed(figures).json)
    }
}

extension Runner {
    /// Reads the rejects of a run again, as their feeds are defined now, and lets in what passes.
    ///
    /// A row that was set aside is older than what later runs brought, and could overwrite it: once
    /// a later run has loaded the feed, only force lets it in.
    ///
    /// - Throws: `Problem` or `Problems`; refused if the job runs, or if it is too late. Files that
    ///   were let in before stay in.
    package func replay(
        _ runID: Int, feed: String?, file: String?, force: Bool
    ) async throws -> [ReplayReport] {
        let sets = try await RejectSet.all(of: runID, feed: feed, on: connections.record)
            .filter { file == nil || $0.file == file }
        guard let name = sets.first?.job else { return [] }
        try await JobLock(connections.lock).take(name)
        let job = workspace.jobs.first { $0.name == name }
        let replays = try sets.map { set in
            guard let feed = job?.feeds.first(where: { $0.name == set.feed }) else {
                throw Self.noFeed(set)
            }
            guard set.isLetIn else { throw Self.neverLetIn(set) }
            guard !set.isSuperseded || force else { throw Self.superseded(set) }
            let replay = RejectReplay(
                set, of: feed, workspace: workspace, now: clock(), data: connections.data,
                record: connections.record)
            guard let replay else { throw Self.notReadable(set, at: feed.place) }
            return (set: set, replay: replay)
        }
        var reports: [ReplayReport] = []
        for (set, replay) in replays {
            let figures = try await replay.run {
                progress.read($0, in: set.feed, of: set.job)
            }
            reports.append(ReplayReport(feed: set.feed, file: set.file, figures: figures))
        }
        try await JobLock(connections.lock).release(name)
        return reports
    }
}

extension Runner {
    private static func noFeed(_ set: RejectSet) -> Problem {
        Problem(
            .definition, "job \"\(set.job)\" no longer has the feed \"\(set.feed)\"",
            hint: "Its rejects can still be written to a file with `tidings rejects \(set.runID)"
                + " --feed \(set.feed) --export FILE`.")
    }

    private static func neverLetIn(_ set: RejectSet) -> Problem {
        Problem(
            .refused,
            "run \(set.runID) let nothing of feed \"\(set.feed)\" in, so its rejects wait with it",
            hint: "Run the job again: `tidings run \(set.job) --for \(set.date)`.")
    }

    private static func superseded(_ set: RejectSet) -> Problem {
        Problem(
            .refused, "feed \"\(set.feed)\" was loaded again since run \(set.runID)",
            hint: "Its rejects may be older than what is there now. Send the mended rows in a new"
                + " file (`--export` writes them), or let these overwrite it with `--force`.")
    }

    private static func notReadable(_ set: RejectSet, at place: Place) -> Problem {
        Problem(
            .refused, "the rejects of \(set.file ?? "feed \"\(set.feed)\"") cannot be read alone",
            at: place,
            hint: "The feed has another format now, or several sessions read its query. Run the job"
                + " again: `tidings run \(set.job) --for \(set.date)`.")
    }
}
