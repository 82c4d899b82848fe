/// A birthday in three columns, year, month and day, the year unknown for many.
///
/// A date as ``DateValue`` reads it, or without a year: `--02-29`, `--0229`, `02-29`, or a pattern
/// without a year. A year before 1850 or a date after the run's is a reject: such years are
/// fillers. Of two-digit years that would be in the future the century before is meant. A lunar
/// month has up to thirty days in whichever month: the mapper asks ``needsLunar`` once it knows
/// the row's calendar.
final class BirthdayValue: FieldValue {
    static let reason = "not a birthday such as 1990-02-28 or --02-28"
    static let onlyLunar = "there is no such date in the solar calendar"
    static let implausible = "a birthday before 1850 or in the future"

    /// Whether the row's date is one only in the lunar calendar; the mapper resets it before each.
    var needsLunar = false

    private let pattern: DatePattern?
    private let today: CivilDate
    private let takesLunar: Bool
    private let reason: String

    /// - Parameters:
    ///   - today: The run's logical date.
    ///   - takesLunar: Whether the feed says for each row which calendar it means.
    init(pattern: DatePattern?, today: CivilDate, takesLunar: Bool) {
        self.pattern = pattern
        self.today = today
        self.takesLunar = takesLunar
        reason = pattern.map { "not a birthday written as \($0.texts)" } ?? Self.reason
    }

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        if pattern == nil, text.count == 10, let date = PlainTime.date(text) {
            guard date.year >= 1850, date <= today else { return Self.implausible }
            write(year: date.year, month: date.month, day: date.day, to: rows)
            return nil
        }
        guard let parts = read(text) else { return reason }
        var year = parts.year
        if parts.isYearShort, let short = year, isFuture(short, parts) { year = short - 100 }
        if let year, year < 1850 || isFuture(year, parts) { return Self.implausible }
        let days = CivilDate.days(
            inMonth: parts.month, leap: year.map(Self.isLeap) ?? true)
        guard 1...12 ~= parts.month, 1...30 ~= parts.day || parts.day <= days else { return reason }
        if parts.day > days {
            guard takesLunar else { return reason }
            needsLunar = true
        }
        write(year: year, month: parts.month, day: parts.day, to: rows)
        return nil
    }

    private func write(year: Int?, month: Int, day: Int, to rows: BinaryRows) {
        if let year { rows.append(Int16(year)) } else { rows.appendNull() }
        rows.append(Int16(month))
        rows.append(Int16(day))
    }

    func writeNull(to rows: BinaryRows) {
        for _ in 0..<3 { rows.appendNull() }
    }

    private func isFuture(_ year: Int, _ parts: DateTimeParts) -> Bool {
        CivilDate(year: year, month: parts.month, day: parts.day) > today
    }

    private static func isLeap(_ year: Int) -> Bool {
        CivilDate(year: year, month: 1, day: 1).isLeap
    }

    private func read(_ text: Span<UInt8>) -> DateTimeParts? { Self.read(text, pattern: pattern) }

    private static func read(_ text: Span<UInt8>, pattern: DatePattern?) -> DateTimeParts? {
        if pattern == nil, text.count < 8, let parts = withoutYear(text) { return parts }
        return DateTimeParts(text, pattern: pattern)
    }

    /// Whether a text is a birthday as far as its writing goes, be it in the lunar calendar.
    static func reads(_ text: Span<UInt8>, pattern: DatePattern?) -> Bool {
        guard let parts = read(text, pattern: pattern) else { return false }
        return 1...12 ~= parts.month && 1...31 ~= parts.day
    }

    private static func withoutYear(_ text: Span<UInt8>) -> DateTimeParts? {
        text.withUnsafeBufferPointer { bytes in
            var cursor = ByteCursor(bytes)
            let dash = UInt8(ascii: "-")
            let isMarked = cursor.take(dash) && cursor.take(dash)
            guard isMarked || cursor.index == 0, let month = cursor.takeNumber(2...2),
                cursor.take(dash) || isMarked,
                let day = cursor.takeNumber(2...2), cursor.isAtEnd
            else { return nil }
            return DateTimeParts(month: month, day: day)
        }
    }
}
