/// Numbers in bytes, the lowest byte first; nil beyond the end.
struct LittleEndian {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var count: Int { bytes.count }

    func half(_ start: Int) -> UInt16? { number(start, 2).map { UInt16($0) } }
    func word(_ start: Int) -> UInt32? { number(start, 4).map { UInt32($0) } }
    func long(_ start: Int) -> UInt64? { number(start, 8) }

    /// UTF-8; what is none is replaced, so that it equals nothing that anyone names.
    func text(_ start: Int, _ count: Int) -> String? {
        guard start >= 0, start <= bytes.count - count else { return nil }
        return String(decoding: bytes[start..<start + count], as: UTF8.self)
    }

    private func number(_ start: Int, _ count: Int) -> UInt64? {
        guard start >= 0, start <= bytes.count - count else { return nil }
        return bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
