import Campaigns
import Definitions
import Foundation
import Testing

/// One row decides, whatever is rerun.
@Suite(.serialized)
struct DecidedOnceTests {
    private func card(expires: Int = 86_400, was: String? = nil, name: String = "card") -> Campaign
    {
        .of(.birthday(.init()), name: name, expires: expires, was: was)
    }

    private func shop(_ caps: [Cap] = []) async throws -> Shop {
        let shop = try await Shop.open(caps: caps)
        for id in ["ada", "bea", "cy"] {
            try await shop.customer(id, ["birth_month": "11", "birth_day": "21"])
        }
        try await shop.event("bea", "unsubscribed", at: "2026-01-01")
        try await shop.message("cy", "x", topic: "news", at: "2026-11-21T00:00:00Z")
        return shop
    }

    private static let daily = [Cap(name: "1 per day", topics: nil, atMost: 1, window: .day)]

    @Test func `a mail keeps its topic though its campaign gets another`() async throws {
        let shop = try await Shop.open(
            caps: [Cap(name: "greetings", topics: ["greetings"], atMost: 1, window: .day)])
        for id in ["ada", "bea"] {
            try await shop.customer(id, ["birth_month": "11", "birth_day": "21"])
            try await shop.consent(id, "news", given: true, at: "2026-01-01")
        }
        try await shop.run("UPDATE tidings.customer SET birth_day = 23 WHERE customer_id = 'bea'")
        try await shop.plan(card(), on: "2026-11-21")
        var moved = card()
        moved.topic = "news"
        let again = try await shop.plan(
            moved, on: "2026-11-21", now: "2026-11-21T02:00:00Z", run: 2)
        #expect(again.first?.planned == 0)
        try await shop.plan(moved, on: "2026-11-22", run: 3)
        #expect(
            try await shop.rows(
                "SELECT customer_id, topic, state FROM tidings.message ORDER BY 1", "customer_id",
                "topic", "state") == ["ada greetings planned", "bea news planned"])
        // Ada's counts as the greeting that it was planned as, Bea's as news.
        let other = Campaign.of(
            .once(try #require(LocalDate("2026-11-21"))), name: "other", expires: 3_600)
        try await shop.plan(other, on: "2026-11-21", run: 4)
        #expect(
            try await shop.decisions(of: "other") == [
                "ada suppressed capped (greetings)", "bea planned",
            ])
    }

    @Test func `a second run of the same date writes nothing`() async throws {
        let shop = try await shop(Self.daily)
        let card = card(expires: 43_200)
        let first = try await shop.plan(card, on: "2026-11-21")
        #expect(first.first?.audience == 3)
        #expect(first.first?.planned == 1)
        #expect(first.first?.suppressed == ["unsubscribed": 1, "capped": 1])
        let ledger = try await shop.ledger()
        let outbox = try await shop.rows(
            "SELECT xmin::text AS version, customer_id FROM tidings.outbox", "version",
            "customer_id")
        #expect(outbox.count == 1)
        let second = try await shop.plan(
            card, on: "2026-11-21", now: "2026-11-21T03:00:00Z", run: 2)
        #expect(try await shop.ledger() == ledger)
        #expect(
            try await shop.rows(
                "SELECT xmin::text AS version, customer_id FROM tidings.outbox", "version",
                "customer_id") == outbox)
        #expect(second.first?.decidedBefore == 2)
        #expect(second.first?.audience == 1)
        #expect(second.first?.suppressed == ["capped": 1])
    }

    @Test(arguments: [
        ("capped", true), ("quiet", true), ("no-products", true), ("no-voucher", true),
        ("missing-value", true), ("out-of-stock", true), ("paused", true), ("guard", true),
        ("no-consent", false), ("unsubscribed", false), ("bounced", false), ("complained", false),
        ("invalid-address", false), ("holdout", false), ("duplicate-address", false),
    ])
    func `a passing reason is decided again, a lasting one is not`(
        reason: String, passes: Bool
    ) async throws {
        let shop = try await shop()
        try await shop.plan(card(), on: "2026-11-21")
        try await shop.run(
            """
            UPDATE tidings.message SET state = 'suppressed', reason = '\(reason)'
            WHERE customer_id = 'ada';
            DELETE FROM tidings.outbox
            """)
        try await shop.plan(card(), on: "2026-11-21", run: 2)
        #expect(
            try await shop.decisions(of: "card").first
                == (passes ? "ada planned" : "ada suppressed \(reason)"))
        let due = try await shop.rows("SELECT customer_id FROM tidings.outbox", "customer_id")
        #expect(due == (passes ? ["ada"] : []))
    }

    @Test func `what was capped until it was over stays capped`() async throws {
        let shop = try await shop(Self.daily)
        try await shop.plan(card(), on: "2026-11-21")
        let ledger = try await shop.ledger()
        let late = try await shop.plan(
            card(), on: "2026-11-21", now: "2026-11-22T00:00:00Z", run: 2)
        #expect(try await shop.ledger() == ledger)
        #expect(late.first?.audience == 0)
        #expect(late.first?.decidedBefore == 3)
    }

    @Test func `a renamed campaign keeps its ledger, its outbox and its first day`() async throws {
        let shop = try await shop()
        try await shop.plan(card(), on: "2026-11-21", startedAt: "2026-11-01T00:00:00Z")
        let renamed = card(was: "card", name: "greeting")
        try await shop.plan(renamed, on: "2026-11-21", run: 2)
        try await shop.plan(renamed, on: "2026-11-21", run: 3)
        #expect(try await shop.decisions(of: "card") == [])
        #expect(
            try await shop.decisions(of: "greeting") == [
                "ada planned", "bea suppressed unsubscribed", "cy planned",
            ])
        #expect(
            try await shop.rows(
                "SELECT campaign, count(*) AS count FROM tidings.outbox GROUP BY 1", "campaign",
                "count") == ["greeting 2"])
        #expect(
            try await shop.rows(
                "SELECT name, extract(epoch FROM since)::bigint AS since FROM tidings.definition",
                "name", "since") == ["greeting 1793491200"])
    }
}
