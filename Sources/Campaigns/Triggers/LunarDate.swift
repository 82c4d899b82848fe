import Definitions
import Foundation

/// A date of the Chinese calendar, as Foundation (ICU) computes it for China's meridian.
struct LunarDate: Equatable {
    /// The Gregorian year in which the lunar year began.
    let year: Int
    /// 1…12.
    let month: Int
    /// 1…30.
    let day: Int
    let isLeapMonth: Bool

    init(_ date: LocalDate) {
        var calendar = Calendar(identifier: .chinese)
        calendar.timeZone = Self.china
        // Noon keeps clear of midnight's edge.
        let noon = date.instant(minutes: 12 * 60, in: Self.china)
        let parts = calendar.dateComponents([.month, .day, .isLeapMonth], from: noon)
        month = parts.month ?? 0
        day = parts.day ?? 0
        isLeapMonth = parts.isLeapMonth ?? false
        // The year begins between 21 January and 20 February: a late month in a Gregorian spring
        // belongs to the year before.
        year = date.month <= 2 && month >= 11 ? date.year - 1 : date.year
    }

    private static let china = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
}
