import Definitions
import Foundation
import Postgres

/// Dates and instants against windows and points in time: by whole local days, unless in hours.
struct MomentCondition {
    let asOf: AsOf

    func instant(_ column: SQLText, _ test: MomentTest) -> SQLText {
        switch test {
        case .compare(let comparison, .ago(let span)) where span.unit == .hour:
            return
                "\(column) \(comparison.sql) \(Value.instant(asOf.hoursAgo(span.count)))::timestamptz"
        case .compare(let comparison, let point):
            let day = asOf.day(of: point)
            let start = Value.instant(asOf.start(of: day))
            let end = Value.instant(asOf.start(of: day.adding(days: 1)))
            return switch comparison {
            case .less: "\(column) < \(start)::timestamptz"
            case .atLeast: "\(column) >= \(start)::timestamptz"
            case .atMost: "\(column) < \(end)::timestamptz"
            case .greater: "\(column) >= \(end)::timestamptz"
            case .equal: "\(column) >= \(start)::timestamptz AND \(column) < \(end)::timestamptz"
            case .unequal: "\(column) < \(start)::timestamptz OR \(column) >= \(end)::timestamptz"
            }
        case .within(let window):
            return .all(asOf.bounds(of: window).conditions(column) + notLater(column, window))
        }
    }

    /// That an instant is not after the as-of instant, where a window does not end before.
    func notLater(_ column: SQLText, _ window: Window) -> [SQLText] {
        asOf.bounds(of: window).until == nil
            ? ["\(column) <= \(Value.instant(asOf.instant))::timestamptz"] : []
    }

    func date(_ column: SQLText, _ test: MomentTest) -> SQLText {
        switch test {
        case .compare(let comparison, let point):
            return "\(column) \(comparison.sql) \(asOf.day(of: point).value)::date"
        case .within(let window):
            let days = asOf.days(of: window)
            let from: SQLText? = days.first.map { "\(column) >= \($0.value)::date" }
            return .all([from, "\(column) <= \(days.last.value)::date"].compactMap { $0 })
        }
    }
}

extension LocalDate {
    var value: Value { .date(description) }
}

extension Comparison {
    var sql: SQLText {
        switch self {
        case .equal: "="
        case .unequal: "<>"
        case .less: "<"
        case .atMost: "<="
        case .greater: ">"
        case .atLeast: ">="
        }
    }
}

extension NumberTest {
    /// Whether a count or sum of nothing fails it.
    var isFalseOfZero: Bool {
        switch self {
        case .compare(let comparison, .number(let number)): !comparison.holds(0, number)
        case .between(.number(let low), .number(let high)): !(low <= 0 && 0 <= high)
        case .isOneOf(let numbers): !numbers.contains(0)
        case .compare, .between: false
        }
    }
}
