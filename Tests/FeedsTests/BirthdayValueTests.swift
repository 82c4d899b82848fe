import Testing

@testable import Feeds

struct BirthdayValueTests {
    private func birthday(
        _ text: String, _ pattern: String? = nil, takesLunar: Bool = false
    ) throws -> String {
        let value = BirthdayValue(
            pattern: try pattern.map { try DatePattern($0, at: nil) },
            today: CivilDate(year: 2026, month: 11, day: 21), takesLunar: takesLunar)
        return written(text, by: value)
    }

    @Test(
        arguments: [
            ("1990-02-28", "1990 2 28"), ("19900228", "1990 2 28"),
            ("1988-02-29T00:00:00Z", "1988 2 29"), ("--02-29", "\\N 2 29"), ("--0229", "\\N 2 29"),
            ("02-29", "\\N 2 29"), ("1900-01-01", "1900 1 1"), ("2026-11-21", "2026 11 21"),
            ("1990-02-29", "✗ not a birthday such as 1990-02-28 or --02-28"),
            ("02-30", "✗ not a birthday such as 1990-02-28 or --02-28"),
            ("-02-28", "✗ not a birthday such as 1990-02-28 or --02-28"),
            ("13-01", "✗ not a birthday such as 1990-02-28 or --02-28"),
            ("00-00", "✗ not a birthday such as 1990-02-28 or --02-28"),
            ("1849-12-31", "✗ a birthday before 1850 or in the future"),
            ("2026-11-22", "✗ a birthday before 1850 or in the future"),
            ("0001-01-01", "✗ a birthday before 1850 or in the future"),
        ])
    func `a birthday is a date, or a month and a day`(text: String, expected: String) throws {
        #expect(try birthday(text) == expected)
    }

    @Test(
        arguments: [
            ("dd.MM.", "29.02.", "\\N 2 29"), ("d.M.yy", "1.2.90", "1990 2 1"),
            ("d.M.yy", "1.2.30", "1930 2 1"), ("d.M.yy", "1.2.26", "2026 2 1"),
            ("dd.MM.", "2902", "✗ not a birthday written as dd.MM."),
        ])
    func `a birthday is written as its pattern says`(
        pattern: String, text: String, expected: String
    ) throws {
        #expect(try birthday(text, pattern) == expected)
    }

    @Test func `a lunar month has thirty days in whichever month`() throws {
        #expect(try birthday("1990-02-30", takesLunar: true) == "1990 2 30")
        #expect(
            try birthday("1990-02-31", takesLunar: true)
                == "✗ not a birthday such as 1990-02-28 or --02-28")
    }
}
