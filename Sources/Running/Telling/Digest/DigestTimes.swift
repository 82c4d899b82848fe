package import Definitions
package import Foundation

/// When digests are due: each tells of the day that ends with it.
package struct DigestTimes: Sendable {
    private let minutes: Int
    private let zone: TimeZone

    /// How late one may still leave, in seconds: later it would be read as the next.
    private static let patience: TimeInterval = 12 * 3600

    /// At midnight where the workspace has no `digest:`.
    package init(_ workspace: Workspace) {
        minutes = workspace.digest?.minutes ?? 0
        zone = workspace.timezone
    }

    /// The span of the digest of a date: a day until its time.
    package func span(of date: LocalDate) -> (from: Date, until: Date) {
        (
            date.adding(days: -1).instant(minutes: minutes, in: zone),
            date.instant(minutes: minutes, in: zone)
        )
    }

    /// The date whose digest is due now; nil if none is.
    func due(at now: Date) -> LocalDate? {
        let today = LocalDate(now, in: zone)
        return [today, today.adding(days: -1)].first { date in
            let age = now.timeIntervalSince(span(of: date).until)
            return age >= 0 && age < Self.patience
        }
    }
}
