extension Schedule.Day {
    /// Whether the day is meant.
    package func holds(_ date: LocalDate) -> Bool {
        switch self {
        case .every: true
        case .weekdays: date.weekday <= 5
        case .weekday(let weekday): date.weekday == weekday
        case .monthlyWeekday(let ordinal, let weekday):
            date.weekday == weekday
                && (ordinal > 0
                    ? (date.day - 1) / 7 + 1 == ordinal
                    : date.adding(days: 7).month != date.month)
        case .dayOfMonth(let day):
            day > 0 ? date.day == day : date.adding(days: 1).day == 1
        }
    }

    /// The next such day after a date. A 31st comes at the latest after two months, a fifth weekday
    /// of a month after three.
    package func next(after date: LocalDate) -> LocalDate {
        (1...366).lazy.map { date.adding(days: $0) }.first(where: holds) ?? date.adding(days: 1)
    }
}
