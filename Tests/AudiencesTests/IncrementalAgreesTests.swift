import Audiences
import Definitions
import Foundation
import Postgres
import Problems
import Testing
import Warehouse

/// Whoever is looked at, the segments are those that an evaluation of everybody makes: the same
/// members, entries and exits as each expression by itself says, and the same that is kept.
struct IncrementalAgreesTests {
    private static let segments = (1...8).map { "s\($0)" }

    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func `segments follow random changes and days as if everybody were looked at`(
        seed: UInt64
    ) async throws {
        let shop = try await Shop.open("Europe/Berlin")
        let segments = try segments(seed, of: shop)
        var changes = RandomChanges(seed: seed, customers: 24)
        var days = SeededGenerator(seed: seed + 1_000)
        // Two days after clocks went forward.
        var asOf = try shop.instant("2026-03-31T07:00:00Z")
        var members: [String: Set<String>] = [:]
        try await apply(changes.beginnings(), to: shop)

        for run in 1...25 {
            let instant = try shop.instant("2027-01-01T00:00:00Z")
                .addingTimeInterval(Double(run) * 60)
            try await evaluate(segments, of: shop, asOf: asOf, at: instant, run: run)
            for segment in segments {
                let wanted = try await wanted(segment, of: shop, asOf: asOf)
                let was = members[segment.name] ?? []
                let note = "seed \(seed), run \(run): \(segment.name) = \(segment.expression.text)"
                let moves = try await moves(of: segment, in: run, of: shop)
                #expect(moves.entered == wanted.subtracting(was), "\(note)")
                #expect(moves.left == was.subtracting(wanted), "\(note)")
                members[segment.name] = wanted
            }
            try await expectSameKept(
                segments, of: shop, asOf: asOf, at: instant, "seed \(seed), run \(run)")
            let count = Int.random(in: 0...4, using: &days)
            try await apply((0..<count).map { _ in changes.next(at: asOf) }, to: shop)
            asOf = asOf.addingTimeInterval(3600 * Self.step(using: &days))
        }
    }

    @Test func `ranks follow the changes of a shop that is not looked through`() async throws {
        let shop = try await Shop.open("Europe/Berlin")
        try await shop.run(
            """
            INSERT INTO tidings.customer (customer_id, joined_on, first_load_id, load_id, line)
            SELECT 'k' || n, '2025-01-01'::date + n % 400, 1, 1, 1
            FROM generate_series(1, 6000) AS n;
            INSERT INTO tidings.orders (customer_id, order_id, placed_at, status, total,
                first_load_id, load_id, line)
            SELECT 'k' || (n::bigint * 7919 % 6000 + 1), 'o' || n,
                '2026-03-31T05:00:00Z'::timestamptz - (n::bigint * 104729 % 9000) * interval '1 hour',
                'sale', n::bigint * 15485863 % 20011 / 100.0, 1, 1, 1
            FROM generate_series(1, 15000) AS n;
            ANALYZE;
            """)
        let segments = try [
            "best": "top 5% by spend(last 90 days)", "s1": "top 100 by orders(last 30 days)",
            "s2": "quintile by days since last order <= 2 and quintile by spend(ever) = 5",
            "s3": "decile by days since joining in (1, 4)",
        ].map { name, text in
            Segment(name: name, expression: try shop.expression(text), place: Place("test"))
        }
        var asOf = try shop.instant("2026-03-31T07:00:00Z")
        for run in 1...6 {
            let instant = asOf.addingTimeInterval(60)
            try await evaluate(segments, of: shop, asOf: asOf, at: instant, run: run)
            for segment in segments {
                let members = try await shop.members("in segment \(segment.name)")
                let wanted = try await wanted(segment, of: shop, asOf: asOf)
                #expect(
                    members == wanted.sorted().joined(separator: " "), "\(segment.name), \(run)")
            }
            let customers = (0..<60).map { "k\(($0 * 97 + run * 1_013) % 6_000 + 1)" }
            let change = RandomChanges.Change(
                .order, of: customers,
                """
                UPDATE tidings.orders SET total = total + \(run) * 10,
                    placed_at = placed_at + interval '3 days'
                WHERE customer_id = ANY ('{\(customers.joined(separator: ","))}')
                """)
            try await apply([change], to: shop)
            asOf = asOf.addingTimeInterval(86_400)
        }
    }

    /// In hours: mostly a day or some hours, at times none, back or far.
    private static func step(using generator: inout SeededGenerator) -> Double {
        [24, 24, 24, 24, 5, 0, -72, 240, 24 * 45].randomElement(using: &generator) ?? 24
    }

    private func segments(_ seed: UInt64, of shop: Shop) throws -> [Segment] {
        var random = RandomExpressions(seed: seed)
        var names = shop.names
        names.segments.formUnion(Self.segments)
        var used = ["staff"]
        return try Self.segments.map { name in
            let text = random.next(using: used)
            used.append(name)
            let expression = try ExpressionParser.parse(
                text, at: Place("seed \(seed): \(text)"), names: names, expecting: .condition
            ).get()
            return Segment(name: name, expression: expression, place: Place("test"))
        }
    }

    private func apply(_ changes: [RandomChanges.Change], to shop: Shop) async throws {
        for change in changes { try await change.apply(to: shop.connection) }
    }

    private func evaluate(
        _ segments: [Segment], of shop: Shop, asOf: Date, at instant: Date, run: Int
    ) async throws {
        try await shop.connection.transaction { connection in
            _ = try await SegmentEvaluation(job: "nightly", timezone: shop.zone, currency: "CNY")
                .evaluate(segments, asOf: asOf, at: instant, runID: run, connection)
        }
    }

    // MARK: The other ways

    /// Each expression by itself, over everybody.
    private func wanted(
        _ segment: Segment, of shop: Shop, asOf: Date
    ) async throws -> Set<String> {
        let query = ExpressionCompiler(timezone: shop.zone, currency: "CNY", asOf: asOf)
            .members(of: segment.expression)
        let rows = try await shop.connection.execute(
            Statement(name: "wanted", sql: query.sql), query.parameters)
        return Set(try rows.map { try $0.text("customer_id") })
    }

    private func moves(
        of segment: Segment, in run: Int, of shop: Shop
    ) async throws -> (entered: Set<String>, left: Set<String>) {
        let rows = try await shop.connection.execute(
            Statement(
                name: "moves",
                sql: """
                    SELECT customer_id, entered_run = $2::bigint AS enters
                    FROM tidings.segment_entry
                    WHERE segment = $1 AND (entered_run = $2 OR left_run = $2)
                    """), [.text(segment.name), .int(run)])
        return (
            Set(try rows.filter { try $0.bool("enters") }.map { try $0.text("customer_id") }),
            Set(try rows.filter { try !$0.bool("enters") }.map { try $0.text("customer_id") })
        )
    }

    /// What is kept is what an evaluation that begins anew would keep.
    private func expectSameKept(
        _ segments: [Segment], of shop: Shop, asOf: Date, at instant: Date, _ note: String
    ) async throws {
        let kept = try await kept(shop)
        try await shop.connection.begin()
        try await shop.run("DELETE FROM tidings.evaluation")
        _ = try await SegmentEvaluation(job: "nightly", timezone: shop.zone, currency: "CNY")
            .evaluate(segments, asOf: asOf, at: instant, runID: 0, shop.connection)
        let anew = try await self.kept(shop)
        let moved = try await shop.connection.execute(
            Statement(
                name: "moved",
                sql: "SELECT 1 FROM tidings.segment_entry WHERE entered_run = 0 OR left_run = 0"))
        await shop.connection.rollback()
        #expect(kept == anew, "\(note)")
        #expect(moved.count == 0, "\(note)")
    }

    private func kept(_ shop: Shop) async throws -> [String] {
        let rows = try await shop.connection.execute(
            Statement(
                name: "kept",
                sql: """
                    SELECT kept FROM (
                        SELECT customer_id || ' ' || amounts::text || ' ' || truths::text AS kept
                        FROM tidings.segment_state
                        UNION ALL
                        SELECT customer_id || ' ' || moments::text || ' '
                            || ARRAY(SELECT trim_scale(n) FROM unnest(sums) AS n)::text
                        FROM tidings.order_figure
                        WHERE 0 <> ANY (sums)
                            OR EXISTS (SELECT FROM unnest(moments) AS m WHERE m IS NOT NULL)
                    ) AS n
                    ORDER BY kept COLLATE "C"
                    """))
        return try rows.map { try $0.text("kept") }
    }
}
