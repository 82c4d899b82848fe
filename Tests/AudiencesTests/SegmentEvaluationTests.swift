import Audiences
import Definitions
import Foundation
import Postgres
import Problems
import Testing

struct SegmentEvaluationTests {
    private func segment(
        _ text: String, of shop: Shop, name: String = "best", guardPercent: Double? = nil,
        includeExisting: Bool = false
    ) throws -> Segment {
        Segment(
            name: name, expression: try shop.expression(text), guardPercent: guardPercent,
            includeExisting: includeExisting, place: Place("Jobs/a.yaml", line: 4, column: 5))
    }

    private func evaluate(
        _ segment: Segment, of shop: Shop, day: String, run: Int, baseline: Bool = false
    ) async throws -> SegmentFigures {
        let outcomes = try await evaluate(
            [segment], of: shop, day: day, run: run, baseline: baseline)
        switch try #require(outcomes[segment.name]) {
        case .evaluated(let figures): return figures
        case .guarded(let problem): throw problem
        case .heldBack: throw HeldBack()
        }
    }

    private struct HeldBack: Error {}

    private func evaluate(
        _ segments: [Segment], of shop: Shop, day: String, run: Int, baseline: Bool = false,
        only: Set<String>? = nil
    ) async throws -> [String: SegmentEvaluation.Outcome] {
        let evaluation = SegmentEvaluation(job: "nightly", timezone: shop.zone, currency: "CNY")
        let instant = try shop.instant("\(day)T02:00:00+08:00")
        return try await shop.connection.transaction { connection in
            try await evaluation.evaluate(
                segments, asOf: instant, at: instant, runID: run, baseline: baseline, only: only,
                connection)
        }
    }

    /// Entries as `customer entered_run-left_run`, `b` after the run of a baseline.
    private func entries(_ shop: Shop) async throws -> [String] {
        let rows = try await shop.connection.execute(
            Statement(
                name: "entries",
                sql: """
                    SELECT customer_id || ' ' || entered_run || CASE WHEN is_baseline THEN 'b'
                        ELSE '' END || '-' || coalesce(left_run || CASE WHEN left_by_baseline
                        THEN 'b' ELSE '' END, '') AS entry
                    FROM tidings.segment_entry ORDER BY customer_id, entered_at
                    """))
        return try rows.map { try $0.text("entry") }
    }

    private func shop() async throws -> Shop {
        let shop = try await Shop.open()
        try await shop.customers("a", "b", "c", "d")
        try await shop.order("1", of: "a", at: "2026-01-01T00:00:00Z")
        try await shop.order("2", of: "b", at: "2026-01-01T00:00:00Z")
        return shop
    }

    @Test func `membership is kept as who entered and who left, in which run`() async throws {
        let shop = try await shop()
        let segment = try segment("orders(last 30 days) >= 1", of: shop)
        #expect(
            try await evaluate(segment, of: shop, day: "2026-01-10", run: 1)
                == SegmentFigures(
                    members: 2, entered: 2, left: 0, isBaseline: true, standing: .new))
        try await shop.order("3", of: "c", at: "2026-01-20T00:00:00Z")
        try await shop.order("4", of: "b", at: "2026-01-21T00:00:00Z")
        #expect(
            try await evaluate(segment, of: shop, day: "2026-02-10", run: 2)
                == SegmentFigures(members: 2, entered: 1, left: 1, isBaseline: false))
        #expect(try await entries(shop) == ["a 1b-2", "b 1b-", "c 2-"])

        #expect(
            try await evaluate(segment, of: shop, day: "2026-02-10", run: 3)
                == SegmentFigures(members: 2, entered: 0, left: 0, isBaseline: false))
        #expect(try await entries(shop) == ["a 1b-2", "b 1b-", "c 2-"])
    }

    @Test func `who comes back has a second entry, at the same instant the old one again`()
        async throws
    {
        let shop = try await shop()
        let segment = try segment("city = x", of: shop)
        try await shop.change("UPDATE tidings.customer SET city = 'x' WHERE customer_id = 'a'")
        _ = try await evaluate(segment, of: shop, day: "2026-01-10", run: 1)
        try await shop.change("UPDATE tidings.customer SET city = 'y'")
        _ = try await evaluate(segment, of: shop, day: "2026-01-10", run: 2)
        #expect(try await entries(shop) == ["a 1b-2"])
        try await shop.change("UPDATE tidings.customer SET city = 'x' WHERE customer_id = 'a'")
        _ = try await evaluate(segment, of: shop, day: "2026-01-10", run: 3)
        #expect(try await entries(shop) == ["a 1b-"])
        try await shop.change("UPDATE tidings.customer SET city = 'y'")
        _ = try await evaluate(segment, of: shop, day: "2026-01-11", run: 4)
        try await shop.change("UPDATE tidings.customer SET city = 'x' WHERE customer_id = 'a'")
        _ = try await evaluate(segment, of: shop, day: "2026-01-12", run: 5)
        #expect(try await entries(shop) == ["a 1b-4", "a 5-"])
    }

    @Test func `an edited expression makes a baseline, edited spaces do not`() async throws {
        let shop = try await shop()
        _ = try await evaluate(
            segment("orders >= 1", of: shop), of: shop, day: "2026-01-10", run: 1)
        let spaced = try await evaluate(
            segment("Orders  >=  1", of: shop), of: shop, day: "2026-01-11", run: 2)
        #expect(!spaced.isBaseline)
        let edited = try await evaluate(
            segment("orders = 0", of: shop), of: shop, day: "2026-01-12", run: 3)
        #expect(
            edited
                == SegmentFigures(
                    members: 2, entered: 2, left: 2, isBaseline: true, standing: .edited))
        #expect(try await entries(shop) == ["a 1b-3b", "b 1b-3b", "c 3b-", "d 3b-"])
        let after = try await evaluate(
            segment("orders = 0", of: shop), of: shop, day: "2026-01-13", run: 4)
        #expect(!after.isBaseline)
    }

    @Test func `a segment that includes existing members has no baseline`() async throws {
        let shop = try await shop()
        let segment = try segment("orders >= 1", of: shop, includeExisting: true)
        let figures = try await evaluate(segment, of: shop, day: "2026-01-10", run: 1)
        #expect(
            figures
                == SegmentFigures(
                    members: 2, entered: 2, left: 0, isBaseline: false, standing: .new))
        #expect(try await entries(shop) == ["a 1-", "b 1-"])
    }

    @Test func `a feed's first load makes a baseline of any evaluation`() async throws {
        let shop = try await shop()
        let segment = try segment("orders >= 1", of: shop)
        _ = try await evaluate(segment, of: shop, day: "2026-01-10", run: 1)
        try await shop.order("3", of: "c", at: "2026-01-10T00:00:00Z")
        let figures = try await evaluate(
            segment, of: shop, day: "2026-01-11", run: 2, baseline: true)
        #expect(figures == SegmentFigures(members: 3, entered: 1, left: 0, isBaseline: true))
        #expect(try await entries(shop) == ["a 1b-", "b 1b-", "c 2b-"])
    }

    @Test func `a guard stops a segment that moves too much, and nothing is written`()
        async throws
    {
        let shop = try await shop()
        try await shop.order("3", of: "c", at: "2026-01-01T00:00:00Z")
        let segment = try segment(
            "orders(last 30 days) >= 1", of: shop, guardPercent: 66.6)
        _ = try await evaluate(segment, of: shop, day: "2026-01-10", run: 1)
        try await shop.change("UPDATE tidings.orders SET status = 'cancelled' WHERE order_id = '1'")
        try await shop.order("4", of: "d", at: "2026-01-09T00:00:00Z")
        let problem = try await #require(throws: Problem.self) {
            try await evaluate(segment, of: shop, day: "2026-01-11", run: 2)
        }
        #expect(
            problem.text == """
                Jobs/a.yaml:4:5: the segment "best" would change by 66.7%, more than the 66.6% of \
                its guard: of 3 members 1 leave, and 1 enter
                  Raise the guard and see with tidings plan who would move; if that is right, let \
                one run do it.
                """)
        #expect(problem.kind == .guarded)
        #expect(try await entries(shop) == ["a 1b-", "b 1b-", "c 1b-"])
        var wider = segment
        wider.guardPercent = 67
        let figures = try await evaluate(wider, of: shop, day: "2026-01-11", run: 3)
        #expect(figures == SegmentFigures(members: 3, entered: 1, left: 1, isBaseline: false))
        let reasons = try await shop.connection.execute(
            Statement(
                name: "reasons",
                sql: """
                    SELECT customer_id || ': ' || array_to_string(
                        coalesce(left_because, entered_because), ', ') AS reason
                    FROM tidings.segment_entry WHERE 3 IN (entered_run, left_run) ORDER BY 1
                    """))
        let told = try reasons.map { try $0.text("reason") }
        #expect(told == ["a: not orders(last 30 days) >= 1", "d: orders(last 30 days) >= 1"])
    }

    @Test func `what was kept may be lost as in a crash: nobody moves`() async throws {
        let shop = try await shop()
        let segments = [
            try segment("orders(last 30 days) >= 1", of: shop),
            try segment("top 1 by spend(ever)", of: shop, name: "first"),
        ]
        _ = try await evaluate(segments, of: shop, day: "2026-01-10", run: 1)
        let tables = try await shop.connection.execute(
            Statement(
                name: "unlogged",
                sql: """
                    SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'
                    ORDER BY relname
                    """)
        ).map { try $0.text("relname") }
        #expect(tables == ["evaluation", "order_figure", "ranking", "segment_state"])
        let before = try await entries(shop)
        for table in tables { try await shop.run("DELETE FROM tidings.\(table)") }
        _ = try await evaluate(segments, of: shop, day: "2026-01-11", run: 2)
        #expect(try await entries(shop) == before)
        try await shop.order("3", of: "c", at: "2026-01-11T00:00:00Z")
        _ = try await evaluate(segments, of: shop, day: "2026-01-12", run: 3)
        #expect(try await shop.members("in segment best") == "a b c")
    }

    @Test func `what a job kept goes with it, and what it no longer asks`() async throws {
        let shop = try await shop()
        func kept() async throws -> [Int] {
            let row = try await shop.connection.execute(
                Statement(
                    name: "kept",
                    sql: """
                        SELECT (SELECT count(*) FROM tidings.order_figure) AS figures,
                            (SELECT count(*) FROM tidings.segment_state) AS states,
                            (SELECT count(*) FROM tidings.ranking) AS rankings
                        """)
            ).first
            return try ["figures", "states", "rankings"].map { try row?.int($0) ?? 0 }
        }
        let ranked = try segment("top 1 by spend(ever)", of: shop)
        _ = try await evaluate([ranked], of: shop, day: "2026-01-10", run: 1)
        #expect(try await kept() == [2, 4, 1])
        let cities = try segment("city = \"x\"", of: shop)
        _ = try await evaluate([cities], of: shop, day: "2026-01-11", run: 2)
        #expect(try await kept() == [0, 4, 0])
        _ = try await evaluate([ranked], of: shop, day: "2026-01-12", run: 3)
        // 35 days later another job is evaluated: the first has another name by then.
        let instant = try shop.instant("2026-02-17T02:00:00+08:00")
        try await shop.connection.transaction { connection in
            _ = try await SegmentEvaluation(job: "other", timezone: shop.zone, currency: "CNY")
                .evaluate(
                    [segment("city = \"x\"", of: shop, name: "cities")], asOf: instant,
                    at: instant, runID: 4, connection)
        }
        #expect(try await kept() == [0, 4, 0])
        let jobs = try await shop.connection.execute(
            Statement(name: "jobs", sql: "SELECT DISTINCT job FROM tidings.segment_state"))
        #expect(try jobs.map { try $0.text("job") } == ["other"])
    }

    @Test func `an edited expression and an empty segment are not guarded`() async throws {
        let shop = try await shop()
        _ = try await evaluate(
            segment("orders >= 9", of: shop, guardPercent: 1), of: shop, day: "2026-01-10", run: 1)
        try await shop.change("UPDATE tidings.orders SET customer_id = 'a'")
        _ = try await evaluate(
            segment("orders >= 2", of: shop, guardPercent: 1), of: shop, day: "2026-01-11", run: 2)
        #expect(try await entries(shop) == ["a 2b-"])
    }

    @Test func `a segment sees the members of those it uses`() async throws {
        let shop = try await shop()
        let lapsed = try segment("orders = 0", of: shop, name: "lapsed")
        let best = try segment("not in segment lapsed", of: shop)
        let order = try SegmentEvaluation.order(of: [best, lapsed])
        #expect(order.map(\.name) == ["lapsed", "best"])
        _ = try await evaluate([best, lapsed], of: shop, day: "2026-01-10", run: 1)
        #expect(try await shop.members("in segment best") == "a b")
    }

    @Test func `segments that use each other are named with the way round`() async throws {
        let shop = try await shop()
        let circle = [
            try segment("in segment best", of: shop, name: "lapsed"),
            try segment("in segment staff", of: shop, name: "best"),
            try segment("in segment lapsed or in segment staff", of: shop, name: "staff"),
        ]
        let problems = try #require(throws: Problems.self) {
            try SegmentEvaluation.order(of: circle)
        }
        #expect(
            Set(problems.all.map(\.summary)) == [
                "the segment \"lapsed\" uses itself: lapsed → best → staff → lapsed",
                "the segment \"best\" uses itself: best → staff → lapsed → best",
                "the segment \"staff\" uses itself: staff → staff",
            ])
    }
}
