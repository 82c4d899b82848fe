import Campaigns
import Definitions
import Foundation
import Postgres
import Testing

/// Other caps over the mail of the past.
@Suite(.serialized)
struct CapBacktestTests {
    private static let day = 86_400

    /// Four days of news at noon under a cap of one a day; every other day greetings of the morning
    /// take their place, and they are capped.
    private func shop() async throws -> Shop {
        let shop = try await Shop.open(
            caps: [Cap(name: "1 per day", topics: nil, atMost: 1, window: .day)])
        for id in ["ada", "bea"] {
            try await shop.customer(id)
            try await shop.consent(id, "news", given: true, at: "2020-01-01")
        }
        for day in 20...23 {
            let date = try #require(LocalDate("2026-11-\(day)"))
            try await shop.plan(
                .of(
                    .once(date), name: "news", topic: "news", priority: 10, at: 12 * 60,
                    expires: 43_200),
                on: date.description, now: "2026-11-\(day)T00:00:00Z", run: 2 * day)
            guard day.isMultiple(of: 2) else { continue }
            try await shop.plan(
                .of(.once(date), name: "greetings", priority: 90), on: date.description,
                now: "2026-11-\(day)T01:00:00Z", run: 2 * day + 1)
        }
        return shop
    }

    private func replay(_ shop: Shop, _ caps: [Cap]) async throws -> [CapBacktest.Figures] {
        var other = shop.workspace
        other.caps = caps
        let since = try shop.instant("2026-11-19T00:00:00Z")
        let backtest = CapBacktest(workspace: other, since: since)
        return try await shop.connection.transaction { try await backtest.run(on: $0) }
    }

    @Test func `the same caps change nothing`() async throws {
        let shop = try await shop()
        let before = try await shop.ledger()
        let figures = try await replay(shop, shop.workspace.caps)
        #expect(figures.map(\.campaign) == ["greetings", "news"])
        #expect(figures.map(\.candidates) == [4, 8])
        #expect(figures.map(\.mailed) == [4, 4])
        #expect(figures.map(\.wouldMail) == [4, 4])
        #expect(figures.map { $0.lost + $0.gained + $0.later + $0.earlier } == [0, 0])
        #expect(try await shop.ledger() == before)
    }

    @Test func `wider caps say who would have had mail, narrower ones who not`() async throws {
        let shop = try await shop()
        let wider = try await replay(shop, [])
        #expect(wider.map(\.gained) == [0, 4])
        #expect(wider.map(\.wouldMail) == [4, 8])
        // One in three days: the greetings of the 20th, from whose hour three days later on the news
        // of the 23rd are free. Those of the 22nd expire an hour too early.
        let narrower = try await replay(
            shop,
            [Cap(name: "rare", topics: nil, atMost: 1, window: .rolling(seconds: 3 * Self.day))])
        #expect(narrower.map(\.campaign) == ["greetings", "news"])
        #expect(narrower.map(\.lost) == [2, 2])
        #expect(narrower.map(\.gained) == [0, 0])
        #expect(narrower.map(\.wouldMail) == [2, 2])
    }
}
