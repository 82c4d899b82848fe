import Definitions
import Foundation

extension Date {
    /// `2026-11-21 02:14` in a zone, for people.
    func minute(in zone: TimeZone) -> String {
        "\(LocalDate(self, in: zone)) \(clockTime(in: zone))"
    }

    /// `02:14` in a zone.
    func clockTime(in zone: TimeZone) -> String {
        let local = Int(timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: self)
        return Self.clockTime(minutes: (local % 86_400 + 86_400) % 86_400 / 60)
    }

    /// `02:14` of minutes since midnight.
    static func clockTime(minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
