/// Which calendar a birthday is in: `solar` or `lunar`, whatever the case.
final class CalendarValue: FieldValue {
    static let reason = "neither solar nor lunar"

    /// Whether the row's calendar is lunar; the mapper resets it before each row.
    var isLunar = false

    func write(_ text: Span<UInt8>, to copy: CopyText) -> String? {
        if text.isWord("solar") {
            copy.append("solar")
        } else if text.isWord("lunar") {
            copy.append("lunar")
            isLunar = true
        } else {
            return Self.reason
        }
        return nil
    }
}
