/// Writes fields as RFC 4180 wants them.
enum CSVText {
    /// A row of fields without its line end; nothing at all for nil, and quotes for empty text.
    static func row(_ fields: [[UInt8]?], delimiter: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
        Array(
            fields.map { $0.map { field($0, delimiter: delimiter) } ?? [] }
                .joined(separator: [delimiter]))
    }

    /// A field, in quotes where it needs them.
    static func field(_ bytes: [UInt8], delimiter: UInt8) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        let isPlain =
            !bytes.isEmpty && bytes.first != 0x20 && bytes.last != 0x20
            && !bytes.contains { [quote, delimiter, 0x0A, 0x0D].contains($0) }
        guard !isPlain else { return bytes }
        return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }
}
