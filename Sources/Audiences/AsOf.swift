package import Definitions
package import Foundation

/// The instant to which windows and "ago" are relative, in the workspace's zone.
///
/// A window is whole local days, of which the as-of day is the last and counts up to the as-of
/// instant; only hours are exact durations. A day begins at its first instant, which is not
/// midnight where clocks go forward at midnight, and lasts 23 to 25 hours.
package struct AsOf: Sendable {
    package let instant: Date
    package let zone: TimeZone
    private let calendar: Calendar

    package init(_ instant: Date, in zone: TimeZone) {
        self.instant = instant
        self.zone = zone
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// The as-of day.
    package var today: LocalDate { LocalDate(instant, in: zone) }

    /// What a window holds: from an instant on, and until another that it leaves out; without
    /// the latter, to the as-of instant itself.
    package struct Bounds: Sendable, Equatable {
        package var from: Date?
        package var until: Date?
    }

    package func bounds(of window: Window) -> Bounds {
        switch window {
        case .last(let span) where span.unit == .hour:
            return Bounds(from: hoursAgo(span.count))
        case .between(let older, let newer, .hour):
            return Bounds(from: hoursAgo(older), until: hoursAgo(newer))
        default:
            let days = days(of: window)
            let until = days.last < today ? start(of: days.last.adding(days: 1)) : nil
            return Bounds(from: days.first.map(start), until: until)
        }
    }

    /// The first and the last day of a window, both included; of hours, the days they fall on.
    package func days(of window: Window) -> (first: LocalDate?, last: LocalDate) {
        switch window {
        case .ever: (nil, today)
        case .last(let span): (day(of: span), today)
        case .since(let first): (first, today)
        case .between(let older, let newer, .hour):
            (day(of: TimeSpan(older, .hour)), day(of: TimeSpan(newer, .hour)))
        case .between(let older, let newer, let unit):
            (day(of: TimeSpan(older, unit)), day(of: TimeSpan(newer, unit)).adding(days: -1))
        case .days(let first, let last): (first, min(last, today))
        case .today: (today, today)
        case .thisWeek: (today.adding(days: 1 - today.weekday), today)
        case .thisMonth: (today.adding(days: 1 - today.day), today)
        case .thisYear: (LocalDate(year: today.year, month: 1, day: 1), today)
        }
    }

    /// The day so long before the as-of day; a month back is the same day of the month, or the
    /// month's last.
    package func day(of span: TimeSpan) -> LocalDate {
        switch span.unit {
        case .hour: LocalDate(hoursAgo(span.count), in: zone)
        case .day: today.adding(days: -span.count)
        case .week: today.adding(days: -7 * span.count)
        case .month: today.adding(months: -span.count)
        case .year: today.adding(months: -12 * span.count)
        }
    }

    package func day(of point: TimePoint) -> LocalDate {
        switch point {
        case .day(let day): day
        case .today: today
        case .ago(let span): day(of: span)
        }
    }

    /// The first instant of a local day.
    package func start(of day: LocalDate) -> Date {
        let parts = DateComponents(year: day.year, month: day.month, day: day.day, hour: 12)
        // Noon exists in every zone and day; a calendar gives a date for any such parts.
        let noon = calendar.date(from: parts) ?? .distantPast
        return calendar.startOfDay(for: noon)
    }

    package func hoursAgo(_ hours: Int) -> Date {
        instant.addingTimeInterval(-3600 * Double(hours))
    }
}
