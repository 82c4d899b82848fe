import Campaigns
import Foundation
import Postgres
import Testing

/// What mails did, against who was left out.
@Suite(.serialized)
struct CampaignReportTests {
    private func message(
        _ customer: String, at: String, state: String = "accepted", variant: String? = nil,
        heldBack: String? = nil, in shop: Shop
    ) async throws {
        try await shop.customer(customer)
        try await shop.message(
            customer, "x", topic: "news", state: state, at: at,
            isAccepted: state == "accepted")
        try await shop.run(
            """
            UPDATE tidings.message SET campaign = 'card', variant = \(variant.map { "'\($0)'" } ?? "NULL"),
                reason = \(heldBack == nil ? "NULL" : "'holdout'"),
                detail = \(heldBack.map { "'\($0)'" } ?? "NULL")
            WHERE customer_id = '\(customer)'
            """)
    }

    private func order(
        _ customer: String, _ id: String, at: String, total: Int?, status: String = "sale",
        currency: String = "CNY", lines: [(Int, Int)] = [], in shop: Shop
    ) async throws {
        try await shop.insert(
            "orders",
            [
                "customer_id": "'\(customer)'", "order_id": "'\(id)'", "placed_at": "'\(at)'",
                "status": "'\(status)'", "total": total.map(String.init) ?? "NULL",
                "currency": "'\(currency)'", "first_load_id": "1", "load_id": "1", "line": "1",
            ])
        for (index, line) in lines.enumerated() {
            try await shop.insert(
                "order_line",
                [
                    "customer_id": "'\(customer)'", "order_id": "'\(id)'",
                    "line_key": "'\(index)'", "quantity": "\(line.0)", "price": "\(line.1)",
                ])
        }
    }

    private func read(_ shop: Shop, days: Int = 14) async throws -> [CampaignReport] {
        try await CampaignReport.read(
            .init(
                campaign: nil, days: days, now: shop.instant("2026-11-27T00:00:00Z"),
                since: shop.instant("2026-01-01T00:00:00Z"), currency: "CNY"),
            on: shop.connection)
    }

    @Test func `orders within the days count, from the mail or the day of who had none`()
        async throws
    {
        let shop = try await Shop.open()
        let at = "2026-11-01T00:00:00Z"
        for id in ["a1", "a2"] { try await message(id, at: at, variant: "a", in: shop) }
        try await message("b1", at: at, variant: "b", in: shop)
        try await message("b2", at: at, state: "refused", variant: "b", in: shop)
        for id in ["h1", "h2"] {
            try await message(id, at: at, state: "suppressed", heldBack: "holdout", in: shop)
        }
        try await message("c1", at: at, state: "suppressed", heldBack: "control", in: shop)
        try await message("late", at: "2026-11-20T00:00:00Z", variant: "a", in: shop)
        try await message("gone", at: at, state: "expired", variant: "a", in: shop)

        try await order("a1", "1", at: "2026-11-01T00:00:00Z", total: 100, in: shop)
        try await order(
            "a1", "2", at: "2026-11-14T23:59:59Z", total: nil, lines: [(2, 10)], in: shop)
        try await order("a1", "3", at: "2026-11-15T00:00:00Z", total: 1000, in: shop)
        try await order("a1", "4", at: "2026-10-31T23:59:59Z", total: 1000, in: shop)
        try await order(
            "a1", "5", at: "2026-11-05T00:00:00Z", total: 9, status: "cancelled", in: shop)
        try await order(
            "a1", "6", at: "2026-11-05T00:00:00Z", total: -30, status: "returned", in: shop)
        try await order("b1", "7", at: "2026-11-05T00:00:00Z", total: 50, currency: "EUR", in: shop)
        try await order("h1", "8", at: "2026-11-05T00:00:00Z", total: 40, in: shop)
        try await order("late", "9", at: "2026-11-21T00:00:00Z", total: 40, in: shop)
        try await shop.insert(
            "event",
            [
                "customer_id": "'a2'", "kind": "'clicked'", "happened_at": "'2026-11-02'",
                "topic": "'news'", "campaign": "'card'",
            ])

        let report = try #require(try await read(shop).first)
        #expect(report.campaign == "card")
        let groups = report.groups.map { group in
            [
                group.name, "\(group.mails)", "\(group.unripe)", "\(group.clicked)",
                "\(group.buyers)", "\(group.orders)", group.revenue,
            ].joined(separator: " ")
        }
        #expect(
            groups == [
                "a 2 1 1 1 2 90", "b 2 0 0 1 1 0", "control 1 0 0 0 0 0", "holdout 2 0 0 1 1 40",
            ])
        let a = try #require(report.groups.first)
        // 90 and 0: a mean of 45, a variance of 4050.
        #expect(a.mean == Mean(count: 2, value: 45, variance: 4050))
        #expect(report.uplifts.map { "\($0.group) \($0.against)" } == ["a holdout", "b holdout"])
        #expect(report.uplifts.first?.revenue?.value == 25)
        #expect(report.uplifts.first?.buyers?.value == 0)
    }

    @Test func `without a holdout the control group tells, and without both nobody does`()
        async throws
    {
        let shop = try await Shop.open()
        try await message("a", at: "2026-11-01T00:00:00Z", in: shop)
        #expect(try await read(shop).first?.uplifts.count == 0)
        try await message(
            "c", at: "2026-11-01T00:00:00Z", state: "suppressed", heldBack: "control", in: shop)
        let uplifts = try await read(shop).first?.uplifts
        #expect(uplifts?.map { "\($0.group) \($0.against)" } == ["mail control"])
        // One mail each scatters nowhere.
        #expect(uplifts?.first?.revenue == nil)
    }
}
