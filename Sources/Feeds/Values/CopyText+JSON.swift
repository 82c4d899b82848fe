/// Writes JSON in COPY text: what JSON escapes with a backslash, COPY escapes once more.
extension CopyText {
    /// A JSON string; false at a NUL byte.
    func appendJSON(_ text: Span<UInt8>) -> Bool {
        append(UInt8(ascii: "\""))
        var start = 0
        for index in text.indices {
            let byte = text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                continue
            }
            append(text.extracting(start..<index))
            start = index + 1
            guard byte != 0 else { return false }
            appendEscapedJSON(byte)
        }
        append(text.extracting(start..<text.count))
        append(UInt8(ascii: "\""))
        return true
    }

    private func appendEscapedJSON(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\\\"")
        case UInt8(ascii: "\\"): append("\\\\\\\\")
        case 0x0A: append("\\\\n")
        case 0x0D: append("\\\\r")
        case 0x09: append("\\\\t")
        default:
            append("\\\\u00")
            append(Self.hexDigit(byte >> 4))
            append(Self.hexDigit(byte & 0x0F))
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
