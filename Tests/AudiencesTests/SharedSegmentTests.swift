import Audiences
import Definitions
import Foundation
import Postgres
import Problems
import Testing

/// What segments of a job have in common is computed once.
struct SharedSegmentTests {
    /// What one evaluation reads and computes.
    private struct Cost: Equatable {
        /// Rows of orders that were read.
        var orders: Int
        /// Conditions that were asked of customers.
        var conditions: Int
        /// Truths that were decided: conditions and segments.
        var truths: Int
    }

    private static let used = ("lapsed", "orders(last 30 days) >= 1 and spend(last 30 days) < 500")
    private static let users = ["staff", "best", "s1", "s2", "s3"]

    @Test func `a segment that five others use is computed once`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("a", "b", "c", with: ["city": "'Berlin'"])
        for number in 1...20 {
            try await shop.order(
                "\(number)", of: number > 10 ? "a" : "b", at: "2026-01-01T00:00:00Z", total: "1")
        }
        let used = try segment(Self.used.0, Self.used.1, of: shop)
        let users = try Self.users.map {
            try segment($0, "in segment lapsed and city = \"Berlin\"", of: shop)
        }
        let copies = try Self.users.map {
            try segment($0, "\(Self.used.1) and city = \"Berlin\"", of: shop)
        }
        // Each order is read once for the count and the spend of everybody.
        #expect(try await cost(of: [used], shop) == Cost(orders: 20, conditions: 2, truths: 3))
        #expect(
            try await cost(of: [used] + users, shop) == Cost(orders: 20, conditions: 3, truths: 9))
        // Whoever writes it out in each of them pays no more.
        #expect(
            try await cost(of: [used] + copies, shop) == Cost(orders: 20, conditions: 3, truths: 9))
    }

    private func segment(_ name: String, _ text: String, of shop: Shop) throws -> Segment {
        Segment(name: name, expression: try shop.expression(text), place: Place("test"))
    }

    /// Evaluates everybody and takes it back.
    private func cost(of segments: [Segment], _ shop: Shop) async throws -> Cost {
        let instant = try shop.instant("2026-01-10T02:00:00+08:00")
        try await shop.connection.begin()
        let before = try await ordersRead(shop)
        _ = try await SegmentEvaluation(job: "nightly", timezone: shop.zone, currency: "CNY")
            .evaluate(segments, asOf: instant, at: instant, runID: 1, shop.connection)
        let after = try await ordersRead(shop)
        let row = try await shop.connection.execute(
            Statement(
                name: "computed",
                sql: """
                    SELECT (SELECT count(*) FROM pg_attribute
                            WHERE attrelid = 'pg_temp.evaluation_facts'::regclass
                                AND attname ~ '^t[0-9]') AS conditions,
                        (SELECT max(cardinality(truths)) FROM evaluation_judged) AS truths
                    """)
        ).first
        await shop.connection.rollback()
        return Cost(
            orders: after - before, conditions: try row?.int("conditions") ?? 0,
            truths: try row?.int("truths") ?? 0)
    }

    /// How many rows of orders this connection has read.
    private func ordersRead(_ shop: Shop) async throws -> Int {
        let rows = try await shop.connection.execute(
            Statement(
                name: "read",
                sql: """
                    SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::bigint AS count
                    FROM pg_stat_xact_user_tables
                    WHERE schemaname = 'tidings' AND relname = 'orders'
                    """))
        return try #require(rows.first).int("count")
    }
}
