/// Writes JSON text, the value of a `jsonb` column after its version.
extension BinaryRows {
    /// Begins a `jsonb`; ends with ``endValue(_:)``.
    func beginJSON() -> Int {
        let start = beginValue()
        append(raw: 1 as UInt8)
        return start
    }

    /// A JSON string; false at a NUL byte.
    func append(json text: Span<UInt8>) -> Bool {
        append(raw: UInt8(ascii: "\""))
        let isWhole = text.withUnsafeBufferPointer { source in
            var rest = source
            while true {
                let run = ByteWords.jsonRun(rest)
                append(raw: UnsafeBufferPointer(rebasing: rest[..<run]))
                guard run < rest.count else { return true }
                guard rest[run] != 0 else { return false }
                append(escaped: rest[run])
                rest = UnsafeBufferPointer(rebasing: rest[(run + 1)...])
            }
        }
        append(raw: UInt8(ascii: "\""))
        return isWhole
    }

    private func append(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append(raw: "\\\"")
        case UInt8(ascii: "\\"): append(raw: "\\\\")
        case 0x0A: append(raw: "\\n")
        case 0x0D: append(raw: "\\r")
        case 0x09: append(raw: "\\t")
        default:
            append(raw: "\\u00")
            append(raw: Self.hexDigit(byte >> 4))
            append(raw: Self.hexDigit(byte & 0x0F))
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
