import Definitions
import Foundation
import Testing

@testable import Running

struct DeadlineTests {
    /// Schedule and deadline of a job, now, and the last deadline: Python's `zoneinfo` by hand.
    @Test(arguments: [
        // At 02:00, by 06:00 of the same day.
        ("every: day, at: \"02:00\"", "06:00", "2026-11-21T06:00:00Z", "2026-11-21T06:00:00Z"),
        ("every: day, at: \"02:00\"", "06:00", "2026-11-21T05:59:59Z", "2026-11-20T06:00:00Z"),
        // At 22:00, by 06:00 of the next.
        ("every: day, at: \"22:00\"", "06:00", "2026-11-21T07:00:00Z", "2026-11-21T06:00:00Z"),
        // On Mondays alone: 2026-11-16 was one.
        ("every: monday, at: \"02:00\"", "06:00", "2026-11-21T07:00:00Z", "2026-11-16T06:00:00Z"),
        // New York's clocks went back on 2026-11-01 at 02:00: 06:00 is UTC-5 then, UTC-4 before.
        (
            "every: day, at: \"22:00\", timezone: America/New_York", "06:00",
            "2026-11-01T12:00:00Z", "2026-11-01T11:00:00Z"
        ),
        (
            "every: day, at: \"22:00\", timezone: America/New_York", "06:00",
            "2026-10-31T12:00:00Z", "2026-10-31T10:00:00Z"
        ),
    ])
    func `a tick's deadline is the first such time after it`(
        schedule: String, by: String, now: String, expected: String
    ) throws {
        let shop = try Shop(jobs: ["schedule: {\(schedule)}\nmust finish by: \"\(by)\""])
        let workspace = try shop.read()
        let deadline = workspace.lastDeadline(
            of: workspace.jobs[0], before: try Date(now, strategy: .iso8601))
        #expect(deadline?.at.ISO8601Format() == expected)
    }

    @Test func `a job that runs when files arrive owes a run a day`() throws {
        let shop = try Shop(jobs: [
            "schedule: {every: arrival of orders}\nmust finish by: \"06:00\"\n" + Shop.nightly
        ])
        let workspace = try shop.read()
        let deadline = workspace.lastDeadline(of: workspace.jobs[0], before: Shop.noon)
        #expect(deadline?.at.ISO8601Format() == "2026-11-21T06:00:00Z")
        #expect(deadline?.isForDay == true)
    }

    @Test func `a day without a schedule begins at midnight`() throws {
        let shop = try Shop(jobs: ["must finish by: \"06:00\"", ""])
        let workspace = try shop.read()
        let deadline = workspace.lastDeadline(of: workspace.jobs[0], before: Shop.noon)
        #expect(deadline?.at.ISO8601Format() == "2026-11-21T06:00:00Z")
        #expect(deadline?.tick.date.description == "2026-11-21")
        #expect(workspace.lastDeadline(of: workspace.jobs[1], before: Shop.noon) == nil)
    }
}
