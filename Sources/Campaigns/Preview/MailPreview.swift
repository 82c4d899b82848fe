package import Definitions
package import Foundation
package import Mail
package import Postgres
import Problems

/// A campaign's mail as somebody would get it, without a message in the ledger: nothing is planned,
/// claimed, counted or used up.
///
/// Its links are those of nobody: they open pages, and change nothing there.
package struct MailPreview: Sendable {
    private let campaign: Campaign
    private let variant: String?
    private let workspace: Workspace
    private let composer: Composer
    private let template: Template

    /// - Parameter variant: by name; nil means the campaign's own mail.
    /// - Throws: a problem when there is no such variant, or `mail.from` is not set.
    package init(
        of campaign: Campaign, variant: String? = nil, in workspace: Workspace,
        templates: [String: Template]
    ) throws {
        if let variant, !campaign.variants.contains(where: { $0.name == variant }) {
            throw Self.noVariant(variant, of: campaign)
        }
        let key = WorkspaceTemplates.key(campaign.name, variant: variant)
        guard let template = templates[key] else { throw Self.noTemplate(campaign.name) }
        self.campaign = campaign
        self.variant = variant
        self.workspace = workspace
        self.template = template
        composer = try Composer(workspace: workspace, templates: templates)
    }

    /// The mail with made-up values.
    ///
    /// - Parameter locale: what the made-up customer reads; nil means the workspace's.
    package func sample(locale: String?, at now: Date) throws -> RenderedMail {
        try render(sampleLetter(locale, now))
    }

    /// The mail with a real customer's values.
    ///
    /// - Throws: a problem when there is no such customer, or they lack a value that it needs.
    package func mail(
        to customer: String, at now: Date, on connection: Connection
    ) async throws -> RenderedMail {
        try render(try await letter(to: customer, now, on: connection))
    }

    /// The mail for one address, marked as a test.
    ///
    /// - Parameters:
    ///   - customer: whose values it shows; nil means made-up ones.
    ///   - number: what makes it another message than an earlier test.
    /// - Throws: a problem when `only_to` does not allow the address, and as above.
    package func test(
        to address: MailAddress, as customer: String?, number: String, at now: Date,
        on connection: Connection?
    ) async throws -> OutgoingMessage {
        var letter: Letter
        if let customer, let connection {
            letter = try await self.letter(to: customer, now, on: connection)
        } else {
            letter = sampleLetter(nil, now)
        }
        letter.variant = variant
        let message = try composer.test(letter, to: address, number: number)
        return OutgoingMessage(message)
    }

    private func render(_ letter: Letter) throws -> RenderedMail {
        var letter = letter
        letter.variant = variant
        return try composer.preview(letter)
    }

    private func letter(
        to customer: String, _ now: Date, on connection: Connection
    ) async throws -> Letter {
        try await connection.transaction(.snapshot) { connection in
            let rows = try await connection.execute(
                .previewLetter,
                [
                    .text(customer), .text(campaign.name), .text(campaign.topic),
                    .text(campaign.template), .instant(now), .text(campaign.segment),
                    .json(JSONText.of(Letter.sampleOrder)),
                    .text(JSONText.of(Letter.sampleVoucher)),
                ])
            guard let row = rows.first else { throw Self.noCustomer(customer) }
            let ids = try row.texts("products")
            let found = try await connection.execute(.productValues, [.textArray(ids)])
            let products = Dictionary(
                try found.map { (try $0.text("product_id"), try ProductValues($0)) },
                uniquingKeysWith: { first, _ in first })
            return try Letter(row, key: key, attempts: 0, products: products)
        }
    }

    private func sampleLetter(_ locale: String?, _ now: Date) -> Letter {
        Letter.sample(
            of: campaign, key: key, locale: locale ?? workspace.locale,
            attributes: template.all.flatMap(\.template.requiredNames).compactMap { name in
                name.hasPrefix(Self.attributes)
                    ? String(name.dropFirst(Self.attributes.count)) : nil
            }, tier: workspace.jobs.flatMap(\.programmes).first?.levels.last?.tier, at: now)
    }

    /// Nobody's message: its links change nothing.
    private var key: MessageKey {
        MessageKey(customer: "", campaign: campaign.name, occurrence: "")
    }

    private static let attributes = "customer.attributes."

    private static func noTemplate(_ name: String) -> Problem {
        Problem(
            .definition, "the campaign \"\(name)\" has no template that is in order",
            hint: "`tidings check` says what is wrong.")
    }
    private static func noVariant(_ name: String, of campaign: Campaign) -> Problem {
        Problem(
            .usage, "the campaign \"\(campaign.name)\" has no variant \"\(name)\"",
            hint: Suggestion.hint(
                for: name, among: campaign.variants.map(\.name), known: "variants"))
    }
    private static func noCustomer(_ id: String) -> Problem {
        Problem(
            .usage, "there is no customer \"\(id)\"",
            hint: "Give the shop's own id, or leave --customer out for made-up values.")
    }
}

extension Campaign {
    /// The segment of its trigger; nil for others.
    fileprivate var segment: String? {
        if case .segment(_, let name) = trigger { name } else { nil }
    }
}
