/// The forms that most files write times in, `2026-11-21` and `2026-11-21T08:30:15Z`, read without
/// a cursor.
///
/// What is not quite so is nil here and read by ``DateTimeParts``, which knows all forms.
enum PlainTime {
    /// The date that ten bytes are.
    @inline(__always)
    static func date(_ text: Span<UInt8>) -> CivilDate? {
        guard text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let century = pair(text, at: 0), let year = pair(text, at: 2),
            let month = pair(text, at: 5), let day = pair(text, at: 8)
        else { return nil }
        let date = CivilDate(year: century * 100 + year, month: month, day: day)
        return date.isValid ? date : nil
    }

    /// Seconds since 1970-01-01 00:00:00 of a date and a time, and whether they are in UTC.
    @inline(__always)
    static func seconds(_ text: Span<UInt8>) -> (seconds: Int, isUTC: Bool)? {
        guard text.count == 19 || (text.count == 20 && text[19] == UInt8(ascii: "Z")),
            let date = date(text), text[10] == UInt8(ascii: "T") || text[10] == 0x20,
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            let hour = pair(text, at: 11), hour < 24, let minute = pair(text, at: 14), minute < 60,
            let second = pair(text, at: 17), second <= 60
        else { return nil }
        return (
            date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second, text.count == 20
        )
    }

    /// The number that two digits are.
    @inline(__always)
    private static func pair(_ text: Span<UInt8>, at index: Int) -> Int? {
        let tens = text[index] &- 0x30
        let ones = text[index + 1] &- 0x30
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }
}
