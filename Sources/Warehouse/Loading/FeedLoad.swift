package import Definitions
package import Feeds
package import Foundation
package import Postgres
import Problems

/// One try at a feed, from its source into the warehouse.
///
/// ```
/// find → recognise → (for each file) begin → stage → resolve → guard → merge → balance → commit
/// ```
/// A first large file needs no stage: begin → fill → balance → commit.
///
/// Rows land in one transaction with the feed's cursor; rejects and the record of the load are
/// written beside it, so that they outlive a load that is turned away.
package struct FeedLoad: Sendable {
    let feed: Feed
    let job: String
    let runID: Int
    let workspace: Workspace
    let date: LocalDate
    let now: Date
    /// Carries the rows; its transaction is the load.
    let data: Connection
    /// Keeps the record, whatever becomes of the rows.
    let record: Connection
    let atomicity: Atomicity
    /// The files of the job's feeds; nil for a feed that is loaded by itself.
    let files: FeedFiles?

    package init(
        _ feed: Feed, job: String, runID: Int, workspace: Workspace, date: LocalDate, now: Date,
        data: Connection, record: Connection, atomicity: Atomicity = .transaction,
        files: FeedFiles? = nil
    ) {
        self.feed = feed
        self.job = job
        self.runID = runID
        self.workspace = workspace
        self.date = date
        self.now = now
        self.data = data
        self.record = record
        self.atomicity = atomicity
        self.files = files
    }

    /// Loads one file, or a query's rows; `progress` hears how far it is read.
    ///
    /// - Parameter isFirst: Whether the feed had no load before this run.
    func load(
        _ file: FeedFile?, isFirst: Bool, progress: @Sendable (FeedProgress) -> Void
    ) async throws -> FeedFigures {
        var load = try await begin(file, isFirst: isFirst)
        do {
            try await data.atomically(atomicity) { _ in
                if try await !fill(&load, progress: progress) {
                    try await stage(&load, progress: progress)
                    try await resolve(&load)
                    try check(load)
                    try await hashing(&load) { try await merge(&$0) }
                }
                try balance(load)
                // Who interrupts a load means it: nothing lands after that.
                try Task.checkCancellation()
                try await letIn(load)
            }
        } catch {
            try await turnAway(load)
            throw error
        }
        return load.figures
    }

    /// Does what leaves a core free at times, and reads the file for its hash meanwhile.
    func hashing(
        _ load: inout BegunLoad, _ work: (inout BegunLoad) async throws -> Void
    ) async throws {
        guard let file = load.file else { return try await work(&load) }
        async let digest = FileHash().digest(of: file)
        try await work(&load)
        load.sha256 = try await digest
    }

    /// Holds a load back that is not what the feed expects; of rows that were set aside it expects
    /// nothing.
    func check(_ load: BegunLoad) throws {
        guard !load.isPart else { return }
        try FeedGuard(feed: feed, lastReadRows: load.lastReadRows).check(load.figures)
    }

    func balance(_ load: BegunLoad) throws {
        guard load.figures.balances else { throw Self.unbalanced(feed) }
    }
}

extension FeedLoad {
    private static func unbalanced(_ feed: Feed) -> Problem {
        Problem(
            .bug, "the rows of feed \"\(feed.name)\" do not balance; nothing was loaded",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}
