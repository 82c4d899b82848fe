import Definitions
import Feeds

/// An open feed's rows on their way into the stage: looked at for what would cost the server more to
/// find out.
actor StagedRows {
    /// The columns of the stage that are filled, in order.
    nonisolated let columns: [String]
    private let reader: FeedReader
    private let key: Int?
    private let inputs: Int
    private var order = KeyOrder()
    private var runs: OrderRuns?
    private let digests: RowDigests?

    /// - Parameters:
    ///   - key: The column that names a row, where it is one.
    ///   - isFinal: Whether the rows stay as they are: none is renamed or taken out afterwards.
    init(_ reader: FeedReader, of feed: Feed, key: String?, isFinal: Bool) {
        self.reader = reader
        let columns = reader.columns
        inputs = columns.count
        self.key = isFinal ? key.flatMap { columns.firstIndex(of: $0) } : nil
        let runs =
            isFinal && feed.entity == .orders
            ? OrderRuns(columns: columns, lineKey: feed.hasLines ? feed.lineKey : nil) : nil
        self.runs = runs
        let digests =
            feed.entity == .customers
            ? RowDigests(columns: columns, names: feed.openNames, keepsOffset: !isFinal) : nil
        self.digests = digests
        self.columns = digests?.columns ?? columns + (runs == nil ? [] : OrderRuns.columns)
    }

    /// Whether no two rows have one key for sure.
    var areDistinct: Bool { runs?.areDistinct ?? (key != nil && order.isAscending) }

    /// Whether they are orders that need no second look: see ``OrderRuns/arePlain``.
    var arePlainOrders: Bool { runs?.arePlain ?? false }

    /// The next batch, its rows as they are to be sent; some may wait for the one after it.
    func next() async throws -> FeedBatch? {
        guard var batch = try await reader.next() else { return nil }
        batch.rows = take(batch.rows)
        return batch
    }

    private func take(_ rows: [UInt8]) -> [UInt8] {
        if runs != nil { return runs?.mark(rows) ?? rows }
        if let digests {
            return digests.mark(rows) { walk, bytes in
                if let key { order.see(walk.field(key, in: bytes)) }
            }
        }
        guard let key, order.isAscending else { return rows }
        rows.withUnsafeBytes { bytes in
            var walk = RowWalk(columns: inputs)
            while walk.next(in: bytes) { order.see(walk.field(key, in: bytes)) }
        }
        return rows
    }

    /// What still waits, at the end.
    func finish() -> [UInt8] { runs?.finish() ?? [] }
}

extension Feed {
    /// Whether its rows are lines of orders.
    var hasLines: Bool { map.contains { $0.field.hasPrefix("line.") } }

    /// The fields that the workspace names itself, in the order in which rows hold them.
    var openNames: [String] {
        entity.openFields.flatMap { open in
            map.map(\.field).filter { $0.hasPrefix(open.prefix) }
        }
    }
}
