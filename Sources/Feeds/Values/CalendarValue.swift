/// Which calendar a birthday is in: `solar` or `lunar`, whatever the case.
final class CalendarValue: FieldValue {
    static let reason = "neither solar nor lunar"

    /// Whether the row's calendar is lunar; the mapper resets it before each row.
    var isLunar = false

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        if text.isWord("solar") {
            rows.append(text: "solar")
        } else if text.isWord("lunar") {
            rows.append(text: "lunar")
            isLunar = true
        } else {
            return Self.reason
        }
        return nil
    }
}
