/// Writes fields as RFC 4180 wants them.
enum CSVText {
    /// A row of fields without its line end; nothing at all for nil, and quotes for empty text.
    static func row(
        _ fields: [[UInt8]?], delimiter: UInt8 = UInt8(ascii: ","),
        quote: UInt8? = UInt8(ascii: "\"")
    ) -> [UInt8] {
        Array(
            fields.map { $0.map { field($0, delimiter: delimiter, quote: quote) } ?? [] }
                .joined(separator: [delimiter]))
    }

    /// A field, in quotes where it needs them; where there are none, blanks stand for what would
    /// part it.
    static func field(_ bytes: [UInt8], delimiter: UInt8, quote: UInt8?) -> [UInt8] {
        let parting = [delimiter, 0x0A, 0x0D]
        guard let quote else {
            return bytes.map { parting.contains($0) ? UInt8(ascii: " ") : $0 }
        }
        let isPlain =
            !bytes.isEmpty && bytes.first != 0x20 && bytes.last != 0x20
            && !bytes.contains { $0 == quote || parting.contains($0) }
        guard !isPlain else { return bytes }
        return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }
}
