import Campaigns
import Definitions
import Foundation
import Problems
import Testing

/// Mail to everybody on one day.
@Suite(.serialized)
struct TriggerOnceTests {
    private func once(_ day: String, expires: Int = 86_400, priority: Int = 50) throws -> Campaign {
        .of(
            .once(try #require(LocalDate(day))), name: "once", priority: priority, at: 10 * 60,
            expires: expires)
    }

    private func shop() async throws -> Shop {
        let shop = try await Shop.open()
        for (id, zone) in [
            ("a", "Pacific/Auckland"), ("h", "Pacific/Honolulu"), ("s", "Asia/Shanghai"),
        ] {
            try await shop.customer(id, ["timezone": "'\(zone)'"])
        }
        try await shop.customer("x")
        return shop
    }

    @Test func `everybody has it at the hour of the day where they live, once`() async throws {
        let shop = try await shop()
        for (run, day) in (20...26).enumerated() {
            try await shop.plan(
                once("2026-11-23"), on: "2026-11-\(day)", run: run + 1)
        }
        let mails = try await shop.rows(
            """
            SELECT m.customer_id, occurrence, state, to_char(send_at AT TIME ZONE
                coalesce(c.timezone, 'Asia/Shanghai'), 'MM-DD HH24:MI') AS at
            FROM tidings.message m JOIN tidings.customer c USING (customer_id) ORDER BY 1
            """, "customer_id", "occurrence", "state", "at")
        #expect(
            mails == ["a", "h", "s", "x"].map { "\($0) once:2026-11-23 planned 11-23 10:00" })
    }

    /// New York's clocks go forward on 14 March and back on 7 November 2027, at two; Auckland's
    /// forward on 26 September, at two, and back on 4 April, at three.
    @Test(arguments: [
        ("America/New_York", "2027-03-14", 9 * 60, "2027-03-14 13:00:00"),
        ("America/New_York", "2027-03-14", 150, "2027-03-14 07:30:00"),
        ("America/New_York", "2027-11-07", 9 * 60, "2027-11-07 14:00:00"),
        ("America/New_York", "2027-11-07", 90, "2027-11-07 06:30:00"),
        ("Pacific/Auckland", "2027-09-26", 9 * 60, "2027-09-25 20:00:00"),
        ("Pacific/Auckland", "2027-09-26", 150, "2027-09-25 14:30:00"),
        ("Pacific/Auckland", "2027-04-04", 9 * 60, "2027-04-03 21:00:00"),
    ])
    func `an hour that the clocks leave out comes later, one that comes twice is taken once`(
        zone: String, day: String, at minutes: Int, expected: String
    ) async throws {
        let shop = try await Shop.open()
        try await shop.customer("a", ["timezone": "'\(zone)'"])
        let date = try #require(LocalDate(day))
        let once = Campaign.of(.once(date), name: "once", at: minutes)
        for (run, ahead) in (-1...1).enumerated() {
            try await shop.plan(once, on: date.adding(days: ahead).description, run: run + 1)
        }
        #expect(try await shop.slots(of: "once", in: "UTC") == ["a \(expected)"])
    }

    @Test func `a run that comes late sends what is not over`() async throws {
        let shop = try await shop()
        try await shop.plan(once("2026-11-23", expires: 2 * 86_400), on: "2026-11-25")
        #expect(
            try await shop.decisions(of: "once") == [
                "a expired", "h planned", "s planned", "x planned",
            ])
        try await shop.plan(once("2026-11-20", expires: 2 * 86_400), on: "2026-11-25", run: 2)
        #expect(try await shop.rows("SELECT 1 AS one FROM tidings.message", "one").count == 4)
    }

    @Test func `a day to come keeps its place against a lower priority`() async throws {
        var shop = try await Shop.open(
            caps: [Cap(name: "cap", topics: nil, atMost: 1, window: .rolling(seconds: 259_200))],
            reserve: 3)
        try await shop.customers("ada")
        try await shop.consent("ada", "news", given: true, at: "2020-01-01")
        shop.workspace.jobs = [
            Job(
                name: "fair", campaigns: [try once("2026-11-23", priority: 90)],
                place: Place("Jobs/fair.yaml"))
        ]
        let news = Campaign.of(
            .once(try #require(LocalDate("2026-11-21"))), name: "news", topic: "news")
        try await shop.plan(news, on: "2026-11-21")
        #expect(try await shop.decisions(of: "news") == ["ada suppressed capped (cap)"])
        #expect(try await shop.decisions(of: "once") == [])
    }
}
