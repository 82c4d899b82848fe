import Definitions

/// Marks the last of consecutive rows of one order with what they are together, so that the server
/// finds an order's head without grouping millions of rows: how many, a digest of their lines, and a
/// bit set for each of their lines' keys.
///
/// As many bits as rows mean that no key occurs twice; fewer mean that one may.
struct OrderRuns: Sendable {
    static let columns = ["run_rows", "run_digest", "run_keys"]

    private let inputs: Int
    private let order: Int?
    private let customer: Int?
    /// The field by which lines are told apart; nil for a feed without lines, or by position.
    private let key: Int?
    /// The fields of a line; none for a feed without lines.
    private let content: [Int]
    private let hasLines: Bool
    private var keys = KeyOrder()
    private var isUniform = true
    /// The last row so far: whether it ends its run shows with the next.
    private var pending: [UInt8] = []
    private var run = Run()

    private struct Run: Sendable {
        var rows: Int32 = 0
        var digest: UInt64 = 0
        var keys: UInt64 = 0
    }

    /// - Parameter lineKey: How lines are told apart; nil for a feed without lines.
    init(columns: [String], lineKey: Feed.LineKey?) {
        inputs = columns.count
        order = columns.firstIndex(of: "order_id")
        customer = columns.firstIndex(of: "customer_id")
        hasLines = lineKey != nil
        switch lineKey {
        case .number: key = columns.firstIndex(of: "line_number")
        case .product: key = columns.firstIndex(of: "line_product")
        case .position, nil: key = nil
        }
        content =
            lineKey == nil
            ? []
            : ["line_product", "line_quantity", "line_price"]
                .compactMap { columns.firstIndex(of: $0) }
    }

    /// Whether no order has two runs for sure.
    var areDistinct: Bool { keys.isAscending }

    /// Whether in addition no order has a key twice, and all rows of an order name one customer.
    var arePlain: Bool { isUniform && areDistinct }

    /// The rows with their marks; the last one waits.
    mutating func mark(_ rows: [UInt8]) -> [UInt8] {
        guard !rows.isEmpty else { return [] }
        let all = pending.isEmpty ? rows : pending + rows
        let isFresh = pending.isEmpty
        var marked: [UInt8] = []
        marked.reserveCapacity(all.count + all.count / 2)
        all.withUnsafeBytes { bytes in
            var walk = RowWalk(columns: inputs)
            guard walk.next(in: bytes) else { return }
            if isFresh { begin(walk, bytes) }
            var last = walk
            while walk.next(in: bytes) {
                if isSame(order, walk, last, bytes) {
                    if !isSame(customer, walk, last, bytes) { isUniform = false }
                    append(bytes[last.row], to: &marked, marks: nil)
                    add(walk, bytes)
                } else {
                    append(bytes[last.row], to: &marked, marks: run)
                    begin(walk, bytes)
                }
                last = walk
            }
            pending = Array(bytes[last.row])
        }
        return marked
    }

    /// The last row, with its marks.
    mutating func finish() -> [UInt8] {
        var marked: [UInt8] = []
        guard !pending.isEmpty else { return marked }
        let last = pending
        last.withUnsafeBytes { append($0[...], to: &marked, marks: run) }
        pending = []
        return marked
    }

    private mutating func begin(_ walk: RowWalk, _ bytes: UnsafeRawBufferPointer) {
        keys.see(order.flatMap { walk.field($0, in: bytes) })
        run = Run()
        add(walk, bytes)
    }

    private mutating func add(_ walk: RowWalk, _ bytes: UnsafeRawBufferPointer) {
        run.rows += 1
        var key = RowHash()
        if let index = self.key { key.add(walk.field(index, in: bytes)) }
        run.keys |= self.key == nil ? 1 : 1 << (key.value & 63)
        guard hasLines else { return }
        for index in content { key.add(walk.field(index, in: bytes)) }
        run.digest ^= key.value
    }

    private func isSame(
        _ column: Int?, _ one: RowWalk, _ other: RowWalk, _ bytes: UnsafeRawBufferPointer
    ) -> Bool {
        guard let column, let left = one.field(column, in: bytes),
            let right = other.field(column, in: bytes)
        else { return false }
        return left.elementsEqual(right)
    }

    private mutating func append(
        _ row: Slice<UnsafeRawBufferPointer>, to marked: inout [UInt8], marks run: Run?
    ) {
        let count = UInt16(inputs + Self.columns.count)
        marked.append(UInt8(count >> 8))
        marked.append(UInt8(count & 0xFF))
        marked.append(contentsOf: UnsafeRawBufferPointer(rebasing: row.dropFirst(2)))
        guard let run else {
            marked.append(contentsOf: repeatElement(0xFF, count: 4 * Self.columns.count))
            return
        }
        if run.keys.nonzeroBitCount != Int(run.rows) { isUniform = false }
        marked.append(field: run.rows)
        if hasLines { marked.append(field: run.digest) } else { marked.append(raw: Int32(-1)) }
        marked.append(field: run.keys)
    }
}
