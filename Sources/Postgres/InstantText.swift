package import Foundation

/// Instants as PostgreSQL writes and reads them, in UTC with microseconds.
///
/// Days are counted by Howard Hinnant's civil calendar algorithms
/// (howardhinnant.github.io/date_algorithms.html): a `DateFormatter` is slow and knows no
/// microseconds.
package enum InstantText {
    /// `2026-11-21T08:00:00.000000Z`, or PostgreSQL's infinities.
    package static func format(_ instant: Date) -> String {
        let seconds = instant.timeIntervalSince1970
        guard seconds.isFinite, abs(seconds) < 9e12 else {
            return seconds < 0 ? "-infinity" : "infinity"
        }
        let micros = Int((seconds * 1e6).rounded())
        let day = floorDivide(micros, by: 86_400_000_000)
        let rest = micros - day * 86_400_000_000
        let (year, month, dayOfMonth) = civil(day)
        let clock = rest / 1_000_000
        let date = "\(pad(year > 0 ? year : 1 - year, 4))-\(pad(month, 2))-\(pad(dayOfMonth, 2))"
        let time = "\(pad(clock / 3600, 2)):\(pad(clock / 60 % 60, 2)):\(pad(clock % 60, 2))"
        return "\(date)T\(time).\(pad(rest % 1_000_000, 6))Z\(year > 0 ? "" : " BC")"
    }

    /// Reads `2026-11-21 08:00:00.123456+00` as the server writes it under ISO, UTC; nil if it
    /// is anything else, such as infinity.
    package static func parse(_ text: String) -> Date? {
        var rest = Substring(text)
        let isBefore = rest.hasSuffix(" BC")
        if isBefore { rest.removeLast(3) }
        guard rest.hasSuffix("+00") else { return nil }
        rest.removeLast(3)
        let halves = rest.split(separator: " ")
        guard halves.count == 2 else { return nil }
        let date = halves[0].split(separator: "-").compactMap { Int($0) }
        let clock = halves[1].split(separator: ".")
        let time = clock[0].split(separator: ":").compactMap { Int($0) }
        guard date.count == 3, time.count == 3, clock.count <= 2 else { return nil }
        var fraction = 0
        if clock.count == 2 {
            let digits = clock[1] + String(repeating: "0", count: max(0, 6 - clock[1].count))
            guard digits.count == 6, let number = Int(digits) else { return nil }
            fraction = number
        }
        let year = isBefore ? 1 - date[0] : date[0]
        let seconds = days(year, date[1], date[2]) * 86400 + time[0] * 3600 + time[1] * 60 + time[2]
        return Date(timeIntervalSince1970: Double(seconds) + Double(fraction) / 1e6)
    }

    private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = floorDivide(shifted, by: 146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            ofYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private static func days(_ civilYear: Int, _ month: Int, _ day: Int) -> Int {
        let year = civilYear - (month <= 2 ? 1 : 0)
        let era = floorDivide(year, by: 400)
        let ofEra = year - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    private static func floorDivide(_ number: Int, by divisor: Int) -> Int {
        (number >= 0 ? number : number - divisor + 1) / divisor
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
