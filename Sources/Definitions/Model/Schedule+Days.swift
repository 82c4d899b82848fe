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
}

extension CronLine {
    /// Whether the line means the day. One of its two day fields is always `*`.
    package func holds(_ date: LocalDate) -> Bool {
        months.contains(date.month) && daysOfMonth.contains(date.day)
            && weekdays.contains(date.weekday)
    }

    /// The local times that the line means, in minutes since midnight, ascending.
    package var times: [Int] { hours.flatMap { hour in minutes.map { hour * 60 + $0 } } }
}
