/// A character's UTF-8 in one word, its first byte lowest.
///
/// What cannot be decoded is one byte that UTF-8 never holds: the value it stands in is set aside,
/// and no replacement character reaches the warehouse.
struct PackedCharacter: Equatable {
    let bits: UInt32

    static let fault = PackedCharacter(bits: 0xFF)

    init(bits: UInt32) { self.bits = bits }

    init(_ scalar: UInt32) {
        switch scalar {
        case 0..<0x80: bits = scalar
        case 0x80..<0x800:
            bits = 0x80C0 | scalar >> 6 | (scalar & 0x3F) << 8
        case 0x800..<0x10000:
            bits = 0x80_80E0 | scalar >> 12 | (scalar >> 6 & 0x3F) << 8 | (scalar & 0x3F) << 16
        default:
            bits =
                0x8080_80F0 | scalar >> 18 | (scalar >> 12 & 0x3F) << 8
                | (scalar >> 6 & 0x3F) << 16 | (scalar & 0x3F) << 24
        }
    }

    /// How many bytes it takes: none but the first can be zero.
    var width: Int { bits < 0x100 ? 1 : 4 - bits.leadingZeroBitCount >> 3 }
}
