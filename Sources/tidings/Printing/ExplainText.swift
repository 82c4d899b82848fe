import Audiences
import Definitions
import Foundation
import Running

/// An explanation as marketers read it.
///
/// ```
/// Segment lapsed: not in
///   ✗ all of:
///     ✗ last_order_at < 90 days ago   is 2026-11-20 10:04
///         order A1 of 2026-11-20, 45.00 EUR: feed tills, orders-20261120.csv line 14, run 3
///     ✓ orders(ever) >= 2   is 7
/// ```
struct ExplainText {
    let explanation: CustomerExplanation
    let zone: TimeZone
    let currency: String

    var lines: [String] {
        let head = ["Customer \(explanation.customer), as of \(minute(explanation.asOf))"]
        let tiers = explanation.tiers.flatMap { [""] + tier($0) }
        let segments = explanation.segments.flatMap { [""] + segment($0) }
        let campaigns = explanation.campaigns.flatMap {
            [""] + CampaignExplainText(campaign: $0, minute: minute).lines
        }
        return head + tiers + segments + campaigns + messages
    }

    // MARK: Segments

    private func segment(_ segment: CustomerExplanation.SegmentExplanation) -> [String] {
        let isIn = segment.condition.truth == .yes
        var head = "Segment \(segment.segment): \(isIn ? "in" : "not in")"
        switch segment.isMember {
        case nil: head += " (its definition is not in force yet: a run puts it there)"
        case .some(let isMember) where isMember != isIn:
            head += isMember ? " (but in since the last run)" : " (but not since the last run)"
        default: break
        }
        return [head] + ConditionLines(segment.condition).lines(indent: 2)
    }

    // MARK: Tiers

    private func tier(_ tier: TierExplanation) -> [String] {
        guard let level = tier.level else {
            return ["Tier of \(tier.programme): none yet; the next run gives \(tier.earned)"]
                + ConditionLines.values(of: tier.metric, indent: 2)
        }
        var lines = [
            "Tier of \(tier.programme): \(level.tier) since \(minute(level.since)) (\(why(level)))"
        ]
        lines += ConditionLines.values(of: tier.metric, indent: 2)
        lines.append("  " + outlook(tier, level))
        if let next = tier.next {
            lines.append("  \(next.tier) begins at \(ConditionLines.number(next.from)).")
        }
        return lines
    }

    private func why(_ level: TierExplanation.Level) -> String {
        let before = level.before.map { ", before that \($0)" } ?? ""
        let amount = level.amount.map { " with \($0)" } ?? ""
        switch level.reason {
        case "earned": return "earned\(amount)\(before)"
        case "downgraded": return "fell\(before)"
        case "baseline": return "at the first evaluation\(amount)"
        case "redefined": return "when the tiers were redefined\(before)"
        case "override": return "set by hand\(before)"
        default: return "when what was set by hand ended\(before)"
        }
    }

    private func outlook(_ tier: TierExplanation, _ level: TierExplanation.Level) -> String {
        if let override = level.override {
            return "Set by hand to \(override.tier) until \(override.until): \(override.reason). "
                + "What is earned is \(tier.earned)."
        }
        if tier.isLowest { return "It is the lowest, which everybody has." }
        guard let kept = level.keptUntil else { return "It is earned: no end is in sight." }
        let earned = level.earnedOn.map { "last earned on \($0), " } ?? ""
        guard let end = level.endsOn else { return "It is \(earned)kept, and never taken away." }
        return "It is \(earned)kept until \(kept), and ends on \(end) unless it is earned again."
    }

    // MARK: Messages

    private var messages: [String] {
        guard explanation.segments.isEmpty || !explanation.tiers.isEmpty else { return [] }
        guard !explanation.messages.isEmpty else { return ["", "No mail was decided about yet."] }
        return ["", "Latest mail"]
            + explanation.messages.map { message in
                "  " + MessageText(message: message).text
            }
    }

    private func minute(_ instant: Date) -> String {
        var style = Date.ISO8601FormatStyle(timeZone: zone)
        style = style.year().month().day().dateTimeSeparator(.space)
            .time(includingFractionalSeconds: false)
        return String(instant.formatted(style).prefix(16))
    }
}
