import Campaigns
import Definitions
import Foundation
import Testing

/// Who entered, left or is in a segment; who rose or fell.
@Suite(.serialized)
struct TriggerSegmentTests {
    private func entry(
        _ customer: String, at: String, left: String? = nil, isBaseline: Bool = false,
        leftByBaseline: Bool = false, in shop: Shop
    ) async throws {
        try await shop.insert(
            "segment_entry",
            [
                "customer_id": "'\(customer)'", "segment": "'lapsed'", "entered_at": "'\(at)'",
                "entered_run": "1", "left_at": left.map { "'\($0)'" } ?? "NULL",
                "is_baseline": "\(isBaseline)", "left_by_baseline": "\(leftByBaseline)",
            ])
    }

    private func shop() async throws -> Shop {
        let shop = try await Shop.open()
        try await shop.customers("baseline", "entered", "left", "old", "returned", "thrown")
        try await entry("baseline", at: "2026-11-20T18:00Z", isBaseline: true, in: shop)
        try await entry("entered", at: "2026-11-20T18:00Z", in: shop)
        try await entry("left", at: "2026-11-01", left: "2026-11-20T18:00Z", in: shop)
        try await entry("old", at: "2026-11-19T23:59:59Z", in: shop)
        try await entry("returned", at: "2026-11-01", left: "2026-11-20T17:00Z", in: shop)
        try await entry("returned", at: "2026-11-20T18:00Z", in: shop)
        try await entry(
            "thrown", at: "2026-11-01", left: "2026-11-20T18:00Z", leftByBaseline: true, in: shop)
        return shop
    }

    /// 18:00 UTC is 02:00 of 21 November in Shanghai. A message expires after a day: so do moves.
    @Test(arguments: [
        (
            Trigger.SegmentMove.enters,
            ["entered enters:lapsed:2026-11-21", "returned enters:lapsed:2026-11-21"]
        ),
        (.leaves, ["left leaves:lapsed:2026-11-21"]),
        (
            .in,
            [
                "baseline in:lapsed:2026-11-21", "entered in:lapsed:2026-11-21",
                "old in:lapsed:2026-11-20", "returned in:lapsed:2026-11-21",
            ]
        ),
    ])
    func `a move mails who made it of late, a baseline nobody`(
        move: Trigger.SegmentMove, expected: [String]
    ) async throws {
        let shop = try await shop()
        try await shop.plan(.of(.segment(move, "lapsed")), on: "2026-11-21")
        let planned = try await shop.rows(
            "SELECT customer_id, occurrence FROM tidings.message WHERE state = 'planned' ORDER BY 1",
            "customer_id", "occurrence")
        #expect(planned == expected)
    }

    @Test func `a campaign that is new does not look back`() async throws {
        let shop = try await shop()
        let card = Campaign.of(.segment(.enters, "lapsed"))
        try await shop.plan(card, on: "2026-11-21", startedAt: "2026-11-20T18:00:01Z")
        #expect(try await shop.decisions(of: "card") == [])
        // The first planning says since when; a later one does not move it.
        try await entry("left", at: "2026-11-20T20:00Z", in: shop)
        try await shop.plan(card, on: "2026-11-21", run: 2, startedAt: "2026-11-21T00:00:00Z")
        #expect(try await shop.decisions(of: "card") == ["left planned"])
    }

    @Test func `a stay is mailed once, a new stay again`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("ada")
        try await entry("ada", at: "2026-11-20T18:00Z", in: shop)
        let card = Campaign.of(.segment(.in, "lapsed"))
        try await shop.plan(card, on: "2026-11-21")
        try await shop.plan(card, on: "2026-11-22", run: 2)
        #expect(try await shop.decisions(of: "card") == ["ada planned"])
        try await shop.run("UPDATE tidings.segment_entry SET left_at = '2026-11-22T18:00Z'")
        try await entry("ada", at: "2026-11-24T18:00Z", in: shop)
        try await shop.plan(card, on: "2026-11-25", run: 3)
        #expect(try await shop.decisions(of: "card") == ["ada planned", "ada planned"])
    }

    @Test(arguments: [
        (Trigger.TierMove.up, "risen tier:membership:gold:2026-11-21"),
        (.down, "fallen tier:membership:reader:2026-11-21"),
    ])
    func `a tier campaign mails who moved to the tier that they have`(
        move: Trigger.TierMove, expected: String
    ) async throws {
        let shop = try await Shop.open()
        let periods = [
            ("baseline", "gold", "baseline", "2026-11-20T18:00Z", "NULL"),
            ("redefined", "gold", "redefined", "2026-11-20T18:00Z", "NULL"),
            ("fallen", "reader", "downgraded", "2026-11-20T18:00Z", "NULL"),
            ("long", "gold", "earned", "2026-11-19T18:00Z", "NULL"),
            ("risen", "gold", "earned", "2026-11-20T18:00Z", "NULL"),
            ("passing", "gold", "earned", "2026-11-20T18:00Z", "'2026-11-20T19:00Z'"),
        ]
        for (id, tier, reason, start, end) in periods {
            try await shop.customer(id)
            try await shop.insert(
                "tier_period",
                [
                    "customer_id": "'\(id)'", "programme": "'membership'",
                    "started_at": "'\(start)'", "started_run": "1", "ended_at": end,
                    "tier": "'\(tier)'", "rank": "1", "reason": "'\(reason)'",
                ])
        }
        try await shop.plan(.of(.tier(move, programme: "membership")), on: "2026-11-21")
        let planned = try await shop.rows(
            "SELECT customer_id, occurrence FROM tidings.message", "customer_id", "occurrence")
        #expect(planned == [expected])
    }
}
