import Audiences
import Definitions
import Foundation
import Postgres
import Problems
import Testing

struct TierEvaluationTests {
    private func shop() async throws -> Shop {
        let shop = try await Shop.open()
        try await shop.customers("a", "b")
        try await shop.order("1", of: "a", at: "2026-01-01T00:00:00Z", total: "2000")
        return shop
    }

    @Test func `the first evaluation is a baseline that gives everybody a level`() async throws {
        let shop = try await shop()
        let programme = try shop.programme()
        let figures = try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        #expect(
            figures
                == TierFigures(evaluated: 2, up: 0, down: 0, isBaseline: true, standing: .new))
        #expect(
            try await shop.periods() == [
                "a gold baseline 2000 1-", "b reader baseline 0 1-",
            ])
        let again = try await shop.evaluate(programme, day: "2026-01-10", run: 2)
        #expect(again == TierFigures(evaluated: 2, up: 0, down: 0))
        #expect(
            try await shop.periods() == [
                "a gold baseline 2000 1-", "b reader baseline 0 1-",
            ])
    }

    @Test func `up at once, and a new customer's first level above the lowest is earned`()
        async throws
    {
        let shop = try await shop()
        let programme = try shop.programme()
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        try await shop.customers("c", "d")
        try await shop.order("2", of: "b", at: "2026-01-10T00:00:00Z", total: "499.99")
        try await shop.order("3", of: "c", at: "2026-01-10T00:00:00Z", total: "500")
        let figures = try await shop.evaluate(programme, day: "2026-01-11", run: 2)
        #expect(figures == TierFigures(evaluated: 4, up: 1, down: 0))
        try await shop.order("4", of: "b", at: "2026-01-11T00:00:00Z", total: "0.01")
        let next = try await shop.evaluate(programme, day: "2026-01-12", run: 3)
        #expect(next == TierFigures(evaluated: 4, up: 1, down: 0))
        #expect(
            try await shop.periods() == [
                "a gold baseline 2000 1-",
                "b reader baseline 0 1-3",
                "b silver earned 500.00 from 0 3-",
                "c silver earned 500 2-",
                "d reader baseline 0 2-",
            ])
    }

    @Test(arguments: [
        (
            TierProgramme.Downgrade.toEarned,
            ["a gold baseline 2000 until 2026-04-30 1-4", "a reader downgraded 0 from 2 4-"]
        ),
        (
            .oneLevel,
            [
                "a gold baseline 2000 until 2026-04-30 1-4",
                "a silver downgraded 0 from 2 until 2026-07-30 4-6",
                "a reader downgraded 0 from 1 6-",
            ]
        ),
        (.never, ["a gold baseline 2000 until 2026-04-30 1-"]),
    ])
    func `a level ends by rule when it was not earned for as long as it is kept`(
        _ example: (rule: TierProgramme.Downgrade, periods: [String])
    ) async throws {
        let shop = try await Shop.open()
        try await shop.customers("a")
        try await shop.order("1", of: "a", at: "2026-01-01T00:00:00Z", total: "2000")
        let programme = try shop.programme(downgrade: example.rule)
        // The last evaluation that earns it is that of 30 January; 30 April is its last day.
        for (run, day) in [
            "2026-01-10", "2026-01-30", "2026-04-30", "2026-05-01", "2026-07-30", "2026-07-31",
        ].enumerated() {
            try await shop.evaluate(programme, day: day, run: run + 1)
        }
        #expect(try await shop.periods() == example.periods)
    }

    @Test func `a level earned again is kept for longer, without a new period`() async throws {
        let shop = try await shop()
        let programme = try shop.programme()
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        try await shop.evaluate(programme, day: "2026-03-10", run: 2)
        try await shop.order("2", of: "a", at: "2026-03-20T00:00:00Z", total: "2000")
        try await shop.evaluate(programme, day: "2026-03-21", run: 3)
        let figures = try await shop.evaluate(programme, day: "2026-06-19", run: 4)
        #expect(figures == TierFigures(evaluated: 2, up: 0, down: 0))
        #expect(
            try await shop.periods() == [
                "a gold baseline 2000 until 2026-06-19 1-", "b reader baseline 0 1-",
            ])
    }

    @Test func `a return that unearns a level ends it at once`() async throws {
        let shop = try await shop()
        let programme = try shop.programme()
        try await shop.order("2", of: "b", at: "2026-01-05T00:00:00Z", total: "2500")
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        // a returns what made them gold, b returns what they can do without.
        try await shop.run("UPDATE tidings.orders SET status = 'returned' WHERE order_id = '1'")
        try await shop.order("3", of: "b", at: "2026-01-11T00:00:00Z", total: "-400")
        let figures = try await shop.evaluate(programme, day: "2026-01-12", run: 2)
        #expect(figures == TierFigures(evaluated: 2, up: 0, down: 1))
        // Long after, when b's purchase is out of the window, a second return unearns it.
        try await shop.evaluate(programme, day: "2026-03-01", run: 3)
        try await shop.order("4", of: "b", at: "2026-03-02T00:00:00Z", total: "-200")
        let later = try await shop.evaluate(programme, day: "2026-03-03", run: 4)
        #expect(later == TierFigures(evaluated: 2, up: 0, down: 1))
        #expect(
            try await shop.periods() == [
                "a gold baseline 2000 until 2026-04-10 1-2", "a reader downgraded 0 from 2 2-",
                "b gold baseline 2500 until 2026-04-12 1-4",
                "b silver downgraded -200 from 2 until 2026-04-12 4-",
            ])
    }

    @Test func `a return of other things leaves a kept level alone`() async throws {
        let shop = try await shop()
        let programme = try shop.programme()
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        // Bought after the level was last earned, and returned.
        try await shop.evaluate(programme, day: "2026-02-20", run: 2)
        try await shop.order(
            "2", of: "a", at: "2026-02-21T00:00:00Z", total: "300", status: "returned")
        let figures = try await shop.evaluate(programme, day: "2026-02-22", run: 3)
        #expect(figures == TierFigures(evaluated: 2, up: 0, down: 0))
    }

    @Test func `after a return the level before comes back, if it would still be kept`()
        async throws
    {
        let shop = try await Shop.open()
        try await shop.customers("a")
        try await shop.order("1", of: "a", at: "2026-01-01T00:00:00Z", total: "500")
        let programme = try shop.programme()
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        try await shop.order("2", of: "a", at: "2026-02-15T00:00:00Z", total: "3000")
        try await shop.evaluate(programme, day: "2026-02-16", run: 2)
        try await shop.run("UPDATE tidings.orders SET status = 'cancelled' WHERE order_id = '2'")
        try await shop.evaluate(programme, day: "2026-02-17", run: 3)
        try await shop.evaluate(programme, day: "2026-04-11", run: 4)
        #expect(
            try await shop.periods() == [
                "a silver baseline 500 until 2026-04-10 1-2",
                "a gold earned 3000 from 1 until 2026-05-17 2-3",
                "a silver downgraded 0 from 2 until 2026-04-10 3-4",
                "a reader downgraded 0 from 1 4-",
            ])
    }

    @Test func `edited levels are a baseline, and what is kept stays kept`() async throws {
        let shop = try await shop()
        try await shop.order("2", of: "b", at: "2026-01-01T00:00:00Z", total: "600")
        try await shop.evaluate(shop.programme(), day: "2026-01-10", run: 1)
        let edited = try shop.programme(
            levels: [("reader", 0), ("bronze", 100), ("silver", 1000), ("gold", 5000)])
        let figures = try await shop.evaluate(edited, day: "2026-01-11", run: 2)
        #expect(
            figures
                == TierFigures(evaluated: 2, up: 0, down: 0, isBaseline: true, standing: .edited))
        #expect(
            try await shop.periods() == [
                "a gold baseline 2000 until 2026-04-10 1-2",
                "a gold redefined 2000 from 2 until 2026-04-10 2-",
                "b silver baseline 600 until 2026-04-10 1-2",
                "b silver redefined 600 from 1 until 2026-04-10 2-",
            ])
        let after = try await shop.evaluate(edited, day: "2026-04-11", run: 3)
        #expect(after == TierFigures(evaluated: 2, up: 0, down: 2))
    }

    @Test func `benefits do not make a baseline, including existing members avoids it`()
        async throws
    {
        let shop = try await shop()
        var programme = try shop.programme(includeExisting: true)
        let figures = try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        #expect(figures == TierFigures(evaluated: 2, up: 1, down: 0, standing: .new))
        let fingerprint = programme.fingerprint
        programme.levels[2].discountPercent = 10
        #expect(programme.fingerprint == fingerprint)
        #expect(
            fingerprint == "spend(last 30 days): reader from 0.0, silver from 500.0, "
                + "gold from 2000.0; 90 days, to earned, daily")
    }

    @Test func `a feed's first load makes a baseline of any evaluation`() async throws {
        let shop = try await shop()
        let programme = try shop.programme()
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        try await shop.order("2", of: "b", at: "2026-01-10T00:00:00Z", total: "600")
        let figures = try await shop.evaluate(
            programme, day: "2026-01-11", run: 2, baseline: true)
        #expect(figures == TierFigures(evaluated: 2, up: 0, down: 0, isBaseline: true))
        #expect(
            try await shop.periods().last == "b silver baseline 600 from 0 2-")
    }
}
