import Definitions
import Foundation
import Postgres
import Testing

@testable import Campaigns

/// Double opt-in, and what customers say by links, as planning sees it.
@Suite(.serialized) struct ConsentTests {
    private func shop() async throws -> Shop {
        var shop = try await Shop.open()
        shop.workspace.topics = [
            Topic(name: "greetings", consent: .optOut),
            Topic(name: "news", consent: .optIn, confirms: true),
        ]
        return shop
    }

    private func link(_ customer: String, _ topic: String) -> SignedLink {
        SignedLink(
            .confirm, customer: customer, campaign: "ask", topic: topic, expires: .distantFuture)
    }

    private let born = ["birth_month": "11", "birth_day": "21"]
    private var news: Campaign { .of(.birthday(.init()), topic: "news") }
    private var ask: Campaign { .of(.confirm, name: "ask", topic: "news", priority: 900) }

    @Test func `a yes counts once it is confirmed, and is asked about once`() async throws {
        let shop = try await shop()
        for id in ["ada", "bea", "cy", "old"] { try await shop.customer(id, born) }
        try await shop.consent("ada", "news", given: true, at: "2026-11-20T20:00:00Z")
        try await shop.consent("bea", "news", given: false, at: "2026-11-20T20:00:00Z")
        try await shop.consent("old", "news", given: true, at: "2026-01-01T00:00:00Z")
        try await shop.run(
            "UPDATE tidings.consent SET consent_source = 'confirmed' WHERE customer_id = 'old'")
        try await shop.plan(ask, news, on: "2026-11-21")
        #expect(try await shop.decisions(of: "ask") == ["ada planned"])
        #expect(
            try await shop.decisions(of: "card") == [
                "ada suppressed no-consent (not confirmed)", "bea suppressed no-consent",
                "cy suppressed no-consent", "old planned",
            ])
        let record = ConsentRecord(shop.workspace)
        try await record.subscribe(
            link("ada", "news"), to: "news", said: "confirmed",
            at: shop.instant("2026-11-20T23:00:00Z"), on: shop.connection)
        // No consent closes an occurrence: the next one is meant.
        try await shop.run("DELETE FROM tidings.message WHERE campaign = 'card'")
        try await shop.plan(ask, news, on: "2026-11-21", run: 2)
        #expect(try await shop.decisions(of: "ask") == ["ada planned"])
        #expect(try await shop.decisions(of: "card").first == "ada planned")
    }

    @Test func `who is to be asked is found without reading every consent`() async throws {
        let shop = try await shop()
        try await shop.run(
            """
            INSERT INTO tidings.consent (customer_id, topic, given, given_at, load_id, line)
            SELECT 'c' || n, 'news', true,
                '2020-01-01'::timestamptz + make_interval(mins => n * 7919 % 100000), 1, n
            FROM generate_series(1, 50000) AS n;
            INSERT INTO tidings.consent (customer_id, topic, given, given_at, load_id, line)
            SELECT 'new' || n, 'news', true, '2026-11-20', 2, n FROM generate_series(1, 5) AS n;
            ANALYZE tidings.consent
            """)
        let (plan, named) = try await shop.connection.transaction { connection in
            try await connection.execute(.namedTable)
            let since = try shop.instant("2026-11-19T00:00:00Z")
            let values: [Value] = ["ask", "news", .instant(since)]
            let explain = Statement(
                name: "plan", sql: "EXPLAIN (COSTS OFF) " + Statement.triggerConfirm.sql)
            let plan = try await connection.execute(explain, values).map {
                try $0.text("QUERY PLAN")
            }
            return (plan, try await connection.execute(.triggerConfirm, values).affected)
        }
        #expect(plan.contains { $0.contains("consent_given_at") })
        #expect(!plan.contains { $0.contains("Seq Scan on consent") })
        #expect(named == 5)
    }

    @Test func `after an unsubscribe a feed's yes asks again and counts only when confirmed`()
        async throws
    {
        let shop = try await shop()
        try await shop.customer("ada", born)
        let record = ConsentRecord(shop.workspace)
        try await record.subscribe(
            link("ada", "news"), to: "news", said: "confirmed",
            at: shop.instant("2026-01-01T00:00:00Z"), on: shop.connection)
        try await record.unsubscribe(
            link("ada", "news"), from: "news", said: "one click",
            at: shop.instant("2026-02-01T00:00:00Z"), on: shop.connection)
        try await shop.consent("ada", "news", given: true, at: "2026-11-20T20:00:00Z")
        try await shop.plan(ask, news, on: "2026-11-21")
        #expect(try await shop.decisions(of: "ask") == ["ada planned"])
        #expect(try await shop.decisions(of: "card") == ["ada suppressed unsubscribed"])
    }

    @Test func `an unsubscribe outlasts feeds that are older or undated`() async throws {
        let shop = try await shop()
        try await shop.customer("ada", born)
        try await shop.consent("ada", "greetings", given: true, at: "2026-03-01T00:00:00Z")
        let record = ConsentRecord(shop.workspace)
        try await record.unsubscribe(
            link("ada", "greetings"), from: "greetings", said: "one click",
            at: shop.instant("2026-04-01T00:00:00Z"), on: shop.connection)
        let card = Campaign.of(.birthday(.init()))
        try await shop.plan(card, on: "2026-11-21")
        #expect(try await shop.decisions(of: "card") == ["ada suppressed unsubscribed"])
        try await shop.run(
            "UPDATE tidings.consent SET given_at = '2026-05-01', is_dated = false")
        try await shop.plan(card, on: "2026-11-21", run: 2)
        #expect(try await shop.decisions(of: "card") == ["ada suppressed unsubscribed"])
        try await record.subscribe(
            link("ada", "greetings"), to: "greetings", said: "preference page",
            at: shop.instant("2026-06-01T00:00:00Z"), on: shop.connection)
        #expect(
            try await record.preferences(of: "ada", on: shop.connection).map(\.isOn)
                == [true, false])
        try await shop.run("DELETE FROM tidings.message")
        try await shop.plan(card, on: "2026-11-21", run: 3)
        #expect(try await shop.decisions(of: "card") == ["ada planned"])
    }

    @Test func `who was erased is not written of again by an old link`() async throws {
        let shop = try await shop()
        let record = ConsentRecord(shop.workspace)
        try await record.unsubscribe(
            link("gone", "news"), from: "news", said: "one click", at: .now, on: shop.connection)
        try await record.subscribe(
            link("gone", "news"), to: "news", said: "confirmed", at: .now, on: shop.connection)
        #expect(try await shop.rows("SELECT kind FROM tidings.event", "kind") == [])
        #expect(try await record.preferences(of: "gone", on: shop.connection) == [])
    }
}
