import Definitions
import Testing

struct ScheduleDaysTests {
    @Test(arguments: [
        (Schedule.Day.every, "2026-11-21", "2026-11-22"),
        // 2026-11-20 is a Friday.
        (.weekdays, "2026-11-20", "2026-11-23"),
        (.weekday(1), "2026-11-23", "2026-11-30"),
        (.monthlyWeekday(ordinal: 1, weekday: 1), "2026-11-02", "2026-12-07"),
        (.monthlyWeekday(ordinal: -1, weekday: 5), "2026-11-21", "2026-11-27"),
        (.dayOfMonth(31), "2026-08-31", "2026-10-31"),
        (.dayOfMonth(-1), "2027-01-31", "2027-02-28"),
    ])
    func `the next day of a schedule is the calendar's`(
        day: Schedule.Day, after: String, next: String
    ) throws {
        let after = try #require(LocalDate(after))
        #expect((1...366).map { after.adding(days: $0) }.first(where: day.holds) == LocalDate(next))
    }
}
