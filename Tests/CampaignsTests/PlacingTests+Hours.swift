import Campaigns
import Definitions
import Testing

/// Quiet hours, and mail that is due late or over.
extension PlacingTests {
    @Test(arguments: [
        (QuietHours(from: at(21), to: at(9)), day, "2026-11-21 09:00:00"),
        (QuietHours(from: at(8), to: at(8, 30)), day, "2026-11-21 08:30:00"),
        (QuietHours(from: at(21), to: at(8)), day, "2026-11-21 08:00:00"),
        (QuietHours(from: at(7), to: at(23, 59)), day, "2026-11-21 23:59:00"),
        (QuietHours(from: at(8), to: at(7)), day, "2026-11-22 07:00:00"),
        (QuietHours(from: at(8), to: at(8)), day, "2026-11-21 08:00:00"),
        // Quiet until the mail is no longer worth sending.
        (QuietHours(from: at(8), to: at(9)), 3_600, "suppressed quiet"),
        (QuietHours(from: at(8), to: at(9)), 3_601, "2026-11-21 09:00:00"),
    ])
    func `mail waits for the end of quiet hours`(
        quiet: QuietHours, expires: Int, expected: String
    ) async throws {
        let shop = try await shop(quiet: quiet)
        try await member("ada", in: shop)
        try await shop.plan(card(expires: expires), on: "2026-11-21")
        #expect(try await decision(shop) == expected)
    }

    @Test func `quiet hours are the customer's, and a change of clocks moves their end`()
        async throws
    {
        let shop = try await shop(quiet: QuietHours(from: 0, to: Self.at(2, 30)))
        // New York jumps from 02:00 to 03:00 on 8 March 2026: 02:30 is 03:30.
        try await member("ada", in: shop, zone: "America/New_York")
        try await shop.plan(card(at: Self.at(1)), on: "2026-03-08")
        #expect(try await shop.slots(of: "card", in: "UTC") == ["ada 2026-03-08 07:30:00"])
    }

    @Test func `quiet hours that begin in a gap of the clocks do not stop the search for a place`()
        async throws
    {
        // New York has no 02:30 on 8 March 2026: the clocks read 03:30 then, when it is quiet no more.
        let shop = try await shop(
            [cap(1, .rolling(seconds: 3 * 3_600))],
            quiet: QuietHours(from: Self.at(2, 30), to: Self.at(3, 15)))
        try await member("ada", in: shop, zone: "America/New_York")
        try await shop.message("ada", "x", topic: "greetings", at: "2026-03-08T05:30:00Z")
        try await shop.plan(card(at: Self.at(1)), on: "2026-03-08")
        #expect(try await shop.slots(of: "card", in: "UTC") == ["ada 2026-03-08 08:30:00"])
    }

    @Test func `a cap is looked at where quiet hours end`() async throws {
        let shop = try await shop([cap(1, .day)], quiet: QuietHours(from: Self.at(8), to: 60))
        try await member("ada", in: shop)
        try await shop.message("ada", "x", topic: "news", at: "2026-11-22T04:00:00Z")
        try await shop.plan(card(expires: 3 * Self.day), on: "2026-11-21")
        // 08:00 of the 21st is quiet until 01:00 of the 22nd, whose place is taken.
        #expect(try await decision(shop) == "2026-11-23 01:00:00")
    }

    // MARK: Hours

    @Test func `a late pass sends at once what is due and not over`() async throws {
        let shop = try await shop()
        try await member("ada", in: shop)
        try await shop.plan(
            card(at: Self.at(9)), on: "2026-11-21", now: "2026-11-21T05:00:00Z")
        #expect(try await decision(shop) == "2026-11-21 13:00:00")
    }

    @Test func `what is over when it is planned is expired and counts as planned`() async throws {
        let shop = try await shop([cap(1, .rolling(seconds: 30 * Self.day))])
        try await member("ada", in: shop)
        let figures = try await shop.plan(card(), on: "2026-11-19", now: "2026-11-20T00:00:00Z")
        #expect(try await decision(shop) == "expired")
        #expect(figures.first?.planned == 1)
        #expect(try await shop.rows("SELECT 1 AS one FROM tidings.outbox", "one") == [])
        // It takes nobody's place.
        try await shop.plan(card("second"), on: "2026-11-21", run: 2)
        #expect(try await shop.decisions(of: "second") == ["ada planned"])
    }
}
