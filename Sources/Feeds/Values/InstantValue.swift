import Foundation

/// An instant: ISO 8601, or as a pattern says; without a zone it is in the source's. A date alone
/// is its midnight. Written in UTC.
final class InstantValue: FieldValue {
    private let pattern: DatePattern?
    private let offsets: ZoneOffsets
    private let reason: String

    init(pattern: DatePattern?, timezone: TimeZone) {
        self.pattern = pattern
        offsets = ZoneOffsets(timezone)
        reason =
            pattern.map { "not a time written as \($0.texts)" }
            ?? "not a time such as 2026-11-21 08:30"
    }

    func write(_ text: Span<UInt8>, to copy: CopyText) -> String? {
        guard let parts = DateTimeParts(text, pattern: pattern), let date = parts.date
        else { return reason }
        let local =
            date.daysSince1970 * 86_400 + parts.hour * 3600 + parts.minute * 60 + parts.second
        let instant = parts.offset.map { local - $0 } ?? offsets.instant(ofLocal: local)
        let day = Int((Double(instant) / 86_400).rounded(.down))
        let utc = CivilDate(daysSince1970: day)
        guard utc.isValid else { return reason }
        copy.append(utc)
        copy.append(UInt8(ascii: " "))
        copy.append(timeOfDay: instant - day * 86_400, microsecond: parts.microsecond)
        copy.append("+00")
        return nil
    }
}

extension CopyText {
    /// A time as `08:30:15`, with a fraction if there is one.
    fileprivate func append(timeOfDay seconds: Int, microsecond: Int) {
        append(seconds / 3600, digits: 2)
        append(UInt8(ascii: ":"))
        append(seconds / 60 % 60, digits: 2)
        append(UInt8(ascii: ":"))
        append(seconds % 60, digits: 2)
        guard microsecond > 0 else { return }
        append(UInt8(ascii: "."))
        append(microsecond, digits: 6)
    }
}
