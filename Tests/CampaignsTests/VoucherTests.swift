import Campaigns
import Definitions
import Foundation
import Postgres
import Testing

/// Codes that mails give away: one each, never twice, none wasted.
@Suite(.serialized)
struct VoucherTests {
    private func shop(_ ids: String..., caps: [Cap] = []) async throws -> Shop {
        let shop = try await Shop.open(caps: caps)
        for id in ids { try await shop.customer(id) }
        return shop
    }

    private func code(
        _ code: String, pool: String = "gift", from: String? = nil, until: String? = nil,
        worth: String? = "5 CNY", in shop: Shop
    ) async throws {
        try await shop.insert(
            "voucher",
            [
                "pool": "'\(pool)'", "code": "'\(code)'",
                "valid_from": from.map { "'\($0)'" } ?? "NULL",
                "valid_until": until.map { "'\($0)'" } ?? "NULL",
                "worth": worth.map { "'\($0)'" } ?? "NULL", "first_load_id": "1",
                "load_id": "1", "line": "1",
            ])
    }

    private func card(
        _ name: String = "card", priority: Int = 50, validFor: Int = 0, expires: Int = 86_400,
        atMost: Int? = nil
    ) throws -> Campaign {
        var card = Campaign.of(
            .once(try #require(LocalDate("2026-11-21"))), name: name, priority: priority,
            at: 10 * 60, expires: expires, atMost: atMost)
        card.vouchers = VoucherUse(pool: "gift", validForDays: validFor)
        return card
    }

    private func codes(_ shop: Shop) async throws -> [String] {
        try await shop.rows(
            """
            SELECT customer_id, state, reason, content -> 'voucher' ->> 'code' AS code
            FROM tidings.message ORDER BY customer_id, campaign
            """, "customer_id", "state", "reason", "code")
    }

    private func bound(_ shop: Shop) async throws -> [String] {
        try await shop.rows(
            "SELECT code FROM tidings.voucher WHERE bound_at IS NOT NULL ORDER BY 1", "code")
    }

    @Test func `each message has a code of its own, and who is left without gets no mail`()
        async throws
    {
        let shop = try await shop("ada", "bea", "cy")
        try await code("K1", in: shop)
        try await code("K2", in: shop)
        try await code("OTHER", pool: "another", in: shop)
        let figures = try await shop.plan(card(), on: "2026-11-21")
        #expect(
            try await codes(shop) == [
                "ada planned - K1", "bea planned - K2", "cy suppressed no-voucher -",
            ])
        #expect(try await bound(shop) == ["K1", "K2"])
        #expect(figures.first?.suppressed == ["no-voucher": 1])
        #expect(figures.first?.planned == 2)
        // A new code serves who was left, and nobody gets a second one.
        try await code("K3", in: shop)
        try await shop.plan(card(), on: "2026-11-21", run: 2)
        #expect(try await codes(shop).last == "cy planned - K3")
        try await shop.plan(card("second"), on: "2026-11-21", run: 3)
        #expect(try await shop.decisions(of: "second").allSatisfy { $0.hasSuffix("no-voucher") })
    }

    /// The mail leaves on 21 November and expires on the 22nd.
    @Test(
        arguments: [
            (nil, nil, 0, true), ("2026-11-21", "2026-11-22", 0, true),
            ("2026-11-22", nil, 0, false),
            (nil, "2026-11-21", 0, false), (nil, "2026-11-29", 7, true),
            (nil, "2026-11-28", 7, false),
        ] as [(String?, String?, Int, Bool)])
    func `a code is valid from the mail to some days after it expires`(
        from: String?, until: String?, days: Int, isGiven: Bool
    ) async throws {
        let shop = try await shop("ada")
        try await code("K1", from: from, until: until, in: shop)
        try await shop.plan(card(validFor: days), on: "2026-11-21")
        #expect(
            try await codes(shop)
                == [isGiven ? "ada planned - K1" : "ada suppressed no-voucher -"])
    }

    @Test func `of the valid codes the soonest to end goes first`() async throws {
        let shop = try await shop("ada", "bea", "cy")
        try await code("A", in: shop)
        try await code("B", until: "2027-12-31", in: shop)
        try await code("C", until: "2026-12-31", in: shop)
        try await shop.plan(card(), on: "2026-11-21")
        #expect(
            try await codes(shop) == ["ada planned - C", "bea planned - B", "cy planned - A"])
    }

    @Test func `who gets no mail takes no code`() async throws {
        let shop = try await shop(
            "ada", "bea", "cy", caps: [Cap(name: "cap", topics: nil, atMost: 1, window: .day)])
        try await code("K1", in: shop)
        try await shop.event("ada", "unsubscribed", at: "2026-11-01")
        try await shop.message("bea", "x", topic: "news", at: "2026-11-21T00:00:00Z")
        try await shop.plan(card(expires: 3_600), on: "2026-11-21")
        #expect(try await codes(shop).contains("cy planned - K1"))
        #expect(try await bound(shop) == ["K1"])
    }

    @Test func `a guard that trips and a plan that is taken back burn none`() async throws {
        let shop = try await shop("ada", "bea")
        try await code("K1", in: shop)
        try await code("K2", in: shop)
        try await shop.plan(card(atMost: 1), on: "2026-11-21")
        #expect(try await bound(shop) == [])
        struct Undo: Error {}
        let card = try card()
        await #expect(throws: Undo.self) {
            try await shop.connection.transaction { _ in
                let day = try #require(LocalDate("2026-11-21"))
                let tick = day.instant(minutes: 480, in: shop.workspace.timezone)
                let pass = PlanningPass(
                    workspace: shop.workspace, date: day, now: tick, startedAt: tick)
                let due = DueCampaign(
                    campaign: card, runID: 2, tick: tick, asOf: tick,
                    nextTick: tick.addingTimeInterval(86_400), requiredNames: [])
                let figures = try await pass.plan([due], on: shop.connection)
                #expect(figures.first?.planned == 2)
                throw Undo()
            }
        }
        #expect(try await bound(shop) == [])
    }

    @Test func `a displaced message that finds no place gives its code back`() async throws {
        let shop = try await shop(
            "ada", caps: [Cap(name: "cap", topics: nil, atMost: 1, window: .day)])
        try await code("K1", in: shop)
        try await shop.plan(card("low", priority: 10, expires: 3_600), on: "2026-11-21")
        #expect(try await bound(shop) == ["K1"])
        let high = Campaign.of(
            .once(try #require(LocalDate("2026-11-21"))), name: "high", priority: 90)
        try await shop.plan(high, on: "2026-11-21", run: 2)
        #expect(try await bound(shop) == [])
        #expect(try await codes(shop).contains("ada suppressed capped -"))
    }

    @Test(arguments: [("voucher.value", "K2"), ("voucher.valid_until", "K3"), ("", "K1")])
    func `a mail that shows a code's value or last day gets one that has it`(
        name: String, code: String
    ) async throws {
        let shop = try await shop("ada")
        try await self.code("K1", until: name.isEmpty ? "2026-12-01" : nil, worth: nil, in: shop)
        try await self.code("K2", in: shop)
        try await self.code("K3", until: "2026-12-31", worth: nil, in: shop)
        try await shop.plan(card(), on: "2026-11-21", requiring: name.isEmpty ? [] : [name])
        #expect(try await codes(shop) == ["ada planned - \(code)"])
    }

    @Test func `a mail that shows a code's last day gets none that has no last day`() async throws {
        let shop = try await shop("ada")
        try await code("K1", in: shop)
        try await shop.plan(card(), on: "2026-11-21", requiring: ["voucher.valid_until"])
        #expect(try await codes(shop) == ["ada suppressed no-voucher -"])
    }

    @Test func `generated codes are many, different and not to be guessed`() async throws {
        let shop = try await shop()
        let batch = VoucherBatch(
            pool: "new", count: 25_000, worth: "10%", validFrom: "2026-11-01",
            validUntil: "2026-12-31")
        let codes = try await batch.write(on: shop.connection)
        #expect(Set(codes).count == 25_000)
        let form = /[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}/
        #expect(codes.allSatisfy { $0.wholeMatch(of: form) != nil })
        // Every sign comes up at every place about equally often: 25,000 / 31 is 806.
        for place in [0, 7, 16] {
            let counts = Dictionary(grouping: codes) { Array($0)[place] }.mapValues(\.count)
            #expect(counts.count == 31)
            #expect(counts.values.allSatisfy { (600...1_000).contains($0) })
        }
        let pools = try await VoucherPool.all(on: "2027-01-01", shop.connection)
        #expect(pools.map(\.name) == ["new"])
        #expect(pools.map { [$0.codes, $0.bound, $0.free, $0.over] } == [[25_000, 0, 0, 25_000]])
    }
}
