import Definitions
import Foundation
import Mail
import Problems

/// Makes a letter into a message: values, template, headers.
struct Composer: Sendable {
    /// A message to deliver, or the fate of one that cannot be.
    enum Composition {
        case message(OutgoingMessage)
        case fate(MessageFate)
    }

    private let workspace: Workspace
    /// By campaign.
    private let templates: [String: Template]
    private let from: MailAddress
    private let replyTo: MailAddress?
    private let filter: RecipientFilter
    private let links: MailLinks?
    /// Where a mail unsubscribes.
    private let mailto: String
    /// By name, also by the one before.
    private let campaigns: [String: Campaign]
    private let posting: Posting

    init(workspace: Workspace, templates: [String: Template]) throws {
        guard let sender = workspace.mail.from else { throw Self.noSender }
        self.workspace = workspace
        self.templates = Self.alsoByFormerName(templates, in: workspace)
        from = try MailAddress(sender)
        replyTo = try workspace.mail.replyTo.map { try MailAddress($0) }
        filter = try RecipientFilter(onlyTo: workspace.mail.onlyTo)
        links = MailLinks(workspace.links)
        mailto = "mailto:\((replyTo ?? from).address)?subject=unsubscribe"
        campaigns = Dictionary(
            workspace.jobs.flatMap(\.campaigns).flatMap { campaign in
                [campaign.name, campaign.formerName].compactMap { $0 }.map { ($0, campaign) }
            }, uniquingKeysWith: { first, _ in first })
        posting = try Posting(workspace)
    }

    /// The name of a message for ever.
    func messageID(of key: MessageKey) -> MessageID {
        MessageID(
            workspace: workspace.name, customer: key.customer, campaign: key.campaign,
            occurrence: key.occurrence, domain: from.domain)
    }

    /// The keys under which a message may have been tried: also that of its campaign's old name.
    func keys(of key: MessageKey) -> [MessageKey] {
        let former = workspace.jobs.flatMap(\.campaigns)
            .filter { $0.name == key.campaign }.compactMap(\.formerName)
        return ([key.campaign] + former).map {
            MessageKey(customer: key.customer, campaign: $0, occurrence: key.occurrence)
        }
    }

    func compose(_ letter: Letter) throws -> Composition {
        guard let template = template(for: letter) else { return .fate(.cancelled) }
        guard let to = letter.email.flatMap({ try? MailAddress(checking: $0) }) else {
            return .fate(.suppressed(reason: "invalid-address", detail: nil))
        }
        guard filter.allows(to) else {
            return .fate(.suppressed(reason: "paused", detail: "mail.only_to"))
        }
        let links = letterLinks(letter)
        let (values, style) = values(of: letter, links, template)
        if let name = template.missing(in: values).first {
            return .fate(.suppressed(reason: "missing-value", detail: name))
        }
        let mail = template.render(values, style)
        let message = try MailMessage(
            from: from, to: to, replyTo: replyTo, subject: mail.subject, text: mail.text,
            html: mail.html, messageID: messageID(of: letter.key), date: letter.sendAt,
            unsubscribe: try links.header(),
            headers: [MailMessage.Header("X-Tidings-Campaign", letter.key.campaign)])
        return .message(try posting.outgoing(message))
    }

    /// The mail of a letter to look at.
    ///
    /// - Throws: a problem that names the value which it lacks.
    func preview(_ letter: Letter) throws -> RenderedMail {
        guard let template = template(for: letter) else { throw Self.noTemplate }
        let (values, style) = values(of: letter, letterLinks(letter), template)
        if let name = template.missing(in: values).first { throw Self.missing(name) }
        return template.render(values, style)
    }

    /// The mail of a letter for another address, marked as a test.
    ///
    /// - Throws: as ``preview(_:)``, and when `only_to` does not allow the address.
    func test(_ letter: Letter, to: MailAddress, number: String) throws -> MailMessage {
        guard filter.allows(to) else { throw Self.notAllowed }
        let mail = try preview(letter)
        let id = MessageID(
            workspace: workspace.name, customer: "", campaign: letter.key.campaign,
            occurrence: "test:\(number)", domain: from.domain)
        return try MailMessage(
            from: from, to: to, replyTo: replyTo, subject: "[Test] \(mail.subject)",
            text: mail.text, html: mail.html, messageID: id, date: letter.sendAt,
            unsubscribe: try letterLinks(letter).header(),
            headers: [
                MailMessage.Header("X-Tidings-Campaign", letter.key.campaign),
                MailMessage.Header("X-Tidings-Test", "yes"),
            ])
    }

    /// In the language that the customer reads, else the workspace's. A variant that was taken out of
    /// its campaign since then leaves the campaign's own mail.
    private func template(for letter: Letter) -> Template? {
        let key = WorkspaceTemplates.key(letter.key.campaign, variant: letter.variant)
        return (templates[key] ?? templates[letter.key.campaign])?
            .variant(for: letter.customer["locale"] ?? workspace.locale)
    }

    private func letterLinks(_ letter: Letter) -> LetterLinks {
        LetterLinks(
            links, workspace.links, campaign: campaigns[letter.key.campaign], mailto: mailto,
            key: letter.key, topic: letter.topic, sendAt: letter.sendAt)
    }

    private func values(
        of letter: Letter, _ links: LetterLinks, _ template: Template
    ) -> ([String: TemplateValue], RenderStyle) {
        let style = RenderStyle(
            locale: template.valueLocale(for: letter.customer["locale"], in: workspace.locale),
            currency: workspace.currency, link: { links.outgoing($0, isHTML: $1) },
            openPicture: links.openPicture)
        return (values(of: letter, style).merging(links.values) { $1 }, style)
    }

    private func values(
        of letter: Letter, _ style: RenderStyle
    ) -> [String: TemplateValue] {
        var customer = letter.customer.mapValues(TemplateValue.text)
        customer["attributes"] = .group(letter.attributes.mapValues(TemplateValue.text))
        return [
            "customer": .group(customer),
            "tier": workspace.tierValue(letter.tier ?? "", style.format),
            "segment": .text(letter.segment ?? ""),
            "order": .group(letter.order.mapValues(TemplateValue.text)),
            "voucher": .group(letter.voucher.mapValues(TemplateValue.text)),
            "products": .list(values(of: letter.products, style)),
            "workspace": .group(["name": .text(workspace.name)]),
            "postal_address": .text(workspace.mail.postalAddress ?? ""),
        ]
    }

    private func values(
        of products: [ProductValues], _ style: RenderStyle
    ) -> [[String: TemplateValue]] {
        products.enumerated().map { index, product in
            let texts: KeyValuePairs<String, String?> = [
                "id": product.id, "title": product.title, "url": product.url,
                "image_url": product.imageURL, "price": price(of: product, style),
                "currency": product.currency, "brand": product.brand, "author": product.author,
                "publisher": product.publisher, "number": String(index + 1),
                // For sections: {{^is_first}} … {{/is_first}} stands between two products.
                "is_first": index == 0 ? "1" : nil,
                "is_last": index == products.count - 1 ? "1" : nil,
                "is_even": index.isMultiple(of: 2) ? nil : "1",
            ]
            var values = [String: TemplateValue](minimumCapacity: texts.count)
            for case (let name, let text?) in texts { values[name] = .text(text) }
            return values
        }
    }

    /// The price as the reader's locale writes it; without a currency it is the workspace's.
    private func price(of product: ProductValues, _ style: RenderStyle) -> String? {
        product.price.flatMap {
            style.format.money($0, currency: product.currency ?? workspace.currency)
        }
    }

    /// A campaign's messages from before it was renamed are its messages.
    private static func alsoByFormerName(
        _ templates: [String: Template], in workspace: Workspace
    ) -> [String: Template] {
        var former: [String: Template] = [:]
        for campaign in workspace.jobs.flatMap(\.campaigns) {
            guard let name = campaign.formerName else { continue }
            for variant in [nil] + campaign.variants.map({ Optional($0.name) }) {
                let template = templates[
                    WorkspaceTemplates.key(campaign.name, variant: variant)]
                former[WorkspaceTemplates.key(name, variant: variant)] = template
            }
        }
        return templates.merging(former) { current, _ in current }
    }

    private static var noTemplate: Problem {
        Problem(
            .definition, "the campaign has no template", hint: "`tidings check` says more.")
    }
    private static func missing(_ name: String) -> Problem {
        Problem(
            .usage, "the mail needs \"\(name)\", which is missing here",
            hint: "Who lacks it gets no mail. Give it a default in the template, or show another"
                + " customer.")
    }
    private static var notAllowed: Problem {
        Problem(
            .usage, "mail.only_to does not allow this address",
            hint: "Add the address to only_to in Jobs/workspace.yaml.")
    }
    private static var noSender: Problem {
        Problem(
            .definition, "mail.from is not set", at: Place("Jobs/workspace.yaml"),
            hint: "Say who the mail is from: `mail: {from: Lantern Books <hello@…>}`.")
    }
}
