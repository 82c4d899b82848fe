/// A date: ISO 8601, or as a pattern says. Of a date with a time the date is taken as written.
final class DateValue: FieldValue {
    private let pattern: DatePattern?
    private let reason: String

    init(pattern: DatePattern?) {
        self.pattern = pattern
        reason =
            pattern.map { "not a date written as \($0.texts)" } ?? "not a date such as 2026-11-21"
    }

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        let plain = pattern == nil && text.count == 10 ? PlainTime.date(text) : nil
        guard let date = plain ?? DateTimeParts(text, pattern: pattern)?.date else { return reason }
        rows.append(date)
        return nil
    }
}

extension DateTimeParts {
    /// What a text says by a pattern, or by ISO 8601 without one.
    init?(_ text: Span<UInt8>, pattern: DatePattern?) {
        let parts = text.withUnsafeBufferPointer { bytes -> DateTimeParts? in
            var cursor = ByteCursor(bytes)
            return pattern?.read(&cursor) ?? (pattern == nil ? DateTimeParts(iso: &cursor) : nil)
        }
        guard let parts else { return nil }
        self = parts
    }
}
