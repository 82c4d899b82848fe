import Definitions
import Foundation
import Testing

struct LocalDateTests {
    @Test(arguments: [
        "2026-02-30", "2026-2-03", "26-02-03", "2026-13-01", "0000-01-01", "x", "2026-02-3a",
    ])
    func `what is no ISO day is none`(_ text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test(arguments: [
        ("2024-02-29", 1, "2024-03-01"), ("2026-01-01", -1, "2025-12-31"),
        ("2000-02-28", 1, "2000-02-29"), ("1900-02-28", 1, "1900-03-01"),
        ("2026-11-21", -365, "2025-11-21"), ("1970-01-01", 20_000, "2024-10-04"),
    ])
    func `days are added over months and years`(
        _ example: (day: String, days: Int, sum: String)
    ) throws {
        let day = try #require(LocalDate(example.day))
        #expect(day.adding(days: example.days).description == example.sum)
    }

    @Test(arguments: [
        ("2026-03-31", -1, "2026-02-28"), ("2024-02-29", -12, "2023-02-28"),
        ("2026-01-15", -1, "2025-12-15"), ("2026-12-31", 2, "2027-02-28"),
    ])
    func `a month back is the same day or the last`(
        _ example: (day: String, months: Int, sum: String)
    ) throws {
        let day = try #require(LocalDate(example.day))
        #expect(day.adding(months: example.months).description == example.sum)
    }

    @Test func `every day of four centuries follows the one before`() throws {
        var day = try #require(LocalDate("1999-12-31"))
        for _ in 0..<146_097 {
            let next = day.adding(days: 1)
            guard next.daysSinceEpoch == day.daysSinceEpoch + 1, next > day,
                LocalDate(next.description) == next
            else {
                Issue.record("after \(day) comes \(next)")
                return
            }
            day = next
        }
        #expect(day.description == "2399-12-31")
        #expect(day.weekday == 5)
    }
}
