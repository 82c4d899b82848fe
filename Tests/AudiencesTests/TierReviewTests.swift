import Audiences
import Definitions
import Postgres
import Testing

/// On which day a level ends that was earned for the last time, on calendars worked out by hand.
struct TierReviewTests {
    struct Calendar: Sendable {
        var name: String
        var review: TierProgramme.Review
        var keep: Int
        var grace = 0
        var joined = "2024-02-29"
        /// The last evaluation that earns it; that which finds it not earned is the day after.
        var earned: String
        /// The day before, on which it is held, and the day on which it has ended.
        var held: String
        var ended: String
    }

    static let calendars = [
        Calendar(
            name: "daily: the day after it is kept", review: .daily, keep: 10,
            earned: "2026-01-20", held: "2026-01-30", ended: "2026-01-31"),
        Calendar(
            name: "daily, kept no longer than it is earned", review: .daily, keep: 0,
            earned: "2026-01-20", held: "2026-01-20", ended: "2026-01-21"),
        Calendar(
            name: "grace comes after", review: .daily, keep: 10, grace: 5,
            earned: "2026-01-20", held: "2026-02-04", ended: "2026-02-05"),
        Calendar(
            name: "monthly: on the first", review: .monthly(day: 1), keep: 0,
            earned: "2026-01-20", held: "2026-01-31", ended: "2026-02-01"),
        Calendar(
            name: "monthly, on the very day after which it is kept", review: .monthly(day: 21),
            keep: 0, earned: "2026-01-20", held: "2026-01-20", ended: "2026-01-21"),
        Calendar(
            name: "monthly, that day missed by one", review: .monthly(day: 20), keep: 0,
            earned: "2026-01-20", held: "2026-02-19", ended: "2026-02-20"),
        Calendar(
            name: "monthly on the 31st: the last of a short month", review: .monthly(day: 31),
            keep: 20, earned: "2026-01-20", held: "2026-02-27", ended: "2026-02-28"),
        Calendar(
            name: "joined on a leap day: the 28th of February", review: .anniversaryOfJoining,
            keep: 0, earned: "2026-01-20", held: "2026-02-27", ended: "2026-02-28"),
        Calendar(
            name: "an anniversary on the very day after which it is kept",
            review: .anniversaryOfJoining, keep: 0, joined: "2024-01-21", earned: "2026-01-20",
            held: "2026-01-20", ended: "2026-01-21"),
        Calendar(
            name: "grace passes one anniversary, the next counts", review: .anniversaryOfJoining,
            keep: 0, grace: 60, earned: "2026-01-20", held: "2027-02-27", ended: "2027-02-28"),
        Calendar(
            name: "an anniversary of joining in a leap year is the leap day",
            review: .anniversaryOfJoining, keep: 365 + 365,
            earned: "2026-02-27", held: "2028-02-28", ended: "2028-02-29"),
        Calendar(
            name: "an anniversary of the tier, reached on 10 January", review: .anniversaryOfTier,
            keep: 0, earned: "2026-01-20", held: "2027-01-09", ended: "2027-01-10"),
    ]

    @Test(arguments: calendars)
    func `a level ends on the first day of review after it was kept`(
        _ calendar: Calendar
    ) async throws {
        let shop = try await Shop.open()
        try await shop.customers("a", with: ["joined_on": "'\(calendar.joined)'"])
        let programme = try shop.programme(
            by: "spend(last 10 days)", keepDays: calendar.keep, graceDays: calendar.grace,
            review: calendar.review)
        let earned = try #require(LocalDate(calendar.earned))
        for day in ["2026-01-05", "\(earned.adding(days: -10))"] {
            try await shop.order(day, of: "a", at: "\(day)T04:00:00Z", total: "600")
        }
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        try await shop.evaluate(programme, day: calendar.earned, run: 2)

        let next = "\(earned.adding(days: 1))"
        for day in [next, calendar.held] where day < calendar.ended {
            try await shop.evaluate(programme, day: day, run: 3)
            #expect(try await tier(in: shop) == "silver")
        }
        try await shop.evaluate(programme, day: calendar.ended, run: 4)
        #expect(try await tier(in: shop) == "reader")
    }

    private func tier(in shop: Shop) async throws -> String? {
        try await shop.connection.execute(
            Statement(
                name: "tier", sql: "SELECT tier FROM tidings.tier_period WHERE ended_at IS NULL")
        ).first?.text("tier")
    }

    @Test func `a level that is missed by a late run ends with the next one`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("a")
        try await shop.order("1", of: "a", at: "2026-01-05T00:00:00Z", total: "600")
        let programme = try shop.programme(
            by: "spend(last 10 days)", keepDays: 0, review: .monthly(day: 1))
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        try await shop.evaluate(programme, day: "2026-01-31", run: 2)
        #expect(try await tier(in: shop) == "silver")
        // Nothing ran on the first, when it ended.
        try await shop.evaluate(programme, day: "2026-02-20", run: 3)
        #expect(try await tier(in: shop) == "reader")
    }

    @Test func `a level below is kept and reviewed as if it were earned on the day of the fall`()
        async throws
    {
        let shop = try await Shop.open()
        try await shop.customers("a")
        try await shop.order("1", of: "a", at: "2026-01-05T00:00:00Z", total: "2000")
        let programme = try shop.programme(
            downgrade: .oneLevel, keepDays: 30, review: .anniversaryOfTier)
        for (run, day) in [
            "2026-01-10", "2026-02-20", "2027-01-09", "2027-01-10", "2028-01-09", "2028-01-10",
        ].enumerated() {
            try await shop.evaluate(programme, day: day, run: run + 1)
        }
        #expect(
            try await shop.periods() == [
                "a gold baseline 2000 until 2026-02-09 1-4",
                "a silver downgraded 0 from 2 until 2027-02-09 4-6",
                "a reader downgraded 0 from 1 6-",
            ])
    }

    @Test func `in grace a level may be earned again`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("a")
        try await shop.order("1", of: "a", at: "2026-01-05T00:00:00Z", total: "600")
        let programme = try shop.programme(keepDays: 10, graceDays: 30)
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        try await shop.evaluate(programme, day: "2026-02-10", run: 2)
        #expect(try await shop.periods() == ["a silver baseline 600 until 2026-01-20 1-"])
        try await shop.order("2", of: "a", at: "2026-02-11T00:00:00Z", total: "500")
        try await shop.evaluate(programme, day: "2026-02-12", run: 3)
        #expect(try await shop.periods() == ["a silver baseline 600 1-"])
    }

    @Test func `a return ends a level whatever day is one of review`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("a")
        try await shop.order("1", of: "a", at: "2026-01-05T00:00:00Z", total: "600")
        let programme = try shop.programme(keepDays: 60, graceDays: 30, review: .anniversaryOfTier)
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        try await shop.run("UPDATE tidings.orders SET status = 'returned'")
        try await shop.evaluate(programme, day: "2026-01-11", run: 2)
        #expect(try await tier(in: shop) == "reader")
    }

    @Test func `an amount without a history is not looked back at`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("a", with: ["attributes": "'{\"points\": \"600\"}'"])
        let programme = try shop.programme(by: "attributes.points", keepDays: 30)
        try await shop.evaluate(programme, day: "2026-01-10", run: 1)
        try await shop.run("UPDATE tidings.customer SET attributes = '{\"points\": \"10\"}'")
        try await shop.evaluate(programme, day: "2026-01-11", run: 2)
        #expect(try await shop.periods() == ["a silver baseline 600 until 2026-02-09 1-"])
    }
}
