package import Foundation

extension LocalDate {
    /// `2026-W48`, the ISO 8601 week.
    package var isoWeek: String {
        let thursday = adding(days: 4 - weekday)
        let week = thursday.dayOfYear / 7 + 1
        return "\(thursday.year)-W\(week < 10 ? "0" : "")\(week)"
    }

    /// Days since 1 January.
    private var dayOfYear: Int {
        daysSinceEpoch - LocalDate(unchecked: year, 1, 1).daysSinceEpoch
    }

    /// The instant at which a local time of this date comes; one that a change of clocks skips
    /// comes as much later as the clocks jump, of two the first.
    package func instant(minutes: Int, in zone: TimeZone) -> Date {
        LocalDay(self, in: zone).coming(minutes: minutes).first
    }

    /// The first instant of the date in a zone.
    package func start(in zone: TimeZone) -> Date { instant(minutes: 0, in: zone) }
}
