import Audiences
import Campaigns
import Foundation

/// Why a campaign mails a customer or not, as marketers read it.
struct CampaignExplainText {
    let campaign: CampaignExplanation
    let minute: (Date) -> String

    var lines: [String] {
        ["Campaign \(campaign.campaign), topic \(campaign.topic)", "  What it is about"]
            + ConditionLines(campaign.trigger).lines(indent: 4)
            + audience + [consent] + caps
    }

    private var audience: [String] {
        guard let audience = campaign.audience else {
            return ["  Audience: everyone whom the trigger names"]
        }
        return ["  Audience"] + ConditionLines(audience).lines(indent: 4)
    }

    private var consent: String {
        guard let refusal = campaign.refusal else {
            return "  \(ConditionLines.yes) may be mailed about \(campaign.topic)"
        }
        return "  \(ConditionLines.no) may not be mailed: \(MessageText.words(for: refusal))"
    }

    private var caps: [String] {
        campaign.caps.map { cap in
            let isFull = cap.used >= cap.atMost
            let latest = cap.latest.map { ", the latest \(minute($0))" } ?? ""
            return "  \(isFull ? ConditionLines.no : ConditionLines.yes) cap \(cap.name): "
                + "has \(cap.used) of \(cap.atMost)\(latest)"
        }
    }
}
