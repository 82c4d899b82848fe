/// One value of a row: bytes that the source lends until the row is mapped.
struct Cell {
    /// nil when the row has no such value at all (an element that is not there, an SQL NULL).
    var base: UnsafePointer<UInt8>?
    var count: Int

    static var missing: Cell { Cell(base: nil, count: 0) }

    init(base: UnsafePointer<UInt8>?, count: Int) {
        self.base = base
        self.count = count
    }

    /// The value without the blanks at its ends.
    @inline(__always)
    var trimmed: Cell {
        guard let base, count > 0 else { return self }
        // Nearly all values begin and end with a letter or a digit.
        if 0x21...0xC1 ~= base[0], 0x21...0x7F ~= base[count - 1] { return self }
        let range = Blanks.trimmed(bytes.span)
        return Cell(base: base + range.lowerBound, count: range.count)
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
}
