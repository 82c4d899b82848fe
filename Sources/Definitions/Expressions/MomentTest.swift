/// What a date or an instant is tested for.
///
/// An instant is compared by its local day in the workspace's zone, unless the other side is
/// written in hours: `last_order_at < 90 days ago` is an order on an earlier day than the one
/// 90 days before the as-of day.
package enum MomentTest: Sendable, Hashable {
    case compare(Comparison, TimePoint)
    /// `within last 30 days`, `between 365 and 90 days ago`: as a function's window.
    case within(Window)
}

/// A point in time relative to the as-of instant, or a date.
package enum TimePoint: Sendable, Hashable {
    case day(LocalDate)
    case today
    /// The local day so long before the as-of day; of hours, the instant.
    case ago(TimeSpan)
}

/// What a birthday is tested for. 29 February is kept on the 28th in other years; a lunar
/// birthday is met by the Chinese calendar.
package enum BirthdayTest: Sendable, Hashable {
    /// From today to so many days ahead, both included; 0 is today only.
    case withinNext(days: Int)
    /// 1…12, in the calendar in which the birthday is given.
    case inMonth(Int)
}

extension MomentTest: CustomStringConvertible {
    package var description: String {
        switch self {
        case .compare(let comparison, let point): "\(comparison.rawValue) \(point)"
        case .within(.between(let older, let newer, let unit)):
            "between \(older) and \(newer) \(unit.rawValue)s ago"
        case .within(let window): "within \(window)"
        }
    }
}

extension TimePoint: CustomStringConvertible {
    package var description: String {
        switch self {
        case .day(let day): day.description
        case .today: "today"
        case .ago(let span): "\(span) ago"
        }
    }
}

extension BirthdayTest: CustomStringConvertible {
    package var description: String {
        switch self {
        case .withinNext(0): "today"
        case .withinNext(let days): "within next \(days) days"
        case .inMonth(let month): "in month \(month)"
        }
    }
}
