import Definitions
import Foundation
import Mail

/// The links of one message.
struct LetterLinks: Sendable {
    private let links: MailLinks?
    private let settings: LinkSettings
    private let utm: [(name: String, value: String)]
    private let mailto: String
    private let key: MessageKey
    private let topic: String
    /// When the message is to leave: from then on its links hold, so that a second rendering makes
    /// the same ones.
    private let sendAt: Date

    /// - Parameters:
    ///   - links: nil means that there are no pages to lead to.
    ///   - campaign: nil means one that is gone from the workspace.
    ///   - mailto: where a mail unsubscribes.
    init(
        _ links: MailLinks?, _ settings: LinkSettings, campaign: Campaign?, mailto: String,
        key: MessageKey, topic: String, sendAt: Date
    ) {
        self.links = links
        self.settings = settings
        self.mailto = mailto
        self.key = key
        self.sendAt = sendAt
        self.topic = topic
        utm = Self.utm(settings.utm, campaign)
    }

    private static func utm(
        _ own: UTM?, _ campaign: Campaign?
    ) -> [(name: String, value: String)] {
        guard let campaign else { return [] }
        switch campaign.utm {
        case .off: return []
        case .changed(let utm): return utm.filled(from: own).parameters(campaign: campaign.name)
        case nil: return own?.parameters(campaign: campaign.name) ?? []
        }
    }

    /// The page where one unsubscribes, else a mail that asks for it.
    var unsubscribe: String { url(.unsubscribe) ?? mailto }

    /// What mail programs show as a button; both ways where there is a page.
    func header() throws -> ListUnsubscribe {
        let https = links?.isSecure == true ? url(.unsubscribe) : nil
        return try ListUnsubscribe(https: https, mailto: mailto)
    }

    /// The values that templates show.
    var values: [String: TemplateValue] {
        [
            "unsubscribe_url": .text(unsubscribe),
            "preferences_url": .text(url(.preferences) ?? ""),
            "confirm_url": .text(url(.confirm) ?? ""),
        ]
    }

    /// A link of the template with its UTM parameters, by way of a click where those are recorded.
    ///
    /// - Parameter isHTML: plain text shows its links, so there they stay readable.
    func outgoing(_ url: String, isHTML: Bool) -> String {
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), links?.isOurs(url) != true
        else { return url }
        let tagged = LinkQuery.adding(utm, to: url)
        guard isHTML, settings.tracks.contains(.clicks) else { return tagged }
        return self.url(.click, to: tagged) ?? tagged
    }

    /// A picture that tells when it is fetched; nil unless the workspace asks for it.
    var openPicture: String? {
        settings.tracks.contains(.opens) ? url(.open) : nil
    }

    private func url(_ action: SignedLink.Action, to target: String = "") -> String? {
        links?.url(
            SignedLink(
                action, customer: key.customer, campaign: key.campaign,
                occurrence: key.occurrence, topic: topic, url: target,
                expires: sendAt.addingTimeInterval(Double(SignedLink.days(action)) * 86_400)))
    }
}
