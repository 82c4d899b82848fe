/// Walks rows in PostgreSQL's binary COPY format: a field count, then for each field its length (-1
/// is NULL) and its bytes.
struct RowWalk {
    /// Where the current row lies.
    private(set) var row = 0..<0
    private var starts: [Int]
    private var lengths: [Int]

    init(columns: Int) {
        starts = Array(repeating: 0, count: columns)
        lengths = starts
    }

    /// Goes on to the next row; false at the end.
    mutating func next(in bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = row.upperBound
        guard offset < bytes.count else { return false }
        let start = offset
        offset += 2
        for index in starts.indices {
            let length = Int32(
                bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
            offset += 4
            starts[index] = offset
            lengths[index] = Int(length)
            offset += max(0, Int(length))
        }
        row = start..<offset
        return true
    }

    /// Where some fields lie that stand side by side, their lengths included.
    func range(_ fields: Range<Int>) -> Range<Int> {
        guard let first = fields.first, let last = fields.last else { return 0..<0 }
        return (starts[first] - 4)..<(starts[last] + max(0, lengths[last]))
    }

    /// The bytes of a field of the current row; NULL is nil.
    func field(_ index: Int, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard lengths[index] >= 0 else { return nil }
        let start = starts[index]
        return UnsafeRawBufferPointer(rebasing: bytes[start..<(start + lengths[index])])
    }
}
