import Campaigns
import Definitions
import Foundation
import Testing

/// What is unsent makes room for a higher priority.
///
/// The run of 21 November 2026 is due at 08:00 in Shanghai, 00:00 UTC.
@Suite(.serialized)
struct DisplacementTests {
    private static let day = 86_400

    private func shop(_ caps: [Cap]) async throws -> Shop {
        let shop = try await Shop.open(caps: caps)
        try await shop.customers("ada")
        try await shop.insert(
            "segment_entry",
            [
                "customer_id": "'ada'", "segment": "'lapsed'", "entered_at": "'2026-11-01'",
                "entered_run": "1", "is_baseline": "false",
            ])
        return shop
    }

    private func daily(_ atMost: Int = 1) -> Cap {
        Cap(name: "1 per day", topics: nil, atMost: atMost, window: .day)
    }

    private func card(_ name: String, priority: Int, expires: Int = day) -> Campaign {
        .of(.segment(.in, "lapsed"), name: name, priority: priority, expires: expires)
    }

    /// `campaign state [reason (cap)] time [due]`, by campaign, in Shanghai's time.
    private func ledger(_ shop: Shop) async throws -> [String] {
        try await shop.rows(
            """
            SELECT concat_ws(' ', campaign, state, reason, '(' || detail || ')',
                to_char(send_at AT TIME ZONE 'Asia/Shanghai', 'DD HH24:MI'),
                'due ' || to_char(deferred_from AT TIME ZONE 'Asia/Shanghai', 'DD HH24:MI')) AS row
            FROM tidings.message ORDER BY campaign
            """, "row")
    }

    private func outbox(_ shop: Shop) async throws -> [String] {
        try await shop.rows(
            """
            SELECT campaign, to_char(send_at AT TIME ZONE 'Asia/Shanghai', 'DD HH24:MI') AS at
            FROM tidings.outbox ORDER BY campaign
            """, "campaign", "at")
    }

    @Test func `a higher priority that comes later takes the place, and the lower one waits`()
        async throws
    {
        let shop = try await shop([daily()])
        try await shop.plan(card("low", priority: 10, expires: 3 * Self.day), on: "2026-11-21")
        let figures = try await shop.plan(
            card("high", priority: 90), on: "2026-11-21", now: "2026-11-21T02:00:00Z", run: 2)
        #expect(figures.first?.displaced == 1)
        #expect(figures.first?.deferred == 0)
        #expect(
            try await ledger(shop) == [
                "high planned 21 10:00", "low planned 22 00:00 due 21 08:00",
            ])
        #expect(try await outbox(shop) == ["high 21 10:00", "low 22 00:00"])
    }

    @Test func `what finds no other place before it expires is capped, and leaves the outbox`()
        async throws
    {
        let shop = try await shop([daily()])
        try await shop.plan(card("low", priority: 10, expires: 43_200), on: "2026-11-21")
        try await shop.plan(
            card("high", priority: 90), on: "2026-11-21", now: "2026-11-21T02:00:00Z", run: 2)
        #expect(
            try await ledger(shop) == [
                "high planned 21 10:00", "low suppressed capped (1 per day) 21 08:00",
            ])
        #expect(try await outbox(shop) == ["high 21 10:00"])
        // It counts as planned and then suppressed: the balance of its run holds.
        let closed = try await shop.rows(
            "SELECT (closed_at IS NOT NULL)::text AS closed FROM tidings.message WHERE campaign = 'low'",
            "closed")
        #expect(closed == ["true"])
    }

    @Test(arguments: [10, 50, 90])
    func `an equal or lower priority waits instead`(priority: Int) async throws {
        let shop = try await shop([daily()])
        try await shop.plan(card("first", priority: 50, expires: 3 * Self.day), on: "2026-11-21")
        try await shop.plan(
            card("second", priority: priority, expires: 3 * Self.day), on: "2026-11-21",
            now: "2026-11-21T02:00:00Z", run: 2)
        #expect(
            try await ledger(shop)
                == (priority > 50
                    ? ["first planned 22 00:00 due 21 08:00", "second planned 21 10:00"]
                    : ["first planned 21 08:00", "second planned 22 00:00 due 21 08:00"]))
    }

    @Test(arguments: ["claimed", "accepted"])
    func `what a sender has taken keeps its place`(state: String) async throws {
        let shop = try await shop([daily()])
        try await shop.plan(card("low", priority: 10), on: "2026-11-21")
        if state == "claimed" {
            try await shop.run("UPDATE tidings.outbox SET sender = 's', claimed_at = '2026-11-21'")
        } else {
            try await shop.run(
                """
                UPDATE tidings.message SET state = 'accepted', accepted_at = send_at;
                DELETE FROM tidings.outbox
                """)
        }
        let figures = try await shop.plan(
            card("high", priority: 90, expires: 2 * Self.day), on: "2026-11-21",
            now: "2026-11-21T02:00:00Z", run: 2)
        #expect(figures.first?.displaced == 0)
        #expect(try await ledger(shop).first == "high planned 22 00:00 due 21 08:00")
    }

    /// Two a day: low and middle are planned; high takes low's place, and low that of nobody.
    @Test func `the lowest that is in the way moves, the others stay`() async throws {
        let shop = try await shop([daily(2)])
        try await shop.plan(
            card("low", priority: 10, expires: 2 * Self.day),
            card("middle", priority: 50, expires: 2 * Self.day), on: "2026-11-21")
        try await shop.plan(
            card("high", priority: 90), on: "2026-11-21", now: "2026-11-21T02:00:00Z", run: 2)
        #expect(
            try await ledger(shop) == [
                "high planned 21 10:00", "low planned 22 00:00 due 21 08:00",
                "middle planned 21 08:00",
            ])
    }

    @Test func `who is displaced displaces in turn`() async throws {
        let shop = try await shop([daily()])
        try await shop.plan(card("middle", priority: 50, expires: 2 * Self.day), on: "2026-11-21")
        try await shop.plan(
            card("low", priority: 10, expires: 2 * Self.day), on: "2026-11-22", run: 2)
        try await shop.plan(
            card("high", priority: 90), on: "2026-11-21", now: "2026-11-21T02:00:00Z", run: 3)
        #expect(
            try await ledger(shop) == [
                "high planned 21 10:00", "low planned 23 00:00 due 22 08:00",
                "middle planned 22 00:00 due 21 08:00",
            ])
    }

    @Test func `what another topic's cap leaves alone is not displaced`() async throws {
        let shop = try await shop([
            Cap(name: "news", topics: ["news"], atMost: 1, window: .day)
        ])
        try await shop.plan(card("low", priority: 10), on: "2026-11-21")
        let figures = try await shop.plan(
            card("high", priority: 90), on: "2026-11-21", now: "2026-11-21T02:00:00Z", run: 2)
        #expect(figures.first?.displaced == 0)
        #expect(try await ledger(shop) == ["high planned 21 10:00", "low planned 21 08:00"])
    }
}
