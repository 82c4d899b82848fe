/// What a date's text says, part by part.
struct DateTimeParts: Equatable, Sendable {
    /// nil in a birthday without a year.
    var year: Int?
    /// Whether the year was written with two digits: 69…99 are 19xx, 00…68 are 20xx (POSIX).
    var isYearShort = false
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    /// 60 in a leap second.
    var second = 0
    var microsecond = 0
    /// Seconds east of Greenwich; nil when the text names no zone.
    var offset: Int?

    /// The date, if the text has a year and there is such a date.
    var date: CivilDate? {
        guard let year else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        return date.isValid ? date : nil
    }

    var isTimeValid: Bool {
        0...23 ~= hour && 0...59 ~= minute && 0...60 ~= second
    }
}

extension DateTimeParts {
    /// Reads ISO 8601: `2026-11-21`, `20261121`, with a time after `T` or a blank (`08:30`,
    /// `08:30:15.123`, `0830`), with a zone (`Z`, `+08:00`, `+0800`, `+08`, ` UTC`).
    init?(iso cursor: inout ByteCursor) {
        guard readDate(&cursor) else { return nil }
        if cursor.isAtEnd { return }
        let separator = cursor.peek()
        guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: "t") || separator == 0x20
        else { return nil }
        cursor.advance()
        guard readTime(&cursor), readZone(&cursor), cursor.isAtEnd else { return nil }
    }

    private mutating func readDate(_ cursor: inout ByteCursor) -> Bool {
        let isBasic = cursor.countDigits() == 8
        guard let year = cursor.takeNumber(4...4), isBasic || cursor.take(UInt8(ascii: "-")),
            let month = cursor.takeNumber(2...2), isBasic || cursor.take(UInt8(ascii: "-")),
            let day = cursor.takeNumber(2...2)
        else { return false }
        (self.year, self.month, self.day) = (year, month, day)
        return true
    }

    private mutating func readTime(_ cursor: inout ByteCursor) -> Bool {
        let isBasic = cursor.countDigits() > 2
        guard let hour = cursor.takeNumber(2...2), isBasic || cursor.take(UInt8(ascii: ":")),
            let minute = cursor.takeNumber(2...2)
        else { return false }
        (self.hour, self.minute) = (hour, minute)
        if isBasic ? cursor.hasDigit(after: 0) : cursor.take(UInt8(ascii: ":")) {
            guard let second = cursor.takeNumber(2...2) else { return false }
            self.second = second
            if cursor.take(UInt8(ascii: ".")) || cursor.take(UInt8(ascii: ",")) {
                guard readFraction(&cursor) else { return false }
            }
        }
        return isTimeValid
    }

    /// A fraction of a second of any length; what is finer than a microsecond is cut off.
    mutating func readFraction(_ cursor: inout ByteCursor) -> Bool {
        var unit = 100_000
        guard cursor.hasDigit(after: 0) else { return false }
        while let digit = cursor.takeDigit() {
            microsecond += digit * unit
            unit /= 10
        }
        return true
    }

    /// A zone, if one follows.
    mutating func readZone(_ cursor: inout ByteCursor) -> Bool {
        cursor.skipBlanks()
        switch cursor.peek() {
        case nil: return true
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            cursor.advance()
            offset = 0
            return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"), 0xE2:
            let isWest = cursor.takeSign()
            guard let hours = cursor.takeNumber(2...2) else { return false }
            var minutes = 0
            if cursor.take(UInt8(ascii: ":")) || cursor.hasDigit(after: 0) {
                guard let value = cursor.takeNumber(2...2) else { return false }
                minutes = value
            }
            guard hours < 16, minutes < 60 else { return false }
            offset = (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
            return true
        default:
            let name = cursor.takeLetters(3)
            guard name == Array("utc".utf8) || name == Array("gmt".utf8) else { return false }
            offset = 0
            return true
        }
    }
}
