package import Foundation

/// A calendar date without a time, proleptic Gregorian: what a run decides for.
package struct LogicalDate: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01.
    package let number: Int

    package init(number: Int) { self.number = number }

    /// A date by its parts, or nil if the calendar has none such.
    package init?(year: Int, month: Int, day: Int) {
        let number = Self.number(year: year, month: month, day: day)
        self.init(number: number)
        guard parts == (year, month, day) else { return nil }
    }

    /// `2026-11-21`, and nothing else.
    package init?(iso text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
            text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The local date at an instant.
    package init(_ instant: Date, in zone: TimeZone) {
        let local = instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))
        self.init(number: Int((local / 86_400).rounded(.down)))
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    package func adding(days: Int) -> LogicalDate { LogicalDate(number: number + days) }
}

extension LogicalDate {
    /// Year, month and day (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func number(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// 1 = Monday … 7 = Sunday.
    package var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    package var isInLeapYear: Bool {
        let year = parts.year
        return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    }

    /// `2026-W48`, the ISO 8601 week.
    package var isoWeek: String {
        let thursday = adding(days: 4 - weekday)
        let year = thursday.parts.year
        let week = (thursday.number - Self.number(year: year, month: 1, day: 1)) / 7 + 1
        return "\(year)-W\(week < 10 ? "0" : "")\(week)"
    }

    /// The instant at which a local time of this date comes; one that a change of clocks skips
    /// comes as much later as the clocks jump, of two the first.
    package func instant(minutes: Int, in zone: TimeZone) -> Date {
        let local = Double(number) * 86_400 + Double(minutes) * 60
        // The offset before the change is right on both sides of it but for what follows it.
        let before = Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: local - 86_400)))
        let candidate = Date(timeIntervalSince1970: local - before)
        let offset = Double(zone.secondsFromGMT(for: candidate))
        if offset == before { return candidate }
        let other = Date(timeIntervalSince1970: local - offset)
        let isReal = Double(zone.secondsFromGMT(for: other)) == offset
        return isReal ? other : candidate
    }

    /// The first instant of the date in a zone.
    package func start(in zone: TimeZone) -> Date { instant(minutes: 0, in: zone) }
}

extension LogicalDate: CustomStringConvertible {
    /// ISO 8601, as `2026-11-21`.
    package var description: String {
        let (year, month, day) = parts
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return String(repeating: "0", count: max(0, 4 - "\(year)".count))
            + "\(year)-\(two(month))-\(two(day))"
    }
}
