import Definitions
import Foundation

/// The days of the year that are kept on some days, as months and days in either calendar.
struct KeptDays {
    struct MonthDay: Hashable, Comparable {
        let month: Int
        let day: Int

        static func < (left: MonthDay, right: MonthDay) -> Bool {
            (left.month, left.day) < (right.month, right.day)
        }
    }
    let solar: [MonthDay]
    let lunar: [MonthDay]

    /// - Parameter days: counted from a day.
    init(_ days: ClosedRange<Int>, from day: LocalDate) {
        let window = days.map { day.adding(days: $0) }
        solar = Set(window.flatMap(Self.solar)).sorted()
        lunar = Set(window.flatMap(Self.lunar)).sorted()
    }

    /// 29 February is kept on the 28th in years without it.
    private static func solar(_ day: LocalDate) -> [MonthDay] {
        let own = MonthDay(month: day.month, day: day.day)
        let isLastOfShortFebruary = day.month == 2 && day.day == 28 && !LocalDate.isLeap(day.year)
        return isLastOfShortFebruary ? [own, MonthDay(month: 2, day: 29)] : [own]
    }

    /// Of the Chinese calendar. A leap month has no birthdays of its own; a 30th that a month
    /// lacks is kept on its 29th.
    private static func lunar(_ day: LocalDate) -> [MonthDay] {
        var gregorian = Calendar(identifier: .gregorian)
        var chinese = Calendar(identifier: .chinese)
        // The calendar counts its days in China's time.
        guard let china = TimeZone(identifier: "Asia/Shanghai") else { return [] }
        gregorian.timeZone = china
        chinese.timeZone = china
        let noon = DateComponents(year: day.year, month: day.month, day: day.day, hour: 12)
        guard let instant = gregorian.date(from: noon) else { return [] }
        let parts = chinese.dateComponents([.month, .day], from: instant)
        guard let month = parts.month, let dayOfMonth = parts.day, parts.isLeapMonth != true
        else { return [] }
        let next = chinese.component(.day, from: instant.addingTimeInterval(86_400))
        let own = MonthDay(month: month, day: dayOfMonth)
        return dayOfMonth == 29 && next == 1 ? [own, MonthDay(month: month, day: 30)] : [own]
    }
}
