import Audiences
import Definitions
import Foundation
import Glibc
import Postgres
import Problems
import TestKit
import Testing

/// A server that dies takes with it what is kept from night to night, and nothing else.
struct ServerCrashTests {
    private static let settings = ["fsync": "off", "shared_buffers": "16MB"]
    private static let kept = ["evaluation", "order_figure", "ranking", "segment_state"]

    @Test func `after the server was killed the next nights find the right members and tiers`()
        async throws
    {
        try await ClusterFolder.with { folder in
            let cluster = try await EmbeddedCluster.start(in: folder, settings: Self.settings)
            try await cluster.createDatabase("shop")
            let before = try await shop(on: cluster)
            try await Shop.migrate(before.connection)
            try await before.customers("a", "b", "c", "d")
            try await before.order("1", of: "a", at: "2026-01-01T00:00:00Z", total: "700")
            try await before.order("2", of: "b", at: "2025-12-12T00:00:00Z", total: "600")
            try await evaluate(before, day: "2026-01-10", run: 1)
            #expect(try await rows(before).allSatisfy { $0 > 0 })
            // It commits, and no night sees it before the server dies.
            try await before.order("3", of: "c", at: "2026-01-10T12:00:00Z", total: "900")

            let server = try #require(ClusterFolder.serverID(in: cluster.dataDirectory))
            kill(server, SIGKILL)
            let again = try await EmbeddedCluster.start(in: folder, settings: Self.settings)
            let after = try await shop(on: again)
            #expect(try await rows(after) == [0, 0, 0, 0])

            // b's order leaves the window of 30 days.
            try await evaluate(after, day: "2026-01-12", run: 2)
            #expect(
                try await entries(after) == [
                    "a best 1-", "a s1 1-2", "b best 1-2", "c best 2-", "c s1 2-",
                ])
            #expect(
                try await after.periods() == [
                    "a silver baseline 700 1-", "b silver baseline 600 until 2026-01-10 1-2",
                    "b reader downgraded 0 from 1 2-", "c reader baseline 0 1-2",
                    "c silver earned 900 from 0 2-", "d reader baseline 0 1-",
                ])
            #expect(try await rows(after).allSatisfy { $0 > 0 })

            try await after.order("4", of: "d", at: "2026-01-12T12:00:00Z", total: "1000")
            try await evaluate(after, day: "2026-01-13", run: 3)
            #expect(try await after.members("in segment best") == "a c d")
            #expect(try await after.members("in segment s1") == "d")
            #expect(try await after.members("tier = silver") == "a c d")
            try await again.stop()
            try await cluster.stop()
        }
    }

    private func shop(on cluster: EmbeddedCluster) async throws -> Shop {
        Shop(
            connection: try await Connection.open(cluster.uri(database: "shop")),
            zone: try #require(TimeZone(identifier: "Asia/Shanghai")), names: Shop.names)
    }

    /// The tiers and segments of one job, as a night evaluates them.
    private func evaluate(_ shop: Shop, day: String, run: Int) async throws {
        let programme = try shop.programme(keepDays: 0)
        let segments = try ["best": "orders(last 30 days) >= 1", "s1": "top 1 by spend(ever)"].map {
            Segment(name: $0, expression: try shop.expression($1), place: Place("test"))
        }
        let instant = try shop.instant("\(day)T02:00:00+08:00")
        try await shop.connection.transaction { connection in
            _ = try await TierEvaluation(timezone: shop.zone, currency: "CNY").follow(
                programme, asOf: instant, at: instant, runID: run, connection)
            _ = try await SegmentEvaluation(job: "nightly", timezone: shop.zone, currency: "CNY")
                .evaluate(segments, asOf: instant, at: instant, runID: run, connection)
        }
    }

    /// How many rows the unlogged tables have of the segments' job and the programme.
    private func rows(_ shop: Shop) async throws -> [Int] {
        var counts: [Int] = []
        for table in Self.kept {
            let rows = try await shop.connection.execute(
                Statement(
                    name: "kept", sql: "SELECT count(*) AS count FROM tidings.\(table)"))
            counts.append(try #require(rows.first).int("count"))
        }
        return counts
    }

    /// Entries as `customer segment entered_run-left_run`.
    private func entries(_ shop: Shop) async throws -> [String] {
        let rows = try await shop.connection.execute(
            Statement(
                name: "entries",
                sql: """
                    SELECT concat(customer_id, ' ', segment, ' ', entered_run, '-', left_run) AS entry
                    FROM tidings.segment_entry ORDER BY customer_id, segment, entered_at
                    """))
        return try rows.map { try $0.text("entry") }
    }
}
