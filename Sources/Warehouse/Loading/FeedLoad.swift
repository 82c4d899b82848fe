import Crypto
package import Definitions
import Feeds
package import Foundation
package import Postgres
import Problems

/// One try at a feed, from its source into the warehouse.
///
/// ```
/// locate → recognise → begin → stage → merge → guard → balance → commit
/// ```
/// Rows land in one transaction with the feed's cursor; rejects and the record of the load are
/// written beside it, so that they outlive a load that is turned away.
package struct FeedLoad: Sendable {
    private let feed: Feed
    private let job: String
    private let runID: Int
    private let workspace: Workspace
    private let date: LocalDate
    private let now: Date
    /// Carries the rows; its transaction is the load.
    private let data: Connection
    /// Keeps the record, whatever becomes of the rows.
    private let record: Connection
    private let atomicity: Atomicity

    package init(
        _ feed: Feed, job: String, runID: Int, workspace: Workspace, date: LocalDate, now: Date,
        data: Connection, record: Connection, atomicity: Atomicity = .transaction
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
    }

    /// Loads the feed, or recognises its file; `progress` hears how many rows were read so far.
    package func run(progress: @Sendable (Int) -> Void) async throws -> FeedFigures {
        let file = try FeedOpener.locate(
            feed, in: workspace, logicalDate: date.description)
        if let known = try await recognise(file) { return known }
        let load = try await begin(file)
        var figures = FeedFigures()
        do {
            try await data.atomically(atomicity) { data in
                try await stage(file, load, into: &figures, on: data, progress: progress)
            }
        } catch {
            try await close(load, figures, loadedAt: nil, on: record)
            throw error
        }
        return figures
    }
}

extension FeedLoad {
    /// A load that was begun: its row in the record, and whether the feed had one before.
    private struct Begun {
        var id: Int
        var lastReadRows: Int?
        var isFirst: Bool { lastReadRows == nil }
    }

    /// The figures of the last load of this very file, if bytes and definition are the same.
    private func recognise(_ file: FeedFile?) async throws -> FeedFigures? {
        guard let file else { return nil }
        let rows = try await record.execute(
            .loadOfFile, [.text(job), .text(feed.name), .text(file.name)])
        guard let row = rows.first, try row.textOrNil("sha256") == file.sha256.hexadecimal,
            try row.text("fingerprint") == fingerprint
        else { return nil }
        var figures = FeedFigures()
        figures.sameFile = true
        figures.read = try row.int("read_rows")
        figures.unchanged =
            try row.int("inserted") + row.int("updated") + row.int("unchanged")
        figures.duplicate = try row.int("duplicate")
        figures.filtered = try row.int("filtered")
        figures.rejected = try row.int("rejected")
        return figures
    }

    private func begin(_ file: FeedFile?) async throws -> Begun {
        let last = try await record.execute(.loadLast, [.text(job), .text(feed.name)]).first
        let opened = try await record.execute(
            .loadBegin,
            [
                .int(runID), .text(job), .text(feed.name), .text(file?.name),
                .text(file?.sha256.hexadecimal), .text(fingerprint), .instant(now),
            ])
        guard let load = opened.first else { throw Self.notBegun(feed) }
        return Begun(id: try load.int("load_id"), lastReadRows: try last?.int("read_rows"))
    }

    private func stage(
        _ file: FeedFile?, _ load: Begun, into figures: inout FeedFigures, on data: Connection,
        progress: (Int) -> Void
    ) async throws {
        let merge = EntityMerge.of(feed.entity)
        try await data.run(script: merge.clear)
        try await data.execute(merge.stage)
        let cursor = try await copy(file, load, merge, into: &figures, on: data, progress: progress)
        let context = MergeContext(
            feed: feed, job: job, loadID: load.id, isFirst: load.isFirst, now: now)
        try await context.merge(merge, into: &figures, on: data)
        try FeedGuard(feed: feed, lastReadRows: load.lastReadRows).check(figures)
        figures.isFirstLoad = load.isFirst
        guard figures.balances else { throw Self.unbalanced(feed) }
        if let cursor {
            try await data.execute(
                .cursorSet, [.text(job), .text(feed.name), .text(cursor)])
        }
        try await close(load, figures, loadedAt: now, on: data)
    }

    /// Streams the feed into the stage; returns how far a feed with `since` has read.
    private func copy(
        _ file: FeedFile?, _ load: Begun, _ merge: EntityMerge, into figures: inout FeedFigures,
        on data: Connection, progress: (Int) -> Void
    ) async throws -> String? {
        let since = try await data.execute(.cursorGet, [.text(job), .text(feed.name)])
            .first?.text("value")
        let reader = try await FeedOpener.open(
            feed, in: workspace, logicalDate: date.description, since: since, file: file)
        figures.warnings = reader.warnings
        let rejects = RejectRecord(loadID: load.id, connection: record)
        var position = 0
        let copy = Statement(
            name: merge.stageName, sql: "COPY pg_temp.\(merge.stageName) FROM STDIN")
        let writer = try await data.copyIn(copy)
        do {
            while let batch = try await reader.next() {
                try await writer.write(batch.copyText)
                figures.read += batch.read
                figures.filtered += batch.filtered
                figures.rejected += batch.rejects.count
                try await rejects.write(batch.rejects, from: &position)
                progress(figures.read)
            }
        } catch {
            await writer.abort()
            throw error
        }
        _ = try await writer.finish()
        if let lookup = CustomerLookup(feed, stageName: merge.stageName, file: file) {
            let unknown = try await lookup.resolve(on: data)
            figures.rejected += unknown.count
            try await rejects.write(unknown, from: &position)
        }
        return await reader.cursor
    }

    private func close(
        _ load: Begun, _ figures: FeedFigures, loadedAt: Date?, on connection: Connection
    ) async throws {
        try await connection.execute(
            .loadEnd,
            [
                .int(load.id), .instant(loadedAt), .int(figures.read), .int(figures.inserted),
                .int(figures.updated), .int(figures.unchanged), .int(figures.duplicate),
                .int(figures.filtered), .int(figures.rejected), .int(figures.deleted),
            ])
    }

    /// Stands for the feed's definition: another map or format reads the same bytes anew.
    private var fingerprint: String {
        let parts = [
            "\(feed.entity)", feed.source, "\(feed.input)", "\(feed.filters.map(\.signature))",
            "\(feed.map.map(\.signature))", "\(feed.deleteMissing)", "\(feed.lineKey)",
            "\(feed.addLines)", "\(feed.expect.newColumns)", "\(feed.expect.missingColumns)",
        ]
        let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8))
        return digest.prefix(16).hexadecimal
    }
}

extension FeedLoad {
    private static func notBegun(_ feed: Feed) -> Problem {
        Problem(
            .bug, "the load of feed \"\(feed.name)\" could not be recorded",
            hint: "This is a fault of Tidings: please report it with this text.")
    }

    private static func unbalanced(_ feed: Feed) -> Problem {
        Problem(
            .bug, "the rows of feed \"\(feed.name)\" do not balance; nothing was loaded",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}

extension FieldMap {
    fileprivate var signature: String {
        [
            field, input, prefix ?? "", format ?? "", "\(decimal ?? ".")",
            "\(values.sorted(by: <))",
            fallback ?? "", "\(skipMissing)", lookup ?? "", "\(isRequired)", steps.signature,
        ].joined(separator: "\u{1E}")
    }
}

extension TextSteps {
    /// With what the lookup's file holds: another list reads the same bytes otherwise.
    fileprivate var signature: String {
        var steps = self
        let list = SHA256.hash(data: lookup?.bytes ?? [])
        steps.lookup?.bytes = []
        steps.lookup?.place = Place("")
        return isEmpty ? "" : "\(steps) \(list.prefix(16).hexadecimal)"
    }
}

extension RowFilter {
    fileprivate var signature: String { "\(input) \(isNegated) \(values)" }
}
