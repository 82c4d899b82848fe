import Campaigns
import Foundation
import Running

/// What a campaign's mail did, as marketers read it.
struct ReportText {
    let report: CampaignReport
    let days: Int
    let currency: String

    var lines: [String] {
        ["\(report.campaign): orders within \(days.counted("day"))", ""] + groups + uplifts + unripe
    }

    private var groups: [String] {
        var table = TextTable([.left] + Array(repeating: .right, count: 8))
        table.add([
            "group", "mails", "opened", "clicked", "unsubscribed", "buyers", "rate", "revenue",
            "a mail",
        ])
        for group in report.groups {
            let behaviour = [group.opened, group.clicked, group.unsubscribed].map {
                group.isHeldBack ? "" : $0.grouped
            }
            table.add(
                [group.name, group.mails.grouped] + behaviour + [
                    group.buyers.grouped, Self.percent(group.buying.rate) + " %",
                    "\(group.revenue) \(currency)", Self.amount(group.mean.value),
                ])
        }
        return table.lines()
    }

    private var uplifts: [String] {
        guard !report.uplifts.isEmpty else {
            return ["", "  Nobody was left out, so nothing tells what would have been without."]
        }
        return [""]
            + report.uplifts.flatMap { uplift in
                [
                    uplift.buyers.map { interval in
                        let scaled = Interval(
                            value: interval.value * 100, low: interval.low * 100,
                            high: interval.high * 100)
                        return line(uplift, "points of buyers", scaled, Self.signed)
                    },
                    uplift.revenue.map {
                        line(uplift, "\(currency) a mail", $0, Self.signed)
                    },
                ].compactMap { $0 }
            }
    }

    /// `  mail against holdout: +2.10 points of buyers (-0.40 to +4.60): may be chance`.
    private func line(
        _ uplift: CampaignReport.Uplift, _ unit: String, _ interval: Interval,
        _ text: (Double) -> String
    ) -> String {
        "  \(uplift.group) against \(uplift.against): \(text(interval.value)) \(unit)"
            + " (\(text(interval.low)) to \(text(interval.high)))"
            + (interval.mayBeChance ? ": may be chance" : "")
    }

    private var unripe: [String] {
        let count = report.groups.map(\.unripe).reduce(0, +)
        guard count > 0 else { return [] }
        return ["  \(count.counted("mail")) left so lately that the days are not over."]
    }

    private static func percent(_ rate: Double) -> String { amount(rate * 100) }

    /// Two decimals, with a point whatever the locale.
    private static func amount(_ value: Double) -> String {
        String(format: "%.2f", value)
    }

    private static func signed(_ value: Double) -> String {
        String(format: "%+.2f", value)
    }
}
