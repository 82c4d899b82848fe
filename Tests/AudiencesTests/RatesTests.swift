import Audiences
import Definitions
import Foundation
import Testing

/// Orders in other currencies count by dated rates.
struct RatesTests {
    private func shop(hasRates: Bool) async throws -> Shop {
        let plain = try await Shop.open()
        var names = Shop.names
        names.hasRates = hasRates
        let shop = Shop(connection: plain.connection, zone: plain.zone, names: names)
        try await shop.customers("a", "b", "c", "d")
        try await shop.run(
            """
            INSERT INTO tidings.rate (currency, rated_on, rate, first_load_id, load_id, line)
            VALUES ('EUR', '2026-11-01', 7.5, 1, 1, 1), ('EUR', '2026-11-10', 8, 1, 1, 1),
                ('USD', '2026-11-20', 7, 1, 1, 1)
            """)
        try await shop.order("1", of: "a", at: "2026-11-10T12:00:00+08:00", total: "100")
        // The tenth in Shanghai, and still the ninth in Greenwich.
        try await shop.order(
            "2", of: "b", at: "2026-11-10T01:00:00+08:00", total: "10", currency: "EUR",
            lines: [("p", 2, 5)])
        // Before any rate.
        try await shop.order(
            "3", of: "c", at: "2026-11-10T12:00:00+08:00", total: "10", currency: "USD")
        try await shop.order(
            "4", of: "d", at: "2026-11-09T12:00:00+08:00", total: "-5", currency: "EUR")
        try await shop.order(
            "5", of: "d", at: "2026-11-21T01:00:00+08:00", total: "3", currency: "USD")
        return shop
    }

    @Test func `the rate of the order's local day counts, else the latest before`() async throws {
        let shop = try await shop(hasRates: true)
        // b: 10 × 8; d: -5 × 7.5 + 3 × 7.
        #expect(try await shop.amounts("spend") == "a=100 b=80 c=0 d=-16.5")
        #expect(try await shop.amounts("spend(product = p)") == "a=0 b=80 c=0 d=0")
        #expect(try await shop.amounts("spend(last 1 day)") == "a=0 b=0 c=0 d=21")
        // Without a rate an order has no money to be averaged.
        #expect(try await shop.amounts("average order") == "a=100 b=80 c=? d=-16.5")
        #expect(try await shop.amounts("orders(total >= 80)") == "a=1 b=1 c=0 d=0")
        #expect(try await shop.amounts("items(price = 40)") == "a=0 b=2 c=0 d=0")
        #expect(try await shop.amounts("orders") == "a=1 b=1 c=1 d=1")
        #expect(try await shop.members("spend >= 80 CNY") == "a b")
        #expect(try await shop.members("orders(currency = EUR) > 0") == "b")
    }

    @Test func `orders without a rate are counted by currency`() async throws {
        let shop = try await shop(hasRates: true)
        let rated = try await UnratedOrders.all(
            currency: "CNY", timezone: shop.zone, hasRates: true, shop.connection)
        #expect(rated == [UnratedOrders(currency: "USD", count: 1)])
        let unrated = try await UnratedOrders.all(
            currency: "CNY", timezone: shop.zone, hasRates: false, shop.connection)
        #expect(
            unrated == [
                UnratedOrders(currency: "EUR", count: 2), UnratedOrders(currency: "USD", count: 2),
            ])
    }

    @Test func `without a feed of rates other currencies do not count`() async throws {
        let shop = try await shop(hasRates: false)
        #expect(try await shop.amounts("spend") == "a=100 b=0 c=0 d=0")
        #expect(try await shop.amounts("orders(total >= 10)") == "a=1 b=0 c=0 d=0")
        #expect(try await shop.amounts("average order") == "a=100 b=? c=? d=?")
    }
}
