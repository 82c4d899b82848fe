import Foundation

/// An instant: ISO 8601, or as a pattern says; without a zone it is in the source's. A date alone
/// is its midnight.
final class InstantValue: FieldValue {
    private let pattern: DatePattern?
    private let offsets: ZoneOffsets
    private let reason: String

    /// The years 1 to 9999 in UTC, in seconds since 1970.
    private static let range = -62_135_596_800..<253_402_300_800

    init(pattern: DatePattern?, timezone: TimeZone) {
        self.pattern = pattern
        offsets = ZoneOffsets(timezone)
        reason =
            pattern.map { "not a time written as \($0.texts)" }
            ?? "not a time such as 2026-11-21 08:30"
    }

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        if pattern == nil, let plain = PlainTime.seconds(text) {
            return write(
                plain.isUTC ? plain.seconds : offsets.instant(ofLocal: plain.seconds),
                microsecond: 0, to: rows)
        }
        guard let parts = DateTimeParts(text, pattern: pattern), let date = parts.date
        else { return reason }
        let local =
            date.daysSince1970 * 86_400 + parts.hour * 3600 + parts.minute * 60 + parts.second
        return write(
            parts.offset.map { local - $0 } ?? offsets.instant(ofLocal: local),
            microsecond: parts.microsecond, to: rows)
    }

    private func write(_ instant: Int, microsecond: Int, to rows: BinaryRows) -> String? {
        guard Self.range ~= instant else { return reason }
        rows.append(instant: instant, microsecond: microsecond)
        return nil
    }
}
