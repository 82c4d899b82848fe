import Definitions
package import Foundation

extension Tick {
    /// Why the tick is not simply at its time, in words; empty for a tick like any other.
    package var reasons: [String] {
        [clockReason, blackoutReason, jitterReason].compactMap { $0 }
    }

    /// A line of `tidings schedule --json`, with instants in the job's zone.
    package func json(in zone: TimeZone) -> JSONValue {
        .object([
            "job": .text(job), "at": .instant(at, in: zone), "for": .text(date.description),
            "will": .text(skip == nil ? "run" : "be skipped"), "due": .instant(due, in: zone),
            "why": .text(reasons.isEmpty ? nil : reasons.joined(separator: "; ")),
        ])
    }

    /// Why the schedule lets it go by; nil if it does not.
    package var skipReason: String? {
        switch skip {
        case .gap, .secondOfTwo: clockReason
        case .blackout: blackoutReason
        case nil: nil
        }
    }

    private var clockReason: String? {
        guard let change, let time else { return nil }
        let shown = Self.clock(time)
        switch change {
        case .leftOut:
            return skip == .gap
                ? "the clocks are put forward past \(shown) (on_gap: skip)"
                : "the clocks are put forward past \(shown): it comes as much later"
        case .first:
            return "the clocks are put back, \(shown) comes twice: this is the first"
        case .second:
            return skip == .secondOfTwo
                ? "the clocks are put back, \(shown) comes twice: the first counts"
                    + " (on_repeat: first)"
                : "the clocks are put back, \(shown) comes twice: this is the second"
        }
    }

    private var blackoutReason: String? {
        switch held {
        case .both: "blackout: the job does not run on \(date)"
        case .sends: "blackout: no mail is sent on \(date)"
        case .extracts: "blackout: no feed is read on \(date)"
        case nil: nil
        }
    }

    private var jitterReason: String? {
        let seconds = Int(due.timeIntervalSince(at))
        guard seconds > 0 else { return nil }
        let (minutes, rest) = seconds.quotientAndRemainder(dividingBy: 60)
        let parts = [minutes > 0 ? "\(minutes) min" : nil, rest > 0 ? "\(rest) s" : nil]
        return "put off by \(parts.compactMap { $0 }.joined(separator: " ")) (jitter)"
    }

    /// `02:30`.
    static func clock(_ minutes: Int) -> String {
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
