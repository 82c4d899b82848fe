/// A date of the Gregorian calendar, without a zone.
struct CivilDate: Hashable, Sendable, Comparable {
    var year: Int
    var month: Int
    var day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// A date written as `2026-11-21`; nil if it is not one.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let date = bytes.withUnsafeBufferPointer { buffer -> CivilDate? in
            var cursor = ByteCursor(buffer)
            guard let year = cursor.takeNumber(4...4), cursor.take(UInt8(ascii: "-")),
                let month = cursor.takeNumber(2...2), cursor.take(UInt8(ascii: "-")),
                let day = cursor.takeNumber(2...2), cursor.isAtEnd
            else { return nil }
            return CivilDate(year: year, month: month, day: day)
        }
        guard let date, date.isValid else { return nil }
        self = date
    }

    /// The date so many days after 1970-01-01 (Hinnant, "chrono-compatible low-level date
    /// algorithms", 2013).
    init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Whether there is such a date, from the year 1 to 9999.
    var isValid: Bool {
        1...9999 ~= year && 1...12 ~= month && day >= 1
            && (day <= 28 || day <= Self.days(inMonth: month, leap: isLeap))
    }

    var isLeap: Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func days(inMonth month: Int, leap: Bool) -> Int {
        switch month {
        case 2: leap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    func adding(days: Int) -> CivilDate { CivilDate(daysSince1970: daysSince1970 + days) }

    static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
