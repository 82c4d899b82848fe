/// The five fields of a cron line, spelt out: the values that each allows, ascending.
package struct CronLine: Sendable, Equatable {
    /// As the marketer wrote it.
    package var text: String
    /// 0…59.
    package var minutes: [Int]
    /// 0…23.
    package var hours: [Int]
    /// 1…31.
    package var daysOfMonth: [Int]
    /// 1…12.
    package var months: [Int]
    /// 1 = Monday … 7 = Sunday (ISO 8601).
    package var weekdays: [Int]

    package init(
        text: String, minutes: [Int], hours: [Int], daysOfMonth: [Int], months: [Int],
        weekdays: [Int]
    ) {
        self.text = text
        self.minutes = minutes
        self.hours = hours
        self.daysOfMonth = daysOfMonth
        self.months = months
        self.weekdays = weekdays
    }
}
