import Testing

@testable import Demo

@Suite struct DayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-21", 20_778),
        ("0001-01-01", -719_162),
    ])
    func `a day is counted from 1970`(text: String, number: Int) {
        #expect(Day(text)?.number == number)
        #expect(Day(number: number).description == text)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026-01-01x", ""])
    func `what is no day is none`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(arguments: [("2026-11-16", 1), ("2026-11-21", 6), ("2026-11-22", 7), ("1969-12-29", 1)])
    func `Monday is 1 and Sunday is 7`(text: String, weekday: Int) {
        #expect(Day(text)?.weekday == weekday)
    }
}
