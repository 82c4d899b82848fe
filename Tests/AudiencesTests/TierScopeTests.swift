import Audiences
import Definitions
import Foundation
import Postgres
import Testing

/// An evaluation of those who can have moved must write what one of everybody writes.
struct TierScopeTests {
    private static let rules: [(TierProgramme.Downgrade, TierProgramme.Review)] = [
        (.toEarned, .daily), (.oneLevel, .monthly(day: 31)), (.never, .daily),
        (.oneLevel, .anniversaryOfJoining), (.toEarned, .anniversaryOfTier),
    ]

    @Test(arguments: [11, 12, 13, 14, 15] as [UInt64])
    func `whoever is touched or moved by time is enough`(seed: UInt64) async throws {
        print("TierScopeTests: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let shop = try await Shop.open()
        try await shop.run("CREATE TABLE had (customer_id text PRIMARY KEY, amount numeric)")
        let rule = Self.rules[Int(seed % 5)]
        let keep = Int.random(in: 0...25, using: &random)
        let grace = Int.random(in: 0...9, using: &random)
        func programme(_ name: String) throws -> TierProgramme {
            try shop.programme(
                name, downgrade: rule.0, keepDays: keep, graceDays: grace, review: rule.1)
        }
        let (full, scoped) = (try programme("full"), try programme("scoped"))
        var day = try #require(LocalDate("2026-01-10"))
        for run in 1...60 {
            try await shop.run("CREATE TABLE touched (customer_id text PRIMARY KEY)")
            try await change(&random, on: day, shop)
            try await override(&random, on: day, [full, scoped], shop)
            try await touch(full, on: day, shop)
            try await shop.evaluate(full, day: "\(day)", run: run)
            let figures = try await shop.evaluate(
                scoped, of: .touched("touched"), day: "\(day)", run: run)
            #expect(try await shop.periods(of: "scoped") == shop.periods(of: "full"), "run \(run)")
            #expect(run < 5 || figures.evaluated <= 25)
            try await shop.run("DROP TABLE touched")
            day = day.adding(days: Int.random(in: 1...9, using: &random))
        }
        #expect(try await shop.periods(of: "full").count > 60)
    }

    /// New customers, orders and returns, each with its touched customer.
    private func change(
        _ random: inout SeededGenerator, on day: LocalDate, _ shop: Shop
    ) async throws {
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let id = "k\(Int.random(in: 0..<25, using: &random))"
            let joined = day.adding(days: -Int.random(in: 0...700, using: &random))
            try await shop.run(
                """
                INSERT INTO tidings.customer (customer_id, joined_on, first_load_id, load_id, line)
                VALUES ('\(id)', '\(joined)', 1, 1, 1) ON CONFLICT DO NOTHING;
                INSERT INTO touched VALUES ('\(id)') ON CONFLICT DO NOTHING
                """)
            if Int.random(in: 0...3, using: &random) == 0 {
                try await shop.run(
                    """
                    UPDATE tidings.orders SET status = 'returned'
                    WHERE customer_id = '\(id)' AND order_id = (SELECT max(order_id)
                        FROM tidings.orders WHERE customer_id = '\(id)')
                    """)
            } else {
                let ago = day.adding(days: -Int.random(in: 1...20, using: &random))
                let total = [-200, 300, 600, 1500, 2500].randomElement(using: &random) ?? 0
                try await shop.order(
                    "\(random.next() >> 32)", of: id, at: "\(ago)T04:00:00Z", total: "\(total)")
            }
        }
    }

    /// Now and then somebody's level is set by hand, or cleared, in both programmes at one instant.
    private func override(
        _ random: inout SeededGenerator, on day: LocalDate, _ programmes: [TierProgramme],
        _ shop: Shop
    ) async throws {
        let customer = "k\(Int.random(in: 0..<25, using: &random))"
        let choice = Int.random(in: 0...8, using: &random)
        let until = day.adding(days: Int.random(in: 0...30, using: &random))
        let known = try await shop.connection.execute(
            Statement(
                name: "known", sql: "SELECT 1 FROM tidings.tier_period WHERE customer_id = $1"),
            [.text(customer)])
        guard choice < 4, !known.isEmpty else { return }
        for programme in programmes {
            let override = TierOverride(
                of: customer, in: programme, timezone: shop.zone, currency: "CNY")
            let now = try shop.instant("\(day)T00:30:00+08:00")
            if choice == 3 {
                // Nothing may be set.
                _ = try? await override.clear(at: now, shop.connection)
            } else {
                let tier = ["reader", "silver", "gold"][choice]
                _ = try await override.set(
                    tier, until: until, reason: "test", at: now, shop.connection)
            }
        }
    }

    /// Adds who has another amount than the time before.
    private func touch(_ programme: TierProgramme, on day: LocalDate, _ shop: Shop) async throws {
        let query = try shop.compiler(asOf: "\(day)T02:00:00+08:00").amounts(of: programme.metric)
        try await shop.connection.execute(
            Statement(
                name: "touch",
                sql: """
                    WITH now AS (\(query.sql))
                    INSERT INTO touched SELECT n.customer_id FROM now AS n
                    LEFT JOIN had AS h ON h.customer_id = n.customer_id
                    WHERE n.amount IS DISTINCT FROM h.amount ON CONFLICT DO NOTHING
                    """), query.parameters)
        try await shop.connection.execute(
            Statement(
                name: "had",
                sql: """
                    WITH now AS (\(query.sql))
                    INSERT INTO had SELECT * FROM now
                    ON CONFLICT (customer_id) DO UPDATE SET amount = excluded.amount
                    """), query.parameters)
    }
}
