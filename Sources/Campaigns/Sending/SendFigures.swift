package import Problems

/// What one call of a sender came to.
package struct SendFigures: Sendable, Equatable {
    /// How many messages the transport accepted.
    package var accepted = 0
    /// Messages whose fate became unknown, by campaign: handed over now without a reply, or left
    /// in hand by a sender that was killed.
    package var unknown: [String: Int] = [:]

    package init() {}

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
            hint: "`tidings messages --campaign \(campaign) --state unknown` lists what is never"
                + " sent again by itself.")
    }
}
