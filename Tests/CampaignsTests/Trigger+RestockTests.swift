import Campaigns
import Definitions
import Foundation
import Testing

/// Who is told that a book is back.
@Suite(.serialized)
struct TriggerRestockTests {
    private static let arrivedAt = "2026-11-20T22:00:00Z"

    private func restock(
        factor: Double = 1, waitDays: Int? = 180, rankBy: String? = nil, expires: Int = 86_400
    ) -> Campaign {
        .of(
            .restock(.init(factor: factor, waitDays: waitDays, rankBy: rankBy)), name: "restock",
            topic: "restock", expires: expires)
    }

    /// Three wait: the first is of no tier, the second of gold, the third of silver.
    private func shop(available: Int?, caps: [Cap] = []) async throws -> Shop {
        let shop = try await Shop.open(caps: caps)
        try await shop.product("book", ["title": "'Call to Arms'"])
        try await shop.arrival("book", 7, at: Self.arrivedAt, available: available)
        for (index, id) in ["ada", "bea", "cy"].enumerated() {
            try await shop.customer(id)
            try await shop.waiting(id, for: "book", since: "2026-11-0\(index + 1)")
        }
        for (id, tier, rank) in [("bea", "gold", 2), ("cy", "silver", 1)] {
            try await shop.insert(
                "tier_period",
                [
                    "customer_id": "'\(id)'", "programme": "'membership'",
                    "started_at": "'2026-01-01'", "started_run": "1", "tier": "'\(tier)'",
                    "rank": "\(rank)", "reason": "'earned'",
                ])
        }
        return shop
    }

    @Test(
        arguments: [
            (1, 1.0, nil, "ada"), (2, 1, nil, "ada bea"), (1, 1, "membership", "bea"),
            (2, 1, "membership", "bea cy"), (2, 1.5, "membership", "ada bea cy"),
            (2, 1.4, "membership", "bea cy"), (1, 0.5, nil, ""), (nil, 1, nil, "ada bea cy"),
        ] as [(Int?, Double, String?, String)])
    func `units times factor go by tier, then to who came first`(
        available: Int?, factor: Double, rankBy: String?, told: String
    ) async throws {
        let shop = try await shop(available: available)
        let figures = try await shop.plan(
            restock(factor: factor, rankBy: rankBy), on: "2026-11-21")
        let planned = try await shop.rows(
            "SELECT customer_id FROM tidings.message WHERE state = 'planned' ORDER BY 1",
            "customer_id")
        #expect(planned.joined(separator: " ") == told)
        let others = 3 - planned.count
        #expect(figures.first?.suppressed == (others == 0 ? [:] : ["out-of-stock": others]))
        #expect(figures.first?.audience == 3)
    }

    @Test func `who wants two units takes two`() async throws {
        let shop = try await shop(available: 3)
        try await shop.run("UPDATE tidings.waiting SET quantity = 2 WHERE customer_id <> 'cy'")
        try await shop.plan(restock(), on: "2026-11-21")
        #expect(
            try await shop.decisions(of: "restock") == [
                "ada planned", "bea suppressed out-of-stock", "cy suppressed out-of-stock",
            ])
    }

    @Test func `who may not be mailed leaves the unit to the next`() async throws {
        let shop = try await shop(
            available: 1, caps: [Cap(name: "1 per day", topics: nil, atMost: 1, window: .day)])
        try await shop.message("ada", "x", topic: "news", at: "2026-11-21T00:00:00Z")
        try await shop.event("bea", "unsubscribed", at: "2026-11-20")
        try await shop.plan(restock(expires: 43_200), on: "2026-11-21")
        #expect(
            try await shop.decisions(of: "restock") == [
                "ada suppressed capped (1 per day)", "bea suppressed unsubscribed", "cy planned",
            ])
    }

    @Test func `a second run gives what is left of the arrival`() async throws {
        let shop = try await shop(available: 4)
        try await shop.plan(restock(), on: "2026-11-21")
        try await shop.customers("dee", "eve")
        try await shop.waiting("dee", for: "book", since: "2026-11-20")
        try await shop.waiting("eve", for: "book", since: "2026-11-19")
        // A mail that was accepted ended its wait; its unit is given all the same.
        try await shop.run(
            """
            UPDATE tidings.message SET state = 'accepted', accepted_at = send_at
            WHERE customer_id = 'ada';
            UPDATE tidings.waiting SET closed_at = '2026-11-21' WHERE customer_id = 'ada'
            """)
        let again = try await shop.plan(
            restock(), on: "2026-11-21", now: "2026-11-21T01:00:00Z", run: 2)
        #expect(
            try await shop.decisions(of: "restock") == [
                "ada accepted", "bea planned", "cy planned", "dee suppressed out-of-stock",
                "eve planned",
            ])
        #expect(again.first?.decidedBefore == 2)
        #expect(again.first?.audience == 2)
    }

    @Test func `a unit that a mail did not use is given anew`() async throws {
        let shop = try await shop(available: 1)
        try await shop.plan(restock(), on: "2026-11-21")
        try await shop.run("UPDATE tidings.message SET state = 'refused' WHERE customer_id = 'ada'")
        try await shop.plan(restock(), on: "2026-11-21", run: 2)
        #expect(
            try await shop.decisions(of: "restock") == [
                "ada refused", "bea planned", "cy suppressed out-of-stock",
            ])
    }

    @Test func `requests expire by their date and by their age`() async throws {
        let shop = try await shop(available: nil)
        try await shop.run(
            """
            UPDATE tidings.waiting SET expires_on = '2026-11-20' WHERE customer_id = 'ada';
            UPDATE tidings.waiting SET expires_on = '2026-11-21' WHERE customer_id = 'bea';
            UPDATE tidings.waiting SET requested_at = '2026-05-24T23:59:59Z' WHERE customer_id = 'cy'
            """)
        // 180 days before the tick of 21 November is 25 May, 00:00 UTC.
        try await shop.plan(restock(), on: "2026-11-21")
        #expect(try await shop.decisions(of: "restock") == ["bea planned"])
        try await shop.plan(restock(waitDays: nil), on: "2026-11-21", run: 2)
        #expect(try await shop.decisions(of: "restock") == ["bea planned", "cy planned"])
    }

    @Test func `what is sold out again, or arrived too long ago, is no news`() async throws {
        let shop = try await shop(available: 5)
        try await shop.stock("book", isThere: false)
        try await shop.plan(restock(), on: "2026-11-21")
        #expect(try await shop.decisions(of: "restock") == [])
        try await shop.stock("book", available: 5)
        try await shop.plan(restock(expires: 7_199), on: "2026-11-21", run: 2)
        #expect(try await shop.decisions(of: "restock") == [])
        try await shop.plan(restock(expires: 7_200), on: "2026-11-21", run: 3)
        #expect(try await shop.decisions(of: "restock").count == 3)
    }

    @Test func `a campaign that is new does not look back`() async throws {
        let shop = try await shop(available: 5)
        try await shop.plan(restock(), on: "2026-11-21", startedAt: "2026-11-21T00:00:00Z")
        #expect(try await shop.decisions(of: "restock") == [])
        try await shop.arrival("book", 8, at: "2026-11-21T03:00:00Z", available: 5)
        try await shop.plan(
            restock(), on: "2026-11-21", now: "2026-11-21T04:00:00Z", run: 2,
            startedAt: "2026-11-21T04:00:00Z")
        #expect(try await shop.decisions(of: "restock").count == 3)
    }

    @Test func `who has mail about a book on the way gets no second one of a new arrival`()
        async throws
    {
        let shop = try await shop(available: 1)
        try await shop.plan(restock(), on: "2026-11-21")
        try await shop.arrival("book", 8, at: "2026-11-21T03:00:00Z", available: 9)
        try await shop.plan(restock(), on: "2026-11-21", now: "2026-11-21T04:00:00Z", run: 2)
        let planned = try await shop.rows(
            "SELECT customer_id, occurrence FROM tidings.message WHERE state = 'planned' ORDER BY 1",
            "customer_id", "occurrence")
        #expect(
            planned == ["ada restock:book:7", "bea restock:book:8", "cy restock:book:8"])
    }

    /// Two were told of two books this morning. Then the stock rises again, to what it was and three
    /// more, or from none to three.
    @Test(arguments: [
        (5, 3, "ada bea", "dee eve fay"), (3, 3, "ada bea", "dee eve fay"),
        (3, 1, "ada bea", "dee"), (2, 1, "ada", "dee"),
    ])
    func `of a second arrival of the day only what is new is shared out`(
        available: Int, risen: Int, told: String, next: String
    ) async throws {
        let shop = try await Shop.open()
        try await shop.product("book", ["title": "'Call to Arms'"])
        try await shop.arrival("book", 7, at: Self.arrivedAt, available: 2)
        for (index, id) in told.split(separator: " ").map(String.init).enumerated() {
            try await shop.customer(id)
            try await shop.waiting(id, for: "book", since: "2026-11-0\(index + 1)")
        }
        try await shop.plan(restock(), on: "2026-11-21")
        try await shop.run(
            """
            UPDATE tidings.message SET state = 'accepted', accepted_at = send_at;
            UPDATE tidings.waiting SET closed_at = '2026-11-21'
            """)
        for (index, id) in ["dee", "eve", "fay", "gus"].enumerated() {
            try await shop.customer(id)
            try await shop.waiting(id, for: "book", since: "2026-11-1\(index + 1)")
        }
        try await shop.arrival("book", 8, at: "2026-11-21T03:00:00Z", available: available)
        try await shop.run("UPDATE tidings.arrival SET risen = \(risen) WHERE arrival_id = 8")
        try await shop.plan(restock(), on: "2026-11-21", now: "2026-11-21T04:00:00Z", run: 2)
        let planned = try await shop.rows(
            "SELECT customer_id FROM tidings.message WHERE state = 'planned' ORDER BY 1",
            "customer_id")
        #expect(planned.joined(separator: " ") == next)
    }

    @Test func `a book without a title is told to nobody until it has one`() async throws {
        let shop = try await shop(available: 1)
        try await shop.run("UPDATE tidings.product SET title = NULL")
        try await shop.plan(restock(), on: "2026-11-21")
        #expect(
            try await shop.decisions(of: "restock").first
                == "ada suppressed missing-value (products.title)")
        try await shop.run("UPDATE tidings.product SET title = 'Call to Arms'")
        try await shop.plan(restock(), on: "2026-11-21", run: 2)
        #expect(try await shop.decisions(of: "restock").first == "ada planned")
    }
}
