import Definitions
import Foundation
import Testing

struct LocalDateInstantsTests {
    /// ISO 8601's own edges: the week of 1 January may belong to the year before.
    @Test(arguments: [
        ("2026-11-21", "2026-W47"), ("2026-01-01", "2026-W01"), ("2027-01-01", "2026-W53"),
        ("2024-12-30", "2025-W01"), ("2021-01-03", "2020-W53"),
    ])
    func `a date knows its ISO week`(iso: String, week: String) throws {
        #expect(try #require(LocalDate(iso)).isoWeek == week)
    }

    @Test(arguments: [
        // An ordinary day.
        ("2026-11-21", 540, "Asia/Shanghai", "2026-11-21T01:00:00Z"),
        // New York skips 02:30 on 8 March 2026: it comes an hour later, at 03:30.
        ("2026-03-08", 150, "America/New_York", "2026-03-08T07:30:00Z"),
        // Paris has 02:30 twice on 25 October 2026: the first one is meant.
        ("2026-10-25", 150, "Europe/Paris", "2026-10-25T00:30:00Z"),
        // Lord Howe jumps by half an hour: 02:15 comes at 02:45.
        ("2026-10-04", 135, "Australia/Lord_Howe", "2026-10-03T15:45:00Z"),
        // The day after a change has the new offset from its midnight on.
        ("2026-03-09", 0, "America/New_York", "2026-03-09T04:00:00Z"),
    ])
    func `a local time comes at its instant`(
        iso: String, minutes: Int, zone: String, expected: String
    ) throws {
        let instant = try #require(LocalDate(iso)).instant(
            minutes: minutes, in: try #require(TimeZone(identifier: zone)))
        #expect(instant.ISO8601Format() == expected)
    }
}
