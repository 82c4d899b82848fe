/// An e-mail address that a mailing can be sent to: stricter than RFC 5322 on purpose.
///
/// One @; a local part of up to 64 bytes made of RFC 5322 atoms or letters of any script (RFC
/// 6531); a domain with a dot, of labels of up to 63 bytes of letters, digits and hyphens, whose
/// last one is not a number. Refused although the standards allow them: quoted local parts,
/// comments, display names, address literals and domains without a dot, for they are slips or
/// tests and never a shop's customer. Written as given.
final class EmailValue: FieldValue {
    static let reason = "not an e-mail address"

    func write(_ text: Span<UInt8>, to copy: CopyText) -> String? {
        guard Self.isAddress(text) else { return Self.reason }
        // No atom holds a character that COPY must escape.
        copy.append(text)
        return nil
    }

    static func isAddress(_ text: Span<UInt8>) -> Bool {
        guard text.count <= 254, let at = firstAt(text) else { return false }
        return isLocalPart(text, 0..<at) && isDomain(text, (at + 1)..<text.count)
            && hasOnlyPrintable(text)
    }

    private static func firstAt(_ text: Span<UInt8>) -> Int? {
        for index in text.indices where text[index] == UInt8(ascii: "@") { return index }
        return nil
    }

    private static func isLocalPart(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard 1...64 ~= range.count else { return false }
        var wasDot = true
        for index in range {
            let byte = text[index]
            if byte == UInt8(ascii: ".") {
                if wasDot { return false }
                wasDot = true
            } else {
                guard isAtom(byte) else { return false }
                wasDot = false
            }
        }
        return !wasDot
    }

    /// RFC 5322 atext, and every byte of a longer UTF-8 sequence.
    private static func isAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF:
            true
        default:
            "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }

    private static func isDomain(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var labels = 0
        var start = range.lowerBound
        for index in range.lowerBound...range.upperBound {
            if index < range.upperBound, text[index] != UInt8(ascii: ".") { continue }
            guard isLabel(text, start..<index) else { return false }
            labels += 1
            if index == range.upperBound, isNumber(text, start..<index) { return false }
            start = index + 1
        }
        return labels > 1
    }

    private static func isLabel(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard 1...63 ~= range.count else { return false }
        let hyphen = UInt8(ascii: "-")
        if text[range.lowerBound] == hyphen || text[range.upperBound - 1] == hyphen { return false }
        for index in range {
            switch text[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF, hyphen:
                continue
            default: return false
            }
        }
        return true
    }

    private static func isNumber(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where !(0x30...0x39 ~= text[index]) { return false }
        return true
    }

    /// Beyond ASCII: no controls, blanks, direction marks or replacement characters.
    private static func hasOnlyPrintable(_ text: Span<UInt8>) -> Bool {
        var isASCII = true
        for index in text.indices where text[index] >= 0x80 { isASCII = false }
        if isASCII { return true }
        let string = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
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
