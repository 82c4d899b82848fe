import Campaigns
import Definitions
import Foundation
import Testing

/// Mail so many days after an order, with what of it was kept.
@Suite(.serialized)
struct TriggerOrderTests {
    private func shop() async throws -> Shop {
        let shop = try await Shop.open()
        try await shop.customers("ada")
        for id in ["novel", "essays", "atlas"] {
            try await shop.product(id, ["title": "'\(id)'"])
        }
        return shop
    }

    private func order(
        _ id: String, of customer: String = "ada", at: String, status: String = "sale",
        _ lines: [(product: String, quantity: Int, price: Int)], in shop: Shop
    ) async throws {
        try await shop.insert(
            "orders",
            [
                "customer_id": "'\(customer)'", "order_id": "'\(id)'", "placed_at": "'\(at)'",
                "status": "'\(status)'", "first_load_id": "1", "load_id": "1", "line": "1",
            ])
        for (index, line) in lines.enumerated() {
            try await shop.insert(
                "order_line",
                [
                    "customer_id": "'\(customer)'", "order_id": "'\(id)'",
                    "line_key": "'\(index)'", "product_id": "'\(line.product)'",
                    "quantity": "\(line.quantity)", "price": "\(line.price)",
                ])
        }
    }

    private func thanks(
        after days: Int = 14, at: Int? = 10 * 60, expires: Int = 86_400
    ) -> Campaign {
        .of(.order(.init(daysAfter: days)), name: "thanks", at: at, expires: expires)
    }

    private func mails(_ shop: Shop, in zone: String = "Asia/Shanghai") async throws -> [String] {
        try await shop.rows(
            """
            SELECT customer_id, occurrence, state, content -> 'order' ->> 'placed_on' AS placed_on,
                to_char(send_at AT TIME ZONE '\(zone)', 'MM-DD HH24:MI') AS at, array_to_string(
                ARRAY(SELECT jsonb_array_elements_text(content -> 'products')), '+') AS products
            FROM tidings.message ORDER BY customer_id, occurrence
            """, "customer_id", "occurrence", "state", "placed_on", "at", "products")
    }

    @Test func `the mail leaves so many days after the order and names what it brought`()
        async throws
    {
        let shop = try await shop()
        try await order(
            "7", at: "2026-11-07T21:00:00+08:00", [("novel", 1, 30), ("atlas", 2, 40)], in: shop)
        for (run, day) in (19...23).enumerated() {
            try await shop.plan(thanks(), on: "2026-11-\(day)", run: run + 1)
        }
        #expect(
            try await mails(shop) == ["ada order:7 planned 2026-11-07 11-21 10:00 atlas+novel"])
        let carried = try await shop.rows(
            "SELECT product_id FROM tidings.message_product ORDER BY 1", "product_id")
        #expect(carried == ["atlas", "novel"])
    }

    /// 12:00 UTC of 7 November is the 8th in Auckland and the 7th, 02:00, in Honolulu.
    @Test(arguments: [
        ("Pacific/Auckland", "2026-11-08 11-22 10:00"),
        ("Pacific/Honolulu", "2026-11-07 11-21 10:00"), ("Asia/Shanghai", "2026-11-07 11-21 10:00"),
    ])
    func `days are those where the customer lives`(zone: String, expected: String) async throws {
        let shop = try await shop()
        try await shop.run("UPDATE tidings.customer SET timezone = '\(zone)'")
        try await order("7", at: "2026-11-07T12:00:00Z", [("novel", 1, 30)], in: shop)
        for (run, day) in (19...24).enumerated() {
            try await shop.plan(thanks(), on: "2026-11-\(day)", run: run + 1)
        }
        #expect(try await mails(shop, in: zone) == ["ada order:7 planned \(expected) novel"])
    }

    @Test func `what was cancelled or came back is not asked after`() async throws {
        let shop = try await shop()
        let at = "2026-11-07T12:00:00+08:00"
        try await order("cancelled", at: at, status: "cancelled", [("novel", 1, 30)], in: shop)
        try await order("returned", at: at, status: "returned", [("novel", 1, 30)], in: shop)
        try await order("back", at: at, [("atlas", 1, 40)], in: shop)
        try await order("part", at: at, [("essays", 2, 20), ("novel", 1, 30)], in: shop)
        try await order(
            "r1", at: "2026-11-10T12:00:00+08:00", [("atlas", -1, 40), ("essays", -1, 20)],
            in: shop)
        try await order(
            "r2", at: "2026-11-11T12:00:00+08:00", status: "returned", [("novel", -1, 30)],
            in: shop)
        try await shop.plan(thanks(), on: "2026-11-21")
        #expect(
            try await mails(shop) == ["ada order:part planned 2026-11-07 11-21 10:00 essays"])
    }

    @Test func `an order that came in late has its mail while it is worth sending`() async throws {
        let shop = try await shop()
        try await shop.plan(thanks(expires: 3 * 86_400), on: "2026-11-21")
        try await order("late", at: "2026-11-06T12:00:00+08:00", [("novel", 1, 30)], in: shop)
        try await order("over", at: "2026-11-04T12:00:00+08:00", [("novel", 1, 30)], in: shop)
        try await shop.plan(thanks(expires: 3 * 86_400), on: "2026-11-22", run: 2)
        #expect(
            try await mails(shop) == ["ada order:late planned 2026-11-06 11-22 08:00 novel"])
    }

    @Test func `mail that was due before the campaign was known is not its business`()
        async throws
    {
        let shop = try await shop()
        try await order("before", at: "2026-11-06T12:00:00+08:00", [("novel", 1, 30)], in: shop)
        try await order("today", at: "2026-11-07T12:00:00+08:00", [("novel", 1, 30)], in: shop)
        try await shop.plan(
            thanks(expires: 3 * 86_400), on: "2026-11-21", startedAt: "2026-11-21T00:00:00Z")
        #expect(
            try await mails(shop) == ["ada order:today planned 2026-11-07 11-21 10:00 novel"])
    }

    @Test func `two orders of a day are two mails, and a cap parts them`() async throws {
        var shop = try await shop()
        shop.workspace.caps = [Cap(name: "1 per day", topics: nil, atMost: 1, window: .day)]
        try await order("1", at: "2026-11-07T12:00:00+08:00", [("novel", 1, 30)], in: shop)
        try await order("2", at: "2026-11-07T13:00:00+08:00", [("atlas", 1, 40)], in: shop)
        let figures = try await shop.plan(thanks(expires: 2 * 86_400), on: "2026-11-21")
        #expect(figures.first?.planned == 2)
        #expect(figures.first?.deferred == 1)
        #expect(
            try await mails(shop) == [
                "ada order:1 planned 2026-11-07 11-21 10:00 novel",
                "ada order:2 planned 2026-11-07 11-22 00:00 atlas",
            ])
    }
}
