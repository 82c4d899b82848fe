import Definitions
import Foundation
import Mail
import Problems
import Testing

@testable import Campaigns

@Suite(.serialized) struct MailPreviewTests {
    private static let now = Date(timeIntervalSince1970: 1_795_000_000)
    private static let campaign = Campaign.of(.restock(.init()), topic: "restock")

    private func preview(_ shop: Shop) throws -> MailPreview {
        let library = TemplateLibrary(files: [
            "card.html": """
            ---
            subject: Back, {{customer.first_name}}
            ---
            {{#products}}<p><a href="{{url}}">{{title}}</a></p>{{/products}}
            <a href="{{unsubscribe_url}}">no more</a>
            """,
            "card.zh.html": "---\nsubject: 到货了\n---\n<p>{{customer.city}}</p>",
        ])
        var workspace = shop.workspace
        workspace.locale = "en"
        workspace.mail.onlyTo = ["@lantern.example"]
        workspace.links = LinkSettings(
            publicURL: "https://mail.example", signingKeys: [String(repeating: "k", count: 32)])
        return try MailPreview(
            of: Self.campaign, in: workspace,
            templates: [
                "card": try library.compile(
                    "card", offering: TemplateOffer(for: Self.campaign.trigger))
            ])
    }

    @Test func `a sample needs no customer, and can be in another language`() async throws {
        let preview = try preview(try await Shop.open())
        let mail = try preview.sample(locale: nil, at: Self.now)
        #expect(mail.subject == "Back, Anna")
        #expect(mail.html.contains("A sample book, volume 3"))
        #expect(try preview.sample(locale: "zh-CN", at: Self.now).subject == "到货了")
    }

    @Test func `a customer's preview shows their values and writes nothing`() async throws {
        let shop = try await Shop.open()
        try await shop.customer("ann", ["first_name": "'Ann'"])
        for id in ["a", "b", "c", "d"] {
            try await shop.product(
                id, ["title": "'Book \(id)'", "importance": id == "d" ? "90" : "10"])
        }
        let mail = try await preview(shop).mail(to: "ann", at: Self.now, on: shop.connection)
        #expect(mail.subject == "Back, Ann")
        #expect(mail.text.contains("Book d"))
        #expect(mail.text.contains("Book b"))
        #expect(!mail.text.contains("Book c"))
        // It reads in a transaction that cannot write.
        #expect(
            try await shop.rows(
                """
                SELECT ((SELECT count(*) FROM tidings.message)
                    + (SELECT count(*) FROM tidings.outbox)
                    + (SELECT count(*) FROM tidings.event))::text AS rows
                """, "rows") == ["0"])
        await #expect(throws: Problem.self) {
            _ = try await preview(shop).mail(to: "bob", at: Self.now, on: shop.connection)
        }
    }

    /// 10 % and 12.5 % are written with a no-break space where German is read.
    @Test(arguments: [
        ("ann", "en", "gold 12.5% 7 gold-codes 1,500 3% lounge"),
        ("ann", "de", "gold 12,5_% 7 gold-codes 1.500 3_% lounge"),
        ("bea", "en", "reader nothing 0 none 0 0% street"),
        ("cy", "en", "no tier nothing none none 0 0% street"),
    ])
    func `a mail shows what the customer's tier is good for`(
        customer: String, locale: String, shown: String
    ) async throws {
        let shop = try await Shop.open()
        for id in ["ann", "bea", "cy"] { try await shop.customer(id, ["locale": "'\(locale)'"]) }
        for (id, tier) in [("ann", "gold"), ("bea", "reader")] {
            try await shop.insert(
                "tier_period",
                [
                    "customer_id": "'\(id)'", "programme": "'membership'",
                    "started_at": "'2026-01-01'", "started_run": "1", "tier": "'\(tier)'",
                    "rank": "0", "reason": "'earned'",
                ])
        }
        let library = TemplateLibrary(files: [
            "card.html": """
            ---
            subject: Yours
            locale: \(locale)
            ---
            {{tier | default: no tier}} {{tier.discount | default: nothing}}
            {{tier.priority | default: none}} {{tier.vouchers | default: none}}
            {{tier.attributes.points | default: 0 | number}}
            {{tier.attributes.bonus | default: 0 | percent}}
            {{#tier.attributes.lounge}}lounge{{/tier.attributes.lounge}}
            {{^tier.attributes.lounge}}street{{/tier.attributes.lounge}}
            """
        ])
        var workspace = shop.workspace
        workspace.jobs = [
            Job(name: "night", programmes: [try membership(shop)], place: Place("Jobs/night.yaml"))
        ]
        let preview = try MailPreview(
            of: Self.campaign, in: workspace,
            templates: [
                "card": try library.compile(
                    "card", offering: TemplateOffer(for: Self.campaign.trigger))
            ])
        let mail = try await preview.mail(to: customer, at: Self.now, on: shop.connection)
        let words = mail.html.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(words.replacing("\u{A0}", with: "_") == shown)
        // Without a customer it is the best tier of the workspace's own.
        #expect(try preview.sample(locale: nil, at: Self.now).html.hasPrefix("gold 12"))
    }

    private func membership(_ shop: Shop) throws -> TierProgramme {
        TierProgramme(
            name: "membership",
            metric: try ExpressionParser.parse(
                "spend", at: Place("test"), names: shop.expressions, expecting: .amount
            ).get(),
            levels: [
                TierLevel(tier: "reader", from: 0, attributes: ["lounge": .flag(false)]),
                TierLevel(
                    tier: "gold", from: 500, discountPercent: 12.5, vouchers: "gold-codes",
                    priority: 7,
                    attributes: [
                        "points": .number("1500"), "bonus": .number("3"), "lounge": .flag(true),
                    ]),
            ], place: Place("Jobs/night.yaml"))
    }

    @Test func `a preview's links are nobody's`() async throws {
        let mail = try preview(try await Shop.open()).sample(locale: nil, at: Self.now)
        let keys = try #require(LinkKeys([String(repeating: "k", count: 32)]))
        let tokens = mail.html.matches(of: #/https://mail\.example/\w+/([\w-]+)/#)
        #expect(tokens.count == 4)
        for token in tokens { #expect(try #require(keys.link(token.1)).customer == "") }
    }

    @Test func `a test is marked, is another message each time, and keeps to only_to`() async throws
    {
        let preview = try preview(try await Shop.open())
        let to = try MailAddress("me@lantern.example")
        let first = try await preview.test(
            to: to, as: nil, number: "1", at: Self.now, on: nil)
        let second = try await preview.test(
            to: to, as: nil, number: "2", at: Self.now, on: nil)
        #expect(first.recipient == "me@lantern.example")
        #expect(first.messageID != second.messageID)
        let text = String(decoding: first.bytes, as: UTF8.self)
        #expect(text.contains("\r\nSubject: [Test] Back, Anna\r\n"))
        #expect(text.contains("\r\nX-Tidings-Test: yes\r\n"))
        let other = try MailAddress("me@reader.example")
        let fault = await #expect(throws: Problem.self) {
            _ = try await preview.test(
                to: other, as: nil, number: "1", at: Self.now, on: nil)
        }
        #expect(fault?.summary == "mail.only_to does not allow this address")
    }
}
