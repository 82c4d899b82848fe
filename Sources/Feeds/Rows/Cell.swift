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

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
}
