import Definitions
import Testing

@testable import Campaigns

struct LunarDateTests {
    /// The Hong Kong Observatory's conversion table.
    @Test(arguments: [
        ("2026-02-17", 2026, 1, 1, false), ("2026-02-16", 2025, 12, 29, false),
        ("2025-07-25", 2025, 6, 1, true), ("2025-01-29", 2025, 1, 1, false),
    ])
    func `the lunar date of a day is the observatory's`(
        iso: String, year: Int, month: Int, day: Int, isLeap: Bool
    ) throws {
        let lunar = LunarDate(try #require(LocalDate(iso)))
        #expect(lunar.year == year)
        #expect(lunar.month == month)
        #expect(lunar.day == day)
        #expect(lunar.isLeapMonth == isLeap)
    }
}
