import Audiences
import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Testing
import Warehouse

/// Changes that commit while an evaluation reads are followed by it or by the next one.
struct ConcurrentChangesTests {
    @Test(arguments: [31, 32] as [UInt64])
    func `what commits during an evaluation is not lost`(seed: UInt64) async throws {
        print("ConcurrentChangesTests: seed \(seed)")
        let database = try await TestDatabase.make(template: "audiences", prepare: Shop.migrate)
        let shop = Shop(
            connection: try await database.connect(),
            zone: try #require(TimeZone(identifier: "Europe/Berlin")), names: Shop.names)
        let other = try await database.connect()
        let segments = try Self.expressions.map { name, text in
            Segment(name: name, expression: try shop.expression(text), place: Place("test"))
        }
        let programme = try shop.programme(
            "loyalty", by: "spend(last 20 days)", keepDays: 3,
            levels: [("reader", 0), ("silver", 15), ("gold", 60)])
        var changes = RandomChanges(seed: seed, customers: 20)
        var asOf = try shop.instant("2026-03-31T07:00:00Z")
        for change in changes.beginnings() { try await change.apply(to: shop.connection) }

        for run in 1...12 {
            let now = asOf
            let during = (0..<8).map { _ in changes.next(at: now) }
            async let evaluated: Void = follow(segments, programme, of: shop, at: now, run: run)
            for change in during { try await change.apply(to: other) }
            try await evaluated
            // Nothing changes meanwhile: now everything must have been followed.
            try await follow(segments, programme, of: shop, at: now, run: run, after: 1)
            for segment in segments {
                let query = ExpressionCompiler(timezone: shop.zone, currency: "CNY", asOf: now)
                    .members(of: segment.expression)
                let wanted = try await shop.connection.execute(
                    Statement(name: "wanted", sql: query.sql), query.parameters)
                let members = try await shop.connection.execute(
                    Statement(
                        name: "members",
                        sql: """
                            SELECT customer_id FROM tidings.segment_entry
                            WHERE segment = $1 AND left_at IS NULL
                            """), [.text(segment.name)])
                #expect(
                    try Set(members.map { try $0.text("customer_id") })
                        == Set(wanted.map { try $0.text("customer_id") }),
                    "seed \(seed), run \(run): \(segment.name)")
            }
            try await expectNobodyMoves(programme, of: shop, at: now, "seed \(seed), run \(run)")
            asOf = asOf.addingTimeInterval(86_400)
        }
        await other.close()
    }

    private static let expressions = [
        "lately": "orders(last 20 days) >= 1", "much": "spend(last 10 days) > 9",
        "first": "top 3 by spend(ever)", "once": "last_order_at < 5 days ago and orders >= 2",
        "kinds": "distinct products(last 30 days) >= 2", "nearby": "city = \"x\"",
    ].sorted { $0.key < $1.key }

    private func follow(
        _ segments: [Segment], _ programme: TierProgramme, of shop: Shop, at asOf: Date, run: Int,
        after seconds: Double = 0
    ) async throws {
        let figures = JobFigures(job: "nightly", segments: segments, programmes: [programme])
        let instant = asOf.addingTimeInterval(seconds)
        try await shop.connection.transaction { connection in
            _ = try await TierEvaluation(timezone: shop.zone, currency: "CNY").follow(
                programme, asOf: asOf, at: instant, runID: run, figures: figures, connection)
            _ = try await SegmentEvaluation(job: "nightly", timezone: shop.zone, currency: "CNY")
                .evaluate(
                    segments, asOf: asOf, at: instant, runID: run, figures: figures, connection)
        }
    }

    /// An evaluation of everybody, from figures that are computed anew, changes no level.
    private func expectNobodyMoves(
        _ programme: TierProgramme, of shop: Shop, at asOf: Date, _ note: String
    ) async throws {
        let periods = Set(try await shop.periods(of: programme.name))
        try await shop.connection.begin()
        _ = try await TierEvaluation(timezone: shop.zone, currency: "CNY").follow(
            programme, asOf: asOf, at: asOf.addingTimeInterval(2), runID: 0, everybody: true,
            shop.connection)
        let anew = Set(try await shop.periods(of: programme.name))
        await shop.connection.rollback()
        #expect(periods.symmetricDifference(anew) == [], "\(note)")
    }
}
