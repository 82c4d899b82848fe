import Campaigns
import Definitions
import Foundation
import Problems
import Testing

/// Which new books a customer is told about.
@Suite(.serialized)
struct TriggerNewProductsTests {
    /// Ada bought a novel by Lu Xun. Saturday, 21 November 2026 is in week 47.
    private func shop() async throws -> Shop {
        let shop = try await Shop.open()
        try await shop.customers("ada")
        try await shop.consent("ada", "news", given: true, at: "2026-01-01")
        try await shop.product("novel", ["author": "'Lu Xun'", "categories": "'{Fiction}'"])
        try await shop.bought("ada", "novel")
        try await new("essays", ["author": "'Lu Xun'", "importance": "10"], in: shop)
        try await new("saga", ["categories": "'{Fiction,Family}'", "importance": "50"], in: shop)
        try await new("tale", ["categories": "'{Fiction}'"], in: shop)
        try await new("atlas", ["categories": "'{Travel}'", "importance": "99"], in: shop)
        try await new("gone", ["categories": "'{Fiction}'", "importance": "98"], in: shop)
        try await shop.stock("gone", isThere: false)
        return shop
    }

    private func new(
        _ id: String, _ values: [String: String], at: String = "2026-11-20", in shop: Shop
    ) async throws {
        try await shop.product(id, ["new_at": "'\(at)'"].merging(values) { $1 })
    }

    private func news(_ trigger: Trigger.NewProducts = .init()) -> Campaign {
        .of(.newProducts(trigger), name: "news", topic: "news")
    }

    private func offers(_ shop: Shop) async throws -> [String] {
        try await shop.rows(
            """
            SELECT occurrence, state, array_to_string(
                ARRAY(SELECT jsonb_array_elements_text(content -> 'products')), ' ') AS products
            FROM tidings.message WHERE campaign = 'news' ORDER BY occurrence
            """, "occurrence", "state", "products")
    }

    @Test(arguments: [
        (Trigger.NewProducts(), "planned saga essays tale"),
        (Trigger.NewProducts(atMost: 2), "planned saga essays"),
        (Trigger.NewProducts(atLeast: 3), "planned saga essays tale"),
        (Trigger.NewProducts(atLeast: 4), "suppressed saga essays tale"),
    ])
    func `books like those bought are offered, the important first`(
        trigger: Trigger.NewProducts, expected: String
    ) async throws {
        let shop = try await shop()
        try await shop.plan(news(trigger), on: "2026-11-21")
        #expect(try await offers(shop) == ["new-products:2026-W47 \(expected)"])
        let carried = try await shop.rows(
            "SELECT count(*)::text AS count FROM tidings.message_product", "count")
        #expect(
            carried
                == (expected.hasPrefix("planned")
                    ? ["\(expected.split(separator: " ").count - 1)"] : ["0"]))
    }

    @Test func `by author alone a book counts that shares no shelf with what was bought`()
        async throws
    {
        let shop = try await shop()
        try await shop.plan(news(.init(match: [.author])), on: "2026-11-21")
        #expect(try await offers(shop) == ["new-products:2026-W47 planned essays"])
    }

    @Test func `by category alone a book counts whoever wrote it`() async throws {
        let shop = try await shop()
        try await shop.run(
            "UPDATE tidings.product SET author = 'Ba Jin' WHERE product_id IN ('saga', 'tale')")
        try await shop.plan(news(.init(match: [.category])), on: "2026-11-21")
        #expect(try await offers(shop) == ["new-products:2026-W47 planned saga tale"])
    }

    @Test(arguments: [(1, []), (2, ["new-products:2026-W47 planned sequel"])] as [(Int, [String])])
    func `what others bought together with a bought book is offered`(
        orders: Int, offered: [String]
    ) async throws {
        let shop = try await shop()
        try await shop.run("UPDATE tidings.product SET new_at = NULL")
        try await new("sequel", [:], in: shop)
        for number in 0..<orders {
            try await shop.customer("other\(number)")
            try await shop.bought("other\(number)", "novel", "sequel")
        }
        // Neither what was cancelled nor what came back was bought together.
        try await shop.customer("another")
        try await shop.bought("another", "novel", "sequel", status: "cancelled")
        try await shop.bought("another", "novel", "sequel", quantity: -1)
        try await shop.plan(news(.init(match: [.together])), on: "2026-11-21")
        #expect(try await offers(shop) == offered)
        try await shop.plan(news(.init(match: [.category, .author])), on: "2026-11-21", run: 2)
        #expect(try await offers(shop) == offered)
    }

    @Test func `a book that another mail about new books has named is named no more`()
        async throws
    {
        var shop = try await shop()
        let other = Campaign.of(
            .newProducts(.init(atMost: 1)), name: "other", topic: "news", priority: 90)
        shop.workspace.jobs = [
            Job(name: "j", campaigns: [other, news()], place: Place("Jobs/j.yaml"))
        ]
        try await shop.plan(other, news(), on: "2026-11-21")
        #expect(try await offers(shop) == ["new-products:2026-W47 planned essays tale"])
    }

    @Test func `too few books are no reason for good`() async throws {
        let shop = try await shop()
        let trigger = Trigger.NewProducts(atLeast: 4)
        let figures = try await shop.plan(news(trigger), on: "2026-11-21")
        #expect(figures.first?.suppressed == ["no-products": 1])
        try await new("fable", ["categories": "'{Fiction}'"], at: "2026-11-21T12:00Z", in: shop)
        try await shop.plan(news(trigger), on: "2026-11-22", run: 2)
        #expect(
            try await offers(shop) == ["new-products:2026-W47 planned saga essays fable tale"])
    }

    @Test func `a book that was bought, or whose order was cancelled, is told apart`()
        async throws
    {
        let shop = try await shop()
        try await shop.bought("ada", "saga")
        try await shop.bought("ada", "tale", status: "cancelled")
        // Who cancelled, or sent back, has no taste for it.
        try await shop.bought("ada", "atlas", status: "cancelled")
        try await new("map", ["categories": "'{Travel}'"], in: shop)
        try await shop.plan(news(), on: "2026-11-21")
        #expect(try await offers(shop) == ["new-products:2026-W47 planned essays tale"])
    }

    @Test func `what came back leaves no taste`() async throws {
        let shop = try await shop()
        try await shop.bought("ada", "novel", quantity: -1)
        try await shop.plan(news(), on: "2026-11-21")
        #expect(try await offers(shop) == [])
    }

    @Test func `the next mail offers what is newer than the last`() async throws {
        let shop = try await shop()
        try await shop.plan(news(.init(atMost: 1)), on: "2026-11-21")
        try await shop.run("UPDATE tidings.message SET state = 'accepted', accepted_at = send_at")
        try await shop.plan(news(), on: "2026-11-22", run: 2)
        try await shop.plan(news(), on: "2026-11-23", run: 3)
        #expect(try await offers(shop) == ["new-products:2026-W47 accepted saga"])
        try await new("fable", ["categories": "'{Fiction}'"], at: "2026-11-23T12:00Z", in: shop)
        try await shop.plan(news(), on: "2026-11-24", run: 4)
        #expect(
            try await offers(shop) == [
                "new-products:2026-W47 accepted saga", "new-products:2026-W48 planned fable",
            ])
    }

    @Test func `a mail that never left offered nothing`() async throws {
        let shop = try await shop()
        try await shop.plan(news(), on: "2026-11-21")
        try await shop.run("UPDATE tidings.message SET state = 'expired'")
        try await shop.plan(news(), on: "2026-11-23", run: 2)
        #expect(
            try await offers(shop) == [
                "new-products:2026-W47 expired saga essays tale",
                "new-products:2026-W48 planned saga essays tale",
            ])
    }

    @Test func `a mail that is decided anew carries what it says`() async throws {
        let shop = try await shop()
        try await shop.plan(news(.init(atMost: 2)), on: "2026-11-21")
        try await shop.run(
            """
            UPDATE tidings.message SET state = 'suppressed', reason = 'missing-value',
                closed_at = '2026-11-21T00:00:01Z';
            DELETE FROM tidings.outbox;
            UPDATE tidings.stock SET in_stock = true
            """)
        try await shop.plan(news(.init(atMost: 2)), on: "2026-11-22", run: 2)
        #expect(try await offers(shop) == ["new-products:2026-W47 planned gone saga"])
        let carried = try await shop.rows(
            "SELECT product_id FROM tidings.message_product ORDER BY 1", "product_id")
        #expect(carried == ["gone", "saga"])
        let closed = try await shop.rows("SELECT closed_at FROM tidings.message", "closed_at")
        #expect(closed == ["-"])
    }

    @Test(arguments: [
        ("2026-10-22T00:00:00Z", true), ("2026-10-21T23:59:59Z", false),
    ])
    func `a book counts as new for 30 days`(newAt: String, isNew: Bool) async throws {
        let shop = try await shop()
        try await shop.run("UPDATE tidings.product SET new_at = NULL WHERE product_id <> 'tale'")
        try await shop.run(
            "UPDATE tidings.product SET new_at = '\(newAt)' WHERE product_id = 'tale'")
        try await shop.plan(news(), on: "2026-11-21")
        #expect(
            try await offers(shop) == (isNew ? ["new-products:2026-W47 planned tale"] : []))
    }

    @Test func `a campaign that is new does not look back`() async throws {
        let shop = try await shop()
        try await shop.plan(news(), on: "2026-11-21", startedAt: "2026-11-20T00:00:01Z")
        #expect(try await offers(shop) == [])
    }
}
