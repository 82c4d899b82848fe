package import Foundation
package import Problems

/// What one call of a sender came to.
package struct SendFigures: Sendable, Equatable {
    /// How many messages the transport accepted.
    package var accepted = 0
    /// Messages whose fate became unknown, by campaign: handed over now without a reply, or left
    /// in hand by a sender that was killed.
    package var unknown: [String: Int] = [:]

    /// When the rest may go on, if a rate of `mail:` holds it back.
    package var heldUntil: Date?

    /// Whether a budget is used up that all mail shares: until it has room nothing leaves.
    package var isOutOfRoom = false

    /// How long what a budget has no room for is left alone.
    static let holdSeconds: TimeInterval = 600

    package init() {}

    mutating func count(_ settled: [SettledMessage]) {
        accepted += settled.count { $0.fate.isAccepted }
        countUnknown(in: settled)
    }

    mutating func countUnknown(in settled: [SettledMessage]) {
        for message in settled where message.fate.state == "unknown" {
            unknown[message.key.campaign, default: 0] += 1
        }
    }

    /// What a person should know of each campaign with unknown messages.
    package var problems: [Problem] {
        unknown.sorted(by: <).map { Self.unknown($0.value, of: $0.key) }
    }

    /// Messages of a campaign whose fate nobody can know.
    package static func unknown(_ count: Int, of campaign: String) -> Problem {
        Problem(
            .unknown,
            "the fate of \(count) message\(count == 1 ? "" : "s") of campaign"
                + " \"\(campaign)\" is unknown",
            hint: "`tidings resolve --campaign \(campaign)` lists what is never sent again by"
                + " itself, and settles it.")
    }
}
