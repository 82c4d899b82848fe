package import Foundation

/// A date in a zone: at which instants its local times come.
package struct LocalDay: Sendable {
    /// When a local time comes.
    package enum Coming: Sendable, Equatable {
        case once(Date)
        /// The clocks are put back and show it again.
        case twice(Date, Date)
        /// The clocks are put forward past it: it comes as much later as they jump.
        case leftOut(instead: Date)

        /// The instant that is meant unless somebody says otherwise.
        package var first: Date {
            switch self {
            case .once(let instant), .twice(let instant, _), .leftOut(let instant): instant
            }
        }
    }

    private let midnight: Double
    private let zone: TimeZone
    /// The offsets from UTC, in seconds, surely before and surely after the day.
    private let before: Double
    private let after: Double

    package init(_ date: LocalDate, in zone: TimeZone) {
        self.zone = zone
        midnight = Double(date.daysSinceEpoch) * 86_400
        // A local day begins at most 14 hours from the day of UTC.
        before = Self.offset(at: midnight - 86_400, in: zone)
        after = Self.offset(at: midnight + 2 * 86_400, in: zone)
    }

    /// When a local time comes, in minutes since midnight.
    ///
    /// The clocks change once in three days at most: so it is in the time-zone database.
    package func coming(minutes: Int) -> Coming {
        let local = midnight + Double(minutes) * 60
        let early = local - before
        guard before != after else { return .once(Date(timeIntervalSince1970: early)) }
        let late = local - after
        let isEarly = Self.offset(at: early, in: zone) == before
        let isLate = Self.offset(at: late, in: zone) == after
        switch (isEarly, isLate) {
        case (true, true):
            return .twice(Date(timeIntervalSince1970: early), Date(timeIntervalSince1970: late))
        case (false, true): return .once(Date(timeIntervalSince1970: late))
        case (true, false): return .once(Date(timeIntervalSince1970: early))
        case (false, false): return .leftOut(instead: Date(timeIntervalSince1970: early))
        }
    }

    private static func offset(at instant: Double, in zone: TimeZone) -> Double {
        Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: instant)))
    }
}
