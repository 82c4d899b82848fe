/// Which characters XML 1.0 (fifth edition) lets stand where.
enum XMLCharacters {
    /// Whether a byte may stand in a name; those above ASCII may until the name is checked.
    static func mayStandInName(_ byte: UInt8) -> Bool { byte >= 0x80 || isName(UInt32(byte)) }

    /// Production 2, `Char`.
    static func isCharacter(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// Production 4, `NameStartChar`.
    static func beginsName(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF,
            0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF,
            0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
            true
        default: false
        }
    }

    /// Production 4a, `NameChar`.
    static func isName(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: beginsName(scalar)
        }
    }

    /// Whether bytes are a name as a whole (production 5), or a name token (7).
    static func areName(_ bytes: UnsafeBufferPointer<UInt8>, orToken: Bool = false) -> Bool {
        guard UTF8Check.firstFault(in: bytes) == nil else { return false }
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        guard let first = scalars.first, orToken || beginsName(first.value) else { return false }
        return scalars.allSatisfy { isName($0.value) }
    }

    /// Production 13, `PubidChar`.
    static func isPublicID(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x0A, 0x0D, 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        default: "-'()+,./:=?;!*#@$_%".utf8.contains(byte)
        }
    }

    /// Production 3, `S`.
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }
}
