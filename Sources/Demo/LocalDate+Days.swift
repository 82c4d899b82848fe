import Definitions

/// The generator counts in days.
extension LocalDate {
    static func + (date: LocalDate, days: Int) -> LocalDate { date.adding(days: days) }
    static func - (date: LocalDate, days: Int) -> LocalDate { date.adding(days: -days) }
    static func - (left: LocalDate, right: LocalDate) -> Int {
        left.daysSinceEpoch - right.daysSinceEpoch
    }
}

extension Int {
    /// The number with leading zeros up to a width.
    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
