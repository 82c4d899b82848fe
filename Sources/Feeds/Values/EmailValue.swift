/// An e-mail address that a mailing can be sent to: stricter than RFC 5322 on purpose.
///
/// One @; a local part of up to 64 bytes made of RFC 5322 atoms or letters of any script (RFC
/// 6531); a domain with a dot, of labels of up to 63 bytes of letters, digits and hyphens, whose
/// last one is not a number. Refused although the standards allow them: quoted local parts,
/// comments, display names, address literals and domains without a dot, for they are slips or
/// tests and never a shop's customer. Written as given.
final class EmailValue: FieldValue {
    static let reason = "not an e-mail address"

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        guard Self.isAddress(text) else { return Self.reason }
        return rows.append(text: text) ? nil : nulReason
    }

    static func isAddress(_ text: Span<UInt8>) -> Bool {
        guard text.count <= 254 else { return false }
        return text.withUnsafeBufferPointer { bytes in
            let at = localPart(bytes)
            guard at < bytes.count, bytes[at] == UInt8(ascii: "@"), 1...64 ~= at,
                isDomain(UnsafeBufferPointer(rebasing: bytes[(at + 1)...]))
            else { return false }
            return ByteWords.isASCII(bytes) || hasOnlyPrintable(bytes)
        }
    }

    /// Where the local part ends: before the first byte that cannot be in it, 0 if it is none.
    private static func localPart(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var wasDot = true
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if ByteSet.atom.contains(byte) {
                wasDot = false
            } else if byte == UInt8(ascii: "."), !wasDot {
                wasDot = true
            } else {
                return wasDot ? 0 : index
            }
        }
        return bytes.count
    }

    private static func isDomain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var labels = 0
        var start = 0
        var isNumber = true
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if ByteSet.label.contains(byte) {
                if !(0x30...0x39 ~= byte) { isNumber = false }
            } else if byte == UInt8(ascii: "."), isLabel(bytes, start..<index) {
                labels += 1
                start = index + 1
                isNumber = true
            } else {
                return false
            }
        }
        return labels > 0 && !isNumber && isLabel(bytes, start..<bytes.count)
    }

    /// Whether what holds only a label's bytes is one.
    private static func isLabel(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        1...63 ~= range.count && bytes[range.lowerBound] != UInt8(ascii: "-")
            && bytes[range.upperBound - 1] != UInt8(ascii: "-")
    }

    /// Beyond ASCII: no controls, blanks, direction marks or replacement characters.
    private static func hasOnlyPrintable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let string = String(decoding: bytes, as: UTF8.self)
        return string.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator,
                .privateUse, .unassigned, .surrogate:
                scalar == "\u{200C}" || scalar == "\u{200D}"
            default: scalar != "\u{FFFD}"
            }
        }
    }
}

/// Some ASCII characters, and all bytes of longer UTF-8 sequences.
private struct ByteSet {
    /// A bit for each byte below 64, and from there to 128.
    private let low: UInt64
    private let high: UInt64

    /// RFC 5322 atext.
    static let atom = ByteSet(letters + "!#$%&'*+-/=?^_`{|}~")
    static let label = ByteSet(letters + "-")
    private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

    private init(_ characters: String) {
        var sets: (low: UInt64, high: UInt64) = (0, 0)
        for byte in characters.utf8 {
            if byte < 64 { sets.low |= 1 << byte } else { sets.high |= 1 << (byte - 64) }
        }
        (low, high) = sets
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        byte >= 128 || ((byte < 64 ? low : high) >> (byte & 63)) & 1 != 0
    }
}
