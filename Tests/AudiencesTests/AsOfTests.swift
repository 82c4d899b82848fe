import Audiences
import Definitions
import Foundation
import Testing

/// Windows and days, at their edges and where clocks change.
struct AsOfTests {
    private func asOf(_ instant: String, _ zone: String) throws -> AsOf {
        AsOf(
            try Date(instant, strategy: .iso8601), in: try #require(TimeZone(identifier: zone)))
    }

    private func text(_ instant: Date?) -> String {
        instant.map { $0.formatted(.iso8601) } ?? "-"
    }

    @Test(arguments: [
        (Window.ever, "-", "-"),
        (.last(TimeSpan(1, .day)), "2026-11-19T16:00:00Z", "-"),
        (.last(TimeSpan(365, .day)), "2025-11-20T16:00:00Z", "-"),
        (.last(TimeSpan(2, .week)), "2026-11-06T16:00:00Z", "-"),
        (.last(TimeSpan(3, .month)), "2026-08-20T16:00:00Z", "-"),
        (.last(TimeSpan(1, .year)), "2025-11-20T16:00:00Z", "-"),
        (.last(TimeSpan(12, .hour)), "2026-11-20T06:00:00Z", "-"),
        (.between(365, 90, .day), "2025-11-20T16:00:00Z", "2026-08-22T16:00:00Z"),
        (.between(12, 6, .hour), "2026-11-20T06:00:00Z", "2026-11-20T12:00:00Z"),
        (.today, "2026-11-20T16:00:00Z", "-"),
        (.thisWeek, "2026-11-15T16:00:00Z", "-"),
        (.thisMonth, "2026-10-31T16:00:00Z", "-"),
        (.thisYear, "2025-12-31T16:00:00Z", "-"),
    ])
    func `windows begin with a local day, in Shanghai on a Saturday at 2`(
        _ example: (window: Window, from: String, until: String)
    ) throws {
        let bounds = try asOf("2026-11-20T18:00:00Z", "Asia/Shanghai").bounds(of: example.window)
        #expect(text(bounds.from) == example.from)
        #expect(text(bounds.until) == example.until)
    }

    @Test func `a window between dates holds the last whole, unless it is today`() throws {
        let asOf = try asOf("2026-11-20T18:00:00Z", "Asia/Shanghai")
        let first = try #require(LocalDate("2026-11-01"))
        let past = asOf.bounds(of: .days(first, try #require(LocalDate("2026-11-20"))))
        #expect(text(past.from) == "2026-10-31T16:00:00Z")
        #expect(text(past.until) == "2026-11-20T16:00:00Z")
        let future = asOf.bounds(of: .days(first, try #require(LocalDate("2026-12-31"))))
        #expect(future.until == nil)
    }

    @Test func `the last N days and those between follow each other without a gap`() throws {
        let asOf = try asOf("2026-04-01T10:00:00Z", "Europe/Berlin")
        for newer in 1...400 {
            let older = asOf.bounds(of: .between(newer + 30, newer, .day))
            let recent = asOf.bounds(of: .last(TimeSpan(newer, .day)))
            let whole = asOf.bounds(of: .last(TimeSpan(newer + 30, .day)))
            #expect(older.until == recent.from)
            #expect(older.from == whole.from)
        }
    }

    @Test(arguments: [
        // Clocks go forward at 2 on 29 March 2026, back at 3 on 25 October 2026.
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23.0),
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25.0),
        ("Europe/Berlin", "2026-10-26", "2026-10-25T23:00:00Z", 24.0),
        // Clocks went forward at midnight: the day began at 1.
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", 23.0),
        ("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z", 25.0),
        ("Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00Z", 24.0),
    ])
    func `a day begins at its first instant and may last 23 to 25 hours`(
        _ example: (zone: String, day: String, start: String, hours: Double)
    ) throws {
        let asOf = try asOf("2026-01-01T00:00:00Z", example.zone)
        let day = try #require(LocalDate(example.day))
        #expect(text(asOf.start(of: day)) == example.start)
        let length = asOf.start(of: day.adding(days: 1)).timeIntervalSince(asOf.start(of: day))
        #expect(length == example.hours * 3600)
    }

    @Test func `the as-of day is the local one`() throws {
        #expect(try asOf("2026-11-20T16:00:00Z", "Asia/Shanghai").today.description == "2026-11-21")
        #expect(try asOf("2026-11-20T15:59:59Z", "Asia/Shanghai").today.description == "2026-11-20")
    }

    @Test func `days lie where the clocks of the workspace put them, also over a change`()
        async throws
    {
        let shop = try await Shop.open("Europe/Berlin")
        try await shop.customers("before", "first", "last", "after")
        // 25 October 2026 lasts from 22:00 to 23:00 UTC, 25 hours.
        try await shop.order("1", of: "before", at: "2026-10-24T21:59:59.999Z")
        try await shop.order("2", of: "first", at: "2026-10-24T22:00:00Z")
        try await shop.order("3", of: "last", at: "2026-10-25T22:59:59.999Z")
        try await shop.order("4", of: "after", at: "2026-10-25T23:00:00Z")
        let asOf = "2026-10-26T02:00:00Z"
        let expected = [
            "orders(last 1 day) = 1": "after first last", "last_order_at = yesterday": "first last",
            "orders(between 2 and 1 days ago) = 1": "before",
            "last_order_at < 1 day ago": "before",
            "last_order_at <= 1 day ago": "before first last",
            "last_order_at > 1 day ago": "after", "orders(today) = 1": "after",
            "days since last order = 1": "first last", "orders(last 27 hours) = 1": "after last",
            "orders(last 28 hours) = 1": "after first last",
        ]
        for (text, members) in expected {
            #expect(try await shop.members(text, asOf: asOf) == members, "\(text)")
        }
    }

    @Test func `an order at the as-of instant counts, a later one does not yet`() async throws {
        let shop = try await Shop.open()
        try await shop.customers("now", "later")
        try await shop.order("1", of: "now", at: "2026-11-21T02:00:00+08:00")
        try await shop.order("2", of: "later", at: "2026-11-21T02:00:01+08:00")
        #expect(try await shop.members("orders = 1") == "now")
        #expect(try await shop.members("orders(last 1 hour) = 1") == "now")
    }
}
