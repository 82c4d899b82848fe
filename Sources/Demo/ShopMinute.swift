package import Definitions

/// A minute on the shop's clock, which is Asia/Shanghai's: always eight hours ahead of UTC.
package struct ShopMinute: Hashable, Comparable, Sendable {
    package var day: LocalDate
    /// Minutes since midnight.
    package var minute: Int

    package static func < (left: ShopMinute, right: ShopMinute) -> Bool {
        (left.day, left.minute) < (right.day, right.minute)
    }

    /// As the tills write it, `21.11.2026 14:05`.
    var tillText: String {
        let (year, month, dayOfMonth) = (day.year, day.month, day.day)
        return "\(dayOfMonth.padded(2)).\(month.padded(2)).\(year.padded(4)) \(clock)"
    }

    /// As PostgreSQL reads it, `2026-11-21 14:05+08`.
    var databaseText: String { "\(day) \(clock)+08" }

    private var clock: String { "\((minute / 60).padded(2)):\((minute % 60).padded(2))" }
}
