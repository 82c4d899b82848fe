import Audiences
import Definitions
import Foundation
import Problems
import Testing

struct TierOverrideTests {
    private func shop(total: String = "600") async throws -> (Shop, TierProgramme) {
        let shop = try await Shop.open()
        try await shop.customers("a", "b")
        try await shop.order("1", of: "a", at: "2026-01-05T00:00:00Z", total: total)
        let programme = try shop.programme()
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        return (shop, programme)
    }

    private func override(
        _ programme: TierProgramme, of customer: String = "a", in shop: Shop
    ) -> TierOverride {
        TierOverride(of: customer, in: programme, timezone: shop.zone, currency: "CNY")
    }

    private func set(
        _ tier: String, until day: String, _ programme: TierProgramme, in shop: Shop,
        at instant: String = "2026-01-12T12:00:00+08:00"
    ) async throws -> Bool {
        try await override(programme, in: shop).set(
            tier, until: try #require(LocalDate(day)), reason: "complaint 4711",
            at: try shop.instant(instant), shop.connection)
    }

    @Test func `a level set by hand is in force at once and ends by itself`() async throws {
        let (shop, programme) = try await shop()
        #expect(try await set("gold", until: "2026-02-20", programme, in: shop))
        try await shop.evaluate(programme, day: "2026-02-20", run: 2)
        #expect(
            try await shop.periods().prefix(2) == [
                "a silver baseline 600 until 2026-04-10 1-hand", "a gold override 600 from 1 hand-",
            ])
        // Silver is not earned by then, but would be kept until April.
        try await shop.evaluate(programme, day: "2026-02-21", run: 3)
        try await shop.evaluate(programme, day: "2026-04-11", run: 4)
        #expect(
            try await shop.periods() == [
                "a silver baseline 600 until 2026-04-10 1-hand",
                "a gold override 600 from 1 hand-3",
                "a silver override ended 0 from 2 until 2026-04-10 3-4",
                "a reader downgraded 0 from 1 4-", "b reader baseline 0 1-",
            ])
    }

    @Test func `more may be earned above it, and falls back on it`() async throws {
        let (shop, programme) = try await shop(total: "100")
        try await shop.evaluate(programme, day: "2026-01-11", run: 2)
        #expect(try await set("silver", until: "2026-12-31", programme, in: shop))
        try await shop.order("2", of: "a", at: "2026-01-13T00:00:00Z", total: "3000")
        try await shop.evaluate(programme, day: "2026-01-14", run: 3)
        try await shop.evaluate(programme, day: "2026-05-14", run: 4)
        #expect(
            try await shop.periods().filter { $0.hasPrefix("a") } == [
                "a reader baseline 100 1-hand", "a silver override 100 from 0 hand-3",
                "a gold earned 3100 from 1 until 2026-04-14 3-4",
                "a silver override 0 from 2 4-",
            ])
    }

    @Test func `a level set below what is earned is what the customer has`() async throws {
        let (shop, programme) = try await shop()
        #expect(try await set("reader", until: "2026-01-20", programme, in: shop))
        try await shop.order("2", of: "a", at: "2026-01-13T00:00:00Z", total: "3000")
        try await shop.evaluate(programme, day: "2026-01-14", run: 2)
        try await shop.evaluate(programme, day: "2026-01-21", run: 3)
        #expect(
            try await shop.periods().filter { $0.hasPrefix("a") } == [
                "a silver baseline 600 until 2026-04-10 1-hand",
                "a reader override 600 from 1 hand-3", "a gold override ended 3600 from 0 3-",
            ])
    }

    @Test func `what is cleared gives way to the rules at once`() async throws {
        let (shop, programme) = try await shop()
        #expect(try await set("gold", until: "2026-12-31", programme, in: shop))
        let cleared = try await override(programme, in: shop)
            .clear(at: try shop.instant("2026-01-13T12:00:00+08:00"), shop.connection)
        #expect(cleared)
        try await shop.evaluate(programme, day: "2026-01-14", run: 2)
        #expect(
            try await shop.periods().filter { $0.hasPrefix("a") } == [
                "a silver baseline 600 until 2026-04-10 1-hand",
                "a gold override 600 from 1 hand-hand", "a silver override ended 600 from 2 hand-",
            ])
    }

    @Test func `another takes its place, also with a later day alone`() async throws {
        let (shop, programme) = try await shop()
        #expect(try await set("gold", until: "2026-01-20", programme, in: shop))
        let later = "2026-01-13T12:00:00+08:00"
        #expect(try await set("gold", until: "2026-03-20", programme, in: shop, at: later))
        try await shop.evaluate(programme, day: "2026-03-20", run: 2)
        #expect(try await shop.periods().count == 3)
        try await shop.evaluate(programme, day: "2026-03-21", run: 3)
        #expect(
            try await shop.periods().dropLast() == [
                "a silver baseline 600 until 2026-04-10 1-hand",
                "a gold override 600 from 1 hand-3",
                "a silver override ended 0 from 2 until 2026-04-10 3-",
            ])
    }

    @Test func `what was set by hand before is no level to come back to`() async throws {
        let (shop, programme) = try await shop()
        #expect(try await set("gold", until: "2026-12-31", programme, in: shop))
        let later = "2026-01-13T12:00:00+08:00"
        #expect(try await set("reader", until: "2026-12-31", programme, in: shop, at: later))
        _ = try await override(programme, in: shop)
            .clear(at: try shop.instant("2026-01-14T12:00:00+08:00"), shop.connection)
        #expect(
            try await shop.periods().filter { $0.hasPrefix("a") } == [
                "a silver baseline 600 until 2026-04-10 1-hand",
                "a gold override 600 from 1 hand-hand", "a reader override 600 from 2 hand-hand",
                "a silver override ended 600 from 0 hand-",
            ])
    }

    @Test func `where nobody falls, the level before comes back and has no end`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("a")
        try await shop.order("1", of: "a", at: "2026-01-05T00:00:00Z", total: "600")
        let programme = try shop.programme(downgrade: .never)
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        #expect(try await set("gold", until: "2026-12-31", programme, in: shop))
        try await shop.evaluate(programme, day: "2027-01-01", run: 2)
        let last = try #require(try await shop.periods().last)
        #expect(last.hasPrefix("a silver override ended 0 from 2 "))
    }

    @Test func `of an edited programme it waits for the next run`() async throws {
        let (shop, _) = try await shop()
        let edited = try shop.programme(keepDays: 30)
        #expect(try await set("gold", until: "2026-12-31", edited, in: shop) == false)
        try await shop.evaluate(edited, day: "2026-01-13", run: 2)
        #expect(
            try await shop.periods().contains("a gold override 600 from 1 2-"))
    }

    @Test func `what cannot be set is said`() async throws {
        let (shop, programme) = try await shop()
        let now = try shop.instant("2026-01-12T12:00:00+08:00")
        let day = try #require(LocalDate("2026-12-31"))
        func text(
            _ customer: String = "a", _ tier: String = "gold", until: LocalDate? = nil,
            reason: String = "because"
        ) async -> String {
            do {
                _ = try await override(programme, of: customer, in: shop).set(
                    tier, until: until ?? day, reason: reason, at: now, shop.connection)
                return "set"
            } catch {
                guard let problem = error as? Problem else { return "\(error)" }
                return "\(problem.summary) | \(problem.hint)"
            }
        }
        #expect(
            await text("z") == "there is no customer \"z\" | Write the shop's own id of the "
                + "customer, as its feed brings it.")
        #expect(
            await text("a", "golf") == "membership has no tier \"golf\" | Did you mean \"gold\"?")
        #expect(
            await text(until: LocalDate("2026-01-11")) == "2026-01-11 is over | Say until which "
                + "day the tier holds, that included.")
        #expect(
            await text(reason: " ") == "a tier that is set by hand needs a reason | Say why, for "
                + "who looks at it later: --reason \"complaint 4711\".")
        await #expect(throws: Problem.self) {
            _ = try await override(programme, of: "b", in: shop).clear(at: now, shop.connection)
        }
        #expect(try await shop.periods().count == 2)
    }
}
