import ArgumentParser
import Audiences
import Definitions
import Foundation
import Problems

/// As of when a listing is.
struct PastOptions: ParsableArguments {
    @Option(
        help:
            "As of the end of a day, or of an instant as 2026-11-21T09:00:00+08:00. Defaults to now."
    )
    var at: String?

    /// nil means now.
    func instant(in zone: TimeZone) throws(Problem) -> Date? {
        try Self.instant(at, of: "--at", in: zone)
    }

    /// The last instant of a day, or an instant with its offset.
    static func instant(
        _ text: String?, of option: String, in zone: TimeZone
    ) throws(Problem) -> Date? {
        guard let text else { return nil }
        if let day = LocalDate(text) {
            let end = AsOf(.distantPast, in: zone).start(of: day.adding(days: 1))
            return end.addingTimeInterval(-0.001)
        }
        // What is no instant is said below.
        guard let instant = try? Date(text, strategy: .iso8601) else {
            throw notAnInstant(option)
        }
        return instant
    }

    private static func notAnInstant(_ option: String) -> Problem {
        Problem(
            .usage, "the value of \(option) is neither a day nor an instant",
            hint: "Write \(option) 2026-11-21, or \(option) 2026-11-21T09:00:00+08:00.")
    }
}
