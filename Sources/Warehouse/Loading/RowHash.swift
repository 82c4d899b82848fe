/// A 64-bit hash of fields, the same on every machine and with every version: it is stored.
///
/// Each field goes in eight bytes at a time, multiplied and folded; `value` is mixed as MurmurHash3
/// ends, so that hashes of rows may be combined by exclusive or.
struct RowHash {
    private var state: UInt64

    /// - Parameter seed: Another one gives other hashes.
    init(seed: UInt64 = 0) { state = 0x9E37_79B9_7F4A_7C15 ^ seed }

    /// Adds a field; NULL differs from nothing.
    mutating func add(_ field: UnsafeRawBufferPointer?) {
        guard let field else { return fold(UInt64.max) }
        fold(UInt64(field.count))
        var offset = 0
        while offset + 8 <= field.count {
            fold(
                UInt64(littleEndian: field.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < field.count {
            rest = rest << 8 | UInt64(field[offset])
            offset += 1
        }
        fold(rest)
    }

    var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ (mixed >> 33)
    }

    private mutating func fold(_ word: UInt64) {
        state = (state ^ word) &* 0x9FB2_1C65_1E98_DF25
        state ^= state >> 32
    }
}
