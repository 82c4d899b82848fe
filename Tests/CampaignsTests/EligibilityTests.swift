import Campaigns
import Definitions
import Foundation
import Problems
import Testing

/// Who may be mailed, and what is told of the others.
@Suite(.serialized)
struct EligibilityTests {
    private static let before = "2026-01-01T00:00:00Z"
    private static let after = "2026-06-01T00:00:00Z"

    private func card(
        topic: String = "greetings", priority: Int = 50, audience: CheckedExpression? = nil
    ) -> Campaign {
        .of(.birthday(.init()), topic: topic, priority: priority, audience: audience)
    }

    private func born(
        _ ids: String..., in shop: Shop, _ values: [String: String] = [:]
    ) async throws {
        for id in ids {
            try await shop.customer(
                id, ["birth_month": "11", "birth_day": "21"].merging(values) { $1 })
        }
    }

    private func decision(_ shop: Shop, _ campaign: Campaign? = nil) async throws -> [String] {
        try await shop.plan(campaign ?? card(), on: "2026-11-21")
        return try await shop.decisions(of: "card")
    }

    @Test func `a customer without an address is not mailed`() async throws {
        let shop = try await Shop.open()
        try await born("ada", in: shop, ["email": "NULL"])
        try await shop.event("ada", "unsubscribed", at: Self.before)
        #expect(try await decision(shop) == ["ada suppressed invalid-address"])
    }

    @Test func `bounces and complaints belong to the address, whoever has it`() async throws {
        let shop = try await Shop.open()
        try await born("ada", "bea", "cy", in: shop)
        try await shop.event("gone", "bounced", at: Self.before, address: "ADA@Example.com")
        try await shop.event("left", "bounced", at: Self.before, address: "bea@example.com")
        try await shop.event("gone", "complained", at: Self.before, address: "bea@example.com")
        // An address that is theirs no more is no matter.
        try await shop.event("cy", "bounced", at: Self.before, address: "old@example.com")
        // A complaint weighs more than a bounce, and both more than an unsubscribe.
        for id in ["ada", "bea"] { try await shop.event(id, "unsubscribed", at: Self.before) }
        #expect(
            try await decision(shop) == [
                "ada suppressed bounced", "bea suppressed complained", "cy planned",
            ])
    }

    /// Consent of the topic as given, then unsubscribed, each at a time or not.
    @Test(
        arguments: [
            ("greetings", nil, nil, "planned"), ("greetings", false, nil, "suppressed no-consent"),
            ("greetings", true, nil, "planned"), ("news", nil, nil, "suppressed no-consent"),
            ("news", true, nil, "planned"), ("news", false, nil, "suppressed no-consent"),
            ("restock", nil, nil, "suppressed no-consent"), ("restock", true, nil, "planned"),
            ("unheard-of", true, nil, "suppressed no-consent"),
            ("news", true, after, "suppressed unsubscribed"), ("news", true, before, "planned"),
            ("news", false, before, "suppressed unsubscribed"),
            ("greetings", nil, before, "suppressed unsubscribed"),
        ] as [(String, Bool?, String?, String)])
    func `consent is asked for by the topic's rule`(
        topic: String, given: Bool?, unsubscribedAt: String?, expected: String
    ) async throws {
        let shop = try await Shop.open()
        try await born("ada", in: shop)
        if let given {
            try await shop.consent("ada", topic, given: given, at: "2026-03-01T00:00:00Z")
        }
        if let unsubscribedAt {
            try await shop.event("ada", "unsubscribed", at: unsubscribedAt, topic: topic)
        }
        #expect(try await decision(shop, card(topic: topic)) == ["ada \(expected)"])
    }

    @Test(arguments: [
        ("", "suppressed unsubscribed"), ("news", "suppressed unsubscribed"),
        ("greetings", "planned"),
    ])
    func `an unsubscribe holds for its topic, or for all`(
        topic: String, expected: String
    ) async throws {
        let shop = try await Shop.open()
        try await born("ada", in: shop)
        try await shop.consent("ada", "news", given: true, at: Self.before)
        try await shop.event("ada", "unsubscribed", at: Self.after, topic: topic)
        #expect(try await decision(shop, card(topic: "news")) == ["ada \(expected)"])
    }

    @Test func `of two unsubscribes the later must be lifted`() async throws {
        let shop = try await Shop.open()
        try await born("ada", in: shop)
        try await shop.event("ada", "unsubscribed", at: "2026-01-01", topic: "news")
        try await shop.consent("ada", "news", given: true, at: "2026-03-01")
        try await shop.event("ada", "unsubscribed", at: "2026-06-01")
        #expect(
            try await decision(shop, card(topic: "news")) == ["ada suppressed unsubscribed"])
    }

    // MARK: Addresses

    @Test func `of those who share an address the first to join gets the mail`() async throws {
        let shop = try await Shop.open()
        try await born(
            "ada", in: shop, ["email": "'one@example.com'", "joined_on": "'2025-02-01'"])
        try await born(
            "bea", in: shop, ["email": "'One@Example.com'", "joined_on": "'2025-01-01'"])
        try await born("cy", in: shop, ["email": "'ONE@example.com'"])
        try await born("dee", in: shop, ["email": "'dee@example.com'"])
        #expect(
            try await decision(shop) == [
                "ada suppressed duplicate-address", "bea planned",
                "cy suppressed duplicate-address", "dee planned",
            ])
    }

    @Test func `who may not be mailed leaves the address to the next`() async throws {
        let shop = try await Shop.open()
        try await born("ada", "bea", in: shop, ["email": "'one@example.com'"])
        try await shop.event("ada", "unsubscribed", at: Self.before)
        #expect(
            try await decision(shop) == ["ada suppressed unsubscribed", "bea planned"])
    }

    @Test(arguments: [
        ("accepted", "suppressed duplicate-address"), ("planned", "suppressed duplicate-address"),
        ("unknown", "suppressed duplicate-address"), ("suppressed", "planned"),
        ("expired", "planned"),
    ])
    func `an address that had the mail in an earlier run does not get it again`(
        state: String, expected: String
    ) async throws {
        let shop = try await Shop.open()
        try await born("bea", in: shop, ["email": "'one@example.com'"])
        try await shop.plan(card(), on: "2026-11-21")
        let reason = state == "suppressed" ? "'unsubscribed'" : "NULL"
        try await shop.run(
            "UPDATE tidings.message SET state = '\(state)', reason = \(reason)")
        try await born(
            "ada", in: shop, ["email": "'ONE@example.com'", "joined_on": "'2020-01-01'"])
        let figures = try await shop.plan(card(), on: "2026-11-21", run: 2)
        #expect(try await shop.decisions(of: "card").first == "ada \(expected)")
        // Bea is decided already.
        #expect(figures.first?.decidedBefore == 1)
    }

    // MARK: Values, audiences

    @Test func `who lacks a value that the template needs is told apart`() async throws {
        let shop = try await Shop.open()
        try await born(
            "ada", in: shop, ["first_name": "'Ada'", "attributes": "'{\"size\": \"M\"}'"])
        try await born("bea", in: shop, ["first_name": "''", "attributes": "'{\"size\": \"M\"}'"])
        try await born("cy", in: shop, ["first_name": "'Cy'", "attributes": "'{\"size\": \"\"}'"])
        try await shop.plan(
            card(), on: "2026-11-21",
            requiring: ["customer.attributes.size", "customer.first_name"])
        #expect(
            try await shop.decisions(of: "card") == [
                "ada planned", "bea suppressed missing-value (customer.first_name)",
                "cy suppressed missing-value (customer.attributes.size)",
            ])
    }

    @Test func `who has no tier gets no mail that names it`() async throws {
        let shop = try await Shop.open()
        for id in ["ada", "bea"] { try await born(id, in: shop) }
        try await shop.insert(
            "tier_period",
            [
                "customer_id": "'ada'", "programme": "'membership'", "started_at": "'2026-01-01'",
                "started_run": "1", "tier": "'gold'", "rank": "2", "reason": "'earned'",
            ])
        try await shop.plan(card(), on: "2026-11-21", requiring: ["tier"])
        #expect(
            try await shop.decisions(of: "card") == [
                "ada planned", "bea suppressed missing-value (tier)",
            ])
    }

    @Test func `whose tier has nothing of what the mail shows gets none`() async throws {
        var shop = try await Shop.open()
        shop.workspace.jobs = [
            Job(name: "night", programmes: [try membership(shop)], place: Place("Jobs/night.yaml"))
        ]
        for (id, tier) in [("ada", "gold"), ("bea", "reader"), ("cy", "silver"), ("dee", "")] {
            try await born(id, in: shop)
            guard !tier.isEmpty else { continue }
            try await shop.insert(
                "tier_period",
                [
                    "customer_id": "'\(id)'", "programme": "'membership'",
                    "started_at": "'2026-01-01'", "started_run": "1", "tier": "'\(tier)'",
                    "rank": "0", "reason": "'earned'",
                ])
        }
        try await shop.plan(card(), on: "2026-11-21", requiring: ["tier.discount"])
        #expect(
            try await shop.decisions(of: "card") == [
                "ada planned", "bea suppressed missing-value (tier.discount)", "cy planned",
                "dee suppressed missing-value (tier.discount)",
            ])
        try await shop.run("DELETE FROM tidings.message; DELETE FROM tidings.outbox")
        try await shop.plan(
            card(), on: "2026-11-21", run: 2, requiring: ["tier", "tier.attributes.lounge"])
        #expect(
            try await shop.decisions(of: "card") == [
                "ada planned", "bea suppressed missing-value (tier.attributes.lounge)",
                "cy suppressed missing-value (tier.attributes.lounge)",
                "dee suppressed missing-value (tier)",
            ])
    }

    private func membership(_ shop: Shop) throws -> TierProgramme {
        TierProgramme(
            name: "membership",
            metric: try ExpressionParser.parse(
                "spend", at: Place("test"), names: shop.expressions, expecting: .amount
            ).get(),
            levels: [
                TierLevel(tier: "reader", from: 0, attributes: ["lounge": .flag(false)]),
                TierLevel(tier: "silver", from: 500, discountPercent: 5),
                TierLevel(
                    tier: "gold", from: 2000, discountPercent: 12.5,
                    attributes: ["lounge": .flag(true)]),
            ], place: Place("Jobs/night.yaml"))
    }

    @Test func `who is not of the audience leaves no trace`() async throws {
        let shop = try await Shop.open()
        try await born("ada", in: shop, ["city": "'Hangzhou'"])
        try await born("bea", in: shop, ["city": "'Suzhou'"])
        try await born("cy", in: shop)
        let audience = try shop.audience("city = \"Hangzhou\"")
        let figures = try await shop.plan(card(audience: audience), on: "2026-11-21")
        #expect(try await shop.decisions(of: "card") == ["ada planned"])
        #expect(figures.first?.audience == 1)
    }
}
