/// Appends to each row a digest of its values and of which columns they are: who brings the same
/// columns with the same values again need not be compared field by field.
///
/// Where the row stood is no part of it.
struct RowDigests: Sendable {
    static let column = "row_digest"

    /// The columns that marked rows have.
    let columns: [String]
    private let inputs: Int
    private let seed: UInt64
    private let kept: [Range<Int>]

    /// - Parameters:
    ///   - columns: The rows' own, `line` and `byte_offset` first.
    ///   - names: What the values of the open columns are called, in their order.
    ///   - keepsOffset: Whether somebody is going to ask where in the file a row began.
    init(columns: [String], names: [String], keepsOffset: Bool = false) {
        inputs = columns.count
        kept = keepsOffset ? [0..<inputs] : [0..<1, Self.place..<inputs]
        self.columns = kept.flatMap { columns[$0] } + [Self.column]
        var hash = RowHash()
        for name in columns.dropFirst(Self.place) + names {
            Array(name.utf8).withUnsafeBytes { hash.add($0) }
        }
        seed = hash.value
    }

    /// The rows, each with its digest at its end; `see` is shown each on the way.
    func mark(
        _ rows: [UInt8], _ see: (RowWalk, UnsafeRawBufferPointer) -> Void = { _, _ in }
    ) -> [UInt8] {
        var marked: [UInt8] = []
        marked.reserveCapacity(rows.count + rows.count / 8)
        rows.withUnsafeBytes { bytes in
            var walk = RowWalk(columns: inputs)
            while walk.next(in: bytes) {
                see(walk, bytes)
                marked.append(raw: UInt16(columns.count))
                for fields in kept {
                    marked.append(
                        contentsOf: UnsafeRawBufferPointer(rebasing: bytes[walk.range(fields)]))
                }
                marked.append(field: digest(of: walk, bytes))
            }
        }
        return marked
    }

    /// The digest of a row.
    func digest(of walk: RowWalk, _ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = RowHash(seed: seed)
        hash.add(UnsafeRawBufferPointer(rebasing: bytes[walk.range(Self.place..<inputs)]))
        return hash.value
    }

    /// How many columns say where a row stood.
    private static let place = 2
}
