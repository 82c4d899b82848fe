/// The blanks that stand around values and mean nothing: space, tab, line ends, U+00A0, U+3000
/// and U+FEFF.
enum Blanks {
    /// The range of a text without the blanks at its ends.
    static func trimmed(_ text: Span<UInt8>) -> Range<Int> {
        var start = 0
        var end = text.count
        while start < end {
            let width = leading(text, at: start, end: end)
            if width == 0 { break }
            start += width
        }
        while end > start {
            let width = trailing(text, start: start, end: end)
            if width == 0 { break }
            end -= width
        }
        return start..<end
    }

    private static func leading(_ text: Span<UInt8>, at index: Int, end: Int) -> Int {
        let byte = text[index]
        if byte > 0x20, byte < 0xC2 { return 0 }
        if isBlank(byte) { return 1 }
        if byte == 0xC2, index + 1 < end, text[index + 1] == 0xA0 { return 2 }
        if index + 2 < end, isWide(byte, text[index + 1], text[index + 2]) { return 3 }
        return 0
    }

    private static func trailing(_ text: Span<UInt8>, start: Int, end: Int) -> Int {
        let byte = text[end - 1]
        if isBlank(byte) { return 1 }
        if byte < 0x80 { return 0 }
        if byte == 0xA0, end - 2 >= start, text[end - 2] == 0xC2 { return 2 }
        if end - 3 >= start, isWide(text[end - 3], text[end - 2], byte) { return 3 }
        return 0
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private static func isWide(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        (first == 0xE3 && second == 0x80 && third == 0x80)
            || (first == 0xEF && second == 0xBB && third == 0xBF)
    }
}

extension String {
    /// The text without the blanks at its ends.
    var trimmingBlanks: String {
        let bytes = Array(utf8)
        return String(decoding: bytes[Blanks.trimmed(bytes.span)], as: UTF8.self)
    }
}
