import Audiences
import Definitions
import Foundation
import Postgres
import Problems
import Testing
import Warehouse

/// A guard that trips keeps a segment as it was; what is kept from night to night goes on all the same.
struct GuardedNightTests {
    private static let segments: [(name: String, text: String, guardPercent: Double?)] = [
        ("best", "orders(last 30 days) >= 1", 60),
        ("lapsed", "top 1 by orders(last 30 days)", nil),
        ("s1", "in segment best and top 2 by spend(ever)", nil),
        ("s2", "orders = 0", nil),
    ]

    @Test func `after a night whose guard tripped the next one is right for every segment`()
        async throws
    {
        let shop = try await Shop.open()
        try await shop.customers("a", "b", "c", "d")
        try await shop.order("1", of: "a", at: "2026-01-01T00:00:00Z", total: "10")
        try await shop.order("2", of: "b", at: "2026-01-01T00:00:00Z", total: "20")
        #expect(try await guarded(shop, day: "2026-01-10", run: 1) == [])

        // a would leave and c enter: all of two.
        try await shop.run("UPDATE tidings.orders SET status = 'cancelled' WHERE order_id = '1'")
        try await ChangeLog(shop.connection).note(["a"], .order)
        try await shop.order("3", of: "c", at: "2026-01-10T00:00:00Z", total: "30")
        #expect(try await guarded(shop, day: "2026-01-11", run: 2) == ["best", "s1"])
        #expect(try await shop.entries(of: "best") == ["a 1-", "b 1-"])

        // a comes back: one of two enters.
        try await shop.order("4", of: "a", at: "2026-01-11T00:00:00Z", total: "5")
        #expect(try await guarded(shop, day: "2026-01-12", run: 3) == [])
        let right = [
            "best": ["a 1-", "b 1-", "c 3-"],
            "lapsed": ["a 1-2", "a 3-", "b 2-3"],
            "s1": ["a 1-3", "b 1-", "c 3-"],
            "s2": ["a 2-3", "c 1-2", "d 1-"],
        ]
        for (name, entries) in right {
            #expect(try await shop.entries(of: name) == entries, "\(name)")
        }

        // Whoever looks at everybody finds nobody to move.
        try await shop.run("DELETE FROM tidings.evaluation")
        #expect(try await guarded(shop, day: "2026-01-12", run: 4) == [])
        for (name, entries) in right {
            #expect(try await shop.entries(of: name) == entries, "\(name)")
        }
    }

    /// Evaluates a night; gives the segments that were not written.
    private func guarded(_ shop: Shop, day: String, run: Int) async throws -> [String] {
        let segments = try Self.segments.map {
            Segment(
                name: $0.name, expression: try shop.expression($0.text),
                guardPercent: $0.guardPercent, place: Place("test"))
        }
        let instant = try shop.instant("\(day)T02:00:00+08:00")
        let outcomes = try await shop.connection.transaction { connection in
            try await SegmentEvaluation(job: "nightly", timezone: shop.zone, currency: "CNY")
                .evaluate(segments, asOf: instant, at: instant, runID: run, connection)
        }
        return outcomes.filter {
            if case .evaluated = $0.value { false } else { true }
        }.keys.sorted()
    }
}
