import Definitions
import Feeds
import Postgres

extension FeedLoad {
    /// Finds whom the staged rows mean, and records the rows that mean nobody; who was erased is
    /// left out.
    func resolve(_ load: inout BegunLoad) async throws {
        try await leaveOutErased(&load)
        guard let lookup = lookup(in: load) else { return }
        let unknown = try await lookup.resolve(on: data)
        load.figures.filtered += unknown.skipped
        load.figures.rejected += unknown.rejects.count
        let (rejects, frame) = try await readingRows(of: unknown.rejects, load)
        try await RejectRecord(loadID: load.id, connection: record)
            .write(rejects, in: frame, from: &load.rejects)
    }

    /// What finds the customers; nil for a feed whose rows say the id.
    func lookup(in load: BegunLoad) -> CustomerLookup? {
        CustomerLookup(
            feed, stageName: EntityMerge.of(feed.entity).stageName, loadID: load.id,
            file: load.file)
    }

    /// Reads the source once more for the bytes of rows that were found wanting only afterwards, so
    /// that nobody has to keep the bytes of all rows.
    ///
    /// A query may answer differently by then: a row that does not hold what it held is not taken.
    private func readingRows(
        of rejects: [Reject], _ load: BegunLoad
    ) async throws -> ([Reject], RowFrame?) {
        guard !rejects.isEmpty, !load.isReplay, feed.input.keepsOrder else { return (rejects, nil) }
        let reader = try await open(load)
        var missing = Set(rejects.map(\.rowPlace))
        await reader.pick(missing)
        var found: [RowPlace: Reject] = [:]
        var frame: RowFrame?
        while !missing.isEmpty, let batch = try await reader.next() {
            frame = batch.frame ?? frame
            for row in batch.rejects where missing.remove(row.rowPlace) != nil {
                found[row.rowPlace] = row
            }
        }
        return (rejects.map { $0.holding(found[$0.rowPlace]) }, frame)
    }
}

extension Feed.Input {
    /// Whether a row has the same number when it is read again: sessions side by side have not.
    fileprivate var keepsOrder: Bool {
        if case .query(let query) = self { query.parallel == nil } else { true }
    }
}

extension Reject {
    fileprivate var rowPlace: RowPlace { RowPlace(line: line, byteOffset: byteOffset) }

    /// The reject with the whole row, if that holds what is known of it.
    fileprivate func holding(_ row: Reject?) -> Reject {
        guard let row, row.raw.count < Self.rawLimit, raw.isEmpty || row.readable.contains(raw)
        else { return self }
        var reject = self
        reject.raw = row.raw
        reject.cells = row.cells
        return reject
    }
}
