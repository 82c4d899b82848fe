package import Definitions
import Foundation
package import Problems

/// What may keep a mail out of an inbox, or a part of it from being seen: no faults, but worth a look.
package struct MailLint: Sendable {
    private let workspace: Workspace
    private let templates: [String: Template]

    package init(_ workspace: Workspace, templates: [String: Template]) {
        self.workspace = workspace
        self.templates = templates
    }

    /// The warnings about every mail that a campaign sends, as it looks with made-up values.
    package var warnings: [Problem] {
        guard let from = workspace.mail.from, !from.isEmpty else { return [] }
        var found: [Problem] = []
        for campaign in workspace.jobs.flatMap(\.campaigns) {
            if let unconfirmed = Self.confirmation(campaign, workspace.links) {
                found.append(unconfirmed)
            }
            let own = warnings(of: campaign, nil)
            found += own
            for variant in campaign.variants {
                // What stands in the campaign's own template is told once.
                found += warnings(of: campaign, variant).filter { warning in
                    variant.template != nil || !own.contains { $0.summary == warning.summary }
                }
            }
        }
        var seen: Set<Problem> = []
        return found.filter { seen.insert($0).inserted }
    }

    private func warnings(of campaign: Campaign, _ variant: Variant?) -> [Problem] {
        let key = WorkspaceTemplates.key(campaign.name, variant: variant?.name)
        return (templates[key]?.all ?? []).flatMap { locale, _ in
            warnings(of: campaign, variant, locale)
        }
    }

    private func warnings(
        of campaign: Campaign, _ variant: Variant?, _ locale: String?
    ) -> [Problem] {
        // What cannot be rendered is a fault that has been told already.
        guard
            let preview = try? MailPreview(
                of: campaign, variant: variant?.name, in: workspace, templates: templates),
            let mail = try? preview.sample(locale: locale ?? "und", at: .distantPast)
        else { return [] }
        let suffix = locale.map { ".\($0)" } ?? ""
        let name = variant?.template ?? campaign.template
        let file = Place("Templates/\(name)\(suffix).html")
        let place = variant.map { $0.template == nil ? $0.place : file } ?? file
        return Self.warnings(
            mail, at: place, needsUnsubscribe: campaign.trigger != .confirm,
            postalAddress: workspace.mail.postalAddress)
    }

    /// The warnings about one mail.
    static func warnings(
        _ mail: RenderedMail, at place: Place, needsUnsubscribe: Bool, postalAddress: String?
    ) -> [Problem] {
        [
            size(mail, place), shouting(mail, place), words(mail, place),
            needsUnsubscribe ? unsubscribe(mail, place) : nil,
            address(mail, postalAddress, place), pictures(mail, place), bare(mail, place),
            shortened(mail, place),
        ].compactMap { $0 }
    }

    /// Who is asked for a confirmation needs a page to give it on.
    static func confirmation(_ campaign: Campaign, _ links: LinkSettings) -> Problem? {
        guard campaign.trigger == .confirm, links.publicURL == nil || links.signingKeys.isEmpty
        else { return nil }
        return warning(
            "the campaign \"\(campaign.name)\" asks for a confirmation, and there is no page for it",
            campaign.place,
            "Set public_url and signing_key in Jobs/workspace.yaml.")
    }

    /// Gmail clips a message's HTML at 102 kB.
    static let gmailLimit = 102 * 1024

    private static func size(_ mail: RenderedMail, _ place: Place) -> Problem? {
        let bytes = mail.html.utf8.count
        guard bytes > gmailLimit else { return nil }
        return warning(
            "the HTML of this mail is \(bytes / 1024) kB; Gmail shows 102 kB and hides the rest",
            place, "Take out products or styles: what is hidden is often the unsubscribe link.")
    }

    private static func shouting(_ mail: RenderedMail, _ place: Place) -> Problem? {
        let letters = mail.subject.filter { $0.isCased }
        let isLoud = letters.count >= 5 && letters.allSatisfy(\.isUppercase)
        guard isLoud || mail.subject.contains("!!") || mail.subject.contains("！！") else {
            return nil
        }
        return warning(
            "the subject shouts, which spam filters count against it", place,
            "Write it in small letters, with one exclamation mark at most.")
    }

    private static let spamWords = [
        "100% free", "act now", "cash bonus", "click here", "free money", "no obligation",
        "risk-free", "you have won", "winner", "免费领取", "中奖", "代开发票", "点击领取",
    ]

    private static func words(_ mail: RenderedMail, _ place: Place) -> Problem? {
        let text = "\(mail.subject)\n\(mail.text)".lowercased()
        let found = spamWords.filter(text.contains)
        guard !found.isEmpty else { return nil }
        let list = found.map { "\"\($0)\"" }.joined(separator: ", ")
        return warning(
            "spam filters count these words against it: \(list)", place,
            "Say it in other words.")
    }

    private static func unsubscribe(_ mail: RenderedMail, _ place: Place) -> Problem? {
        guard !mail.html.contains("/unsubscribe/"), !mail.html.contains("subject=unsubscribe")
        else { return nil }
        return warning(
            "the mail shows no link to unsubscribe", place,
            "Put {{unsubscribe_url}} into the mail or its layout: the law asks for it.")
    }

    private static func address(
        _ mail: RenderedMail, _ postalAddress: String?, _ place: Place
    ) -> Problem? {
        guard let postalAddress else {
            return warning(
                "no postal address is set for mails", Place("Jobs/workspace.yaml"),
                "Write mail: {postal_address: …}; many laws ask for it in every mail.")
        }
        let first = postalAddress.prefix { $0 != "&" && $0 != "'" && $0 != "\"" && $0 != "<" }
        guard !mail.html.contains(first) else { return nil }
        return warning(
            "the mail does not show the postal address", place,
            "Put {{postal_address}} into the mail or its layout.")
    }

    private static func pictures(_ mail: RenderedMail, _ place: Place) -> Problem? {
        let tags = mail.html.matches(of: #/<img\b[^>]*>/#.ignoresCase()).map(\.output)
        let silent = tags.count { !$0.contains("alt=") }
        guard silent > 0 else { return nil }
        return warning(
            "\(silent) of \(tags.count) pictures have no alt text", place,
            "Write alt=\"…\": many readers see no pictures. alt=\"\" is right for mere ornament.")
    }

    private static func bare(_ mail: RenderedMail, _ place: Place) -> Problem? {
        guard mail.html.contains("<img"), mail.text.count(where: \.isLetter) < 80 else {
            return nil
        }
        return warning(
            "the mail is hardly more than pictures", place,
            "Say in words what it is about: filters and readers without pictures see nothing.")
    }

    private static func shortened(_ mail: RenderedMail, _ place: Place) -> Problem? {
        let hosts = ["bit.ly", "tinyurl.com", "t.co", "goo.gl", "is.gd", "t.cn"]
        guard let host = hosts.first(where: { mail.text.contains("://\($0)/") }) else { return nil }
        return warning(
            "the mail links through \(host), which spam filters distrust", place,
            "Link to your own pages.")
    }

    private static func warning(_ summary: String, _ place: Place, _ hint: String) -> Problem {
        Problem(.definition, summary, at: place, hint: hint)
    }
}
