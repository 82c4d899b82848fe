/// Bytes as letters, digits, `-` and `_`, without padding (RFC 4648, 5).
enum Base64URL {
    static func text(of bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var pending: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(digits[Int(pending >> bits & 63)])
            }
        }
        if bits > 0 { text.append(digits[Int(pending << (6 - bits) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// nil for anything that ``text(of:)`` never makes.
    static func bytes(of text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var pending: UInt32 = 0
        var bits: UInt32 = 0
        for byte in text.utf8 {
            guard byte < 0x80, values[Int(byte)] < 64 else { return nil }
            pending = pending << 6 | UInt32(values[Int(byte)])
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
            }
        }
        // A digit too many, or bits beyond the last byte.
        guard bits < 6, pending & (1 << bits - 1) == 0 else { return nil }
        return bytes
    }

    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// By digit; 64 for what is none.
    private static let values: [UInt8] = (0..<128).map { byte in
        digits.firstIndex(of: UInt8(byte)).map { UInt8($0) } ?? 64
    }
}
