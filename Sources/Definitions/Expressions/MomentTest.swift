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
