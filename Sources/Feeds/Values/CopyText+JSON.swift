/// Writes JSON in COPY text: what JSON escapes with a backslash, COPY escapes once more.
extension CopyText {
    /// A JSON string; false at a NUL byte.
    func appendJSON(_ text: Span<UInt8>) -> Bool {
        append(UInt8(ascii: "\""))
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case 0: return false
            case UInt8(ascii: "\""): append("\\\\\"")
            case UInt8(ascii: "\\"): append("\\\\\\\\")
            case 0x0A: append("\\\\n")
            case 0x0D: append("\\\\r")
            case 0x09: append("\\\\t")
            case 1..<0x20:
                append("\\\\u00")
                append(Self.hexDigit(byte >> 4))
                append(Self.hexDigit(byte & 0x0F))
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
        return true
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
