import Campaigns
import Definitions
import Foundation
import Problems
import Testing

/// Who is held back, and which variant who gets.
///
/// Parts by Python: `int(hashlib.md5(("holdout:card:" + id).encode()).hexdigest()[:8], 16) * 10000
/// >> 32`: ada 3395, bea 9573, cy 6257, dee 836, eve 6807, fay 49; with `variant:card:` 7026, 130,
/// 8751, 6340, 1482, 3500; with `control:` 4054, 8122, 6476, 2159, 9122, 8624.
@Suite(.serialized)
struct CustomerSplitTests {
    private static let ids = ["ada", "bea", "cy", "dee", "eve", "fay"]

    private func shop(_ caps: [Cap] = []) async throws -> Shop {
        let shop = try await Shop.open(caps: caps)
        for id in Self.ids { try await shop.customer(id) }
        return shop
    }

    private func card(
        holdout: Double? = nil, variants: [Variant] = [], topic: String = "greetings",
        was: String? = nil, name: String = "card"
    ) throws -> Campaign {
        var card = Campaign.of(
            .once(try #require(LocalDate("2026-11-21"))), name: name, topic: topic,
            expires: 43_200, was: was)
        card.holdoutPercent = holdout
        card.variants = variants
        return card
    }

    @Test(arguments: [
        (0.49, ""), (0.5, "fay"), (8.36, "fay"), (8.37, "dee fay"), (33.96, "ada dee fay"),
        (100, "ada bea cy dee eve fay"),
    ])
    func `a share of customers is held back by a stable hash`(
        percent: Double, heldBack: String
    ) async throws {
        let shop = try await shop()
        let figures = try await shop.plan(card(holdout: percent), on: "2026-11-21")
        let held = try await shop.rows(
            """
            SELECT customer_id FROM tidings.message
            WHERE state = 'suppressed' AND reason = 'holdout' AND detail = 'holdout' ORDER BY 1
            """, "customer_id")
        #expect(held.joined(separator: " ") == heldBack)
        #expect(figures.first?.suppressed == (held.isEmpty ? [:] : ["holdout": held.count]))
        // Decided for good.
        let again = try await shop.plan(card(), on: "2026-11-21", run: 2)
        #expect(again.first?.decidedBefore == 6)
    }

    @Test func `who would have been capped anyway is no holdout, and a holdout takes no place`()
        async throws
    {
        let shop = try await shop([Cap(name: "cap", topics: nil, atMost: 1, window: .day)])
        try await shop.message("fay", "x", topic: "news", at: "2026-11-21T00:00:00Z")
        let next = Campaign.of(
            .once(try #require(LocalDate("2026-11-21"))), name: "next", priority: 10,
            expires: 43_200)
        try await shop.plan(card(holdout: 10), next, on: "2026-11-21")
        let decisions = try await shop.decisions(of: "card")
        #expect(decisions.contains("fay suppressed capped (cap)"))
        #expect(decisions.contains("dee suppressed holdout (holdout)"))
        #expect(
            try await shop.decisions(of: "next").filter { $0.contains("planned") } == [
                "dee planned"
            ])
    }

    @Test func `the control group gets nothing but what it asked for`() async throws {
        var shop = try await shop()
        shop.workspace.controlPercent = 41
        try await shop.plan(card(), on: "2026-11-21")
        #expect(
            try await shop.decisions(of: "card").filter { $0.contains("holdout") } == [
                "ada suppressed holdout (control)", "dee suppressed holdout (control)",
            ])
        for id in Self.ids { try await shop.consent(id, "restock", given: true, at: "2020-01-01") }
        try await shop.plan(card(topic: "restock", name: "asked"), on: "2026-11-21", run: 2)
        #expect(try await shop.decisions(of: "asked").allSatisfy { $0.hasSuffix("planned") })
    }

    @Test(arguments: [
        ([50.0, 50], "b a b b a a"), ([20, 80], "b a b b a b"),
        ([1.3, 13.52, 85.18], "c b c c c c"),
    ])
    func `variants are split by a stable hash and frozen on the message`(
        shares: [Double], expected: String
    ) async throws {
        let shop = try await shop()
        let variants = zip(["a", "b", "c"], shares).map {
            Variant(name: $0, sharePercent: $1, template: "card-\($0)", place: Place("Jobs/a.yaml"))
        }
        try await shop.plan(card(variants: variants), on: "2026-11-21")
        let frozen = try await shop.rows(
            "SELECT variant, template FROM tidings.message ORDER BY customer_id", "variant",
            "template")
        #expect(frozen == expected.split(separator: " ").map { "\($0) card-\($0)" })
    }

    @Test func `a renamed campaign keeps its groups`() async throws {
        let shop = try await shop()
        try await shop.plan(card(holdout: 10, was: "card", name: "greeting"), on: "2026-11-21")
        #expect(
            try await shop.decisions(of: "greeting").filter { $0.contains("holdout") } == [
                "dee suppressed holdout (holdout)", "fay suppressed holdout (holdout)",
            ])
    }

    @Test func `a workspace without variants has none`() async throws {
        let shop = try await shop()
        try await shop.plan(card(), on: "2026-11-21")
        let frozen = try await shop.rows(
            "SELECT DISTINCT variant, template FROM tidings.message", "variant", "template")
        #expect(frozen == ["- card"])
    }
}
