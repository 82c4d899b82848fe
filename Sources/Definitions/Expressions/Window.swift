/// The time in which something counts. Whole local days in the workspace's zone, unless in hours;
/// none reaches beyond the as-of instant.
package enum Window: Sendable, Hashable {
    case ever
    /// `last 90 days`: from the start of the day 90 days before the as-of day to the as-of
    /// instant, so today is included. `last 12 hours`: exactly so long.
    case last(TimeSpan)
    /// From the start of a day.
    case since(LocalDate)
    /// `between 365 and 90 days ago`: from the start of the day 365 days before the as-of day to
    /// the start of the day 90 days before, where `last 90 days` begins.
    case between(Int, Int, TimeSpan.Unit)
    /// Both days included.
    case days(LocalDate, LocalDate)
    case today
    /// From Monday.
    case thisWeek
    case thisMonth
    case thisYear
}

/// So many hours, days, weeks, months or years.
package struct TimeSpan: Sendable, Hashable {
    package enum Unit: String, Sendable, CaseIterable {
        case hour, day, week, month, year
    }
    /// At least 1.
    package var count: Int
    package var unit: Unit

    package init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }
}

extension Window: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ever: "ever"
        case .last(let span): "last \(span)"
        case .since(let day): "since \(day)"
        case .between(let older, let newer, let unit):
            "between \(older) and \(newer) \(unit.rawValue)s ago"
        case .days(let first, let last): "between \(first) and \(last)"
        case .today: "today"
        case .thisWeek: "this week"
        case .thisMonth: "this month"
        case .thisYear: "this year"
        }
    }
}

extension TimeSpan: CustomStringConvertible {
    package var description: String { "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")" }
}
