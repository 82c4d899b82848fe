import Definitions
import Feeds

/// Rows on their way into the stage: looked at for what would cost the server more to find out.
struct StagedRows: Sendable {
    /// The columns of the stage that are filled, in order.
    let columns: [String]
    private let key: Int?
    private let inputs: Int
    private var order = KeyOrder()
    private var runs: OrderRuns?

    /// - Parameters:
    ///   - key: The column that names a row, where it is one.
    ///   - isFinal: Whether the rows stay as they are: none is renamed or taken out afterwards.
    init(columns: [String], of feed: Feed, key: String?, isFinal: Bool) {
        inputs = columns.count
        self.key = isFinal ? key.flatMap { columns.firstIndex(of: $0) } : nil
        runs =
            isFinal && feed.entity == .orders
            ? OrderRuns(columns: columns, lineKey: feed.hasLines ? feed.lineKey : nil) : nil
        self.columns = columns + (runs == nil ? [] : OrderRuns.columns)
    }

    /// Whether no two rows have one key for sure.
    var areDistinct: Bool { runs?.areDistinct ?? (key != nil && order.isAscending) }

    /// Whether they are orders that need no second look: see ``OrderRuns/arePlain``.
    var arePlainOrders: Bool { runs?.arePlain ?? false }

    /// The rows as they are to be sent; some may wait for the next.
    mutating func take(_ rows: [UInt8]) -> [UInt8] {
        if runs != nil { return runs?.mark(rows) ?? rows }
        guard let key, order.isAscending else { return rows }
        rows.withUnsafeBytes { bytes in
            var walk = RowWalk(columns: inputs)
            while walk.next(in: bytes) { order.see(walk.field(key, in: bytes)) }
        }
        return rows
    }

    /// What still waits, at the end.
    mutating func finish() -> [UInt8] { runs?.finish() ?? [] }
}

extension Feed {
    /// Whether its rows are lines of orders.
    var hasLines: Bool { map.contains { $0.field.hasPrefix("line.") } }
}
