import Foundation
import Testing

@testable import Feeds

struct DateValueTests {
    @Test(
        arguments: [
            ("2026-11-21", "2026-11-21"), ("20261121", "2026-11-21"),
            ("2026-11-21T23:59:59Z", "2026-11-21"), ("2026-11-21 08:30", "2026-11-21"),
            ("20100510T1115-0400", "2010-05-10"), ("2024-02-29", "2024-02-29"),
            ("2026-02-29", "✗ not a date such as 2026-11-21"),
            ("2026-13-01", "✗ not a date such as 2026-11-21"),
            ("0000-00-00", "✗ not a date such as 2026-11-21"),
            ("21.11.2026", "✗ not a date such as 2026-11-21"),
            ("2026-11-21x", "✗ not a date such as 2026-11-21"),
            ("2026-1-2", "✗ not a date such as 2026-11-21"),
        ])
    func `a date is ISO 8601`(text: String, expected: String) {
        #expect(written(text, by: DateValue(pattern: nil)) == expected)
    }

    @Test(
        arguments: [
            ("dd.MM.yyyy", "21.11.2026", "2026-11-21"), ("dd.MM.yyyy", "1.2.2026", "2026-02-01"),
            ("d/M/yy", "5/7/68", "2068-07-05"), ("d/M/yy", "5/7/69", "1969-07-05"),
            ("yyyyMMdd", "20261121", "2026-11-21"), ("MMM d, yyyy", "Sep 5, 2026", "2026-09-05"),
            ("MMM d, yyyy", "september  5, 2026", "2026-09-05"),
            ("d MMM yyyy", "5 Sept. 2026", "2026-09-05"),
            ("yyyy年M月d日", "2026年3月8日", "2026-03-08"),
            ("'on' dd.MM.yyyy", "on 01.02.2026", "2026-02-01"),
            ("dd.MM.yyyy", "2026-11-21", "✗ not a date written as dd.MM.yyyy"),
            ("dd.MM.yyyy", "31.02.2026", "✗ not a date written as dd.MM.yyyy"),
            ("dd.MM.yyyy", "21.11.2026 08:30", "✗ not a date written as dd.MM.yyyy"),
            ("MMM d, yyyy", "Ma 5, 2026", "✗ not a date written as MMM d, yyyy"),
        ])
    func `a date is written as its pattern says`(
        pattern: String, text: String, expected: String
    ) throws {
        let value = DateValue(pattern: try DatePattern(pattern, at: nil))
        #expect(written(text, by: value) == expected)
    }

    @Test(
        arguments: [
            ("20261121", "2026-11-21"), ("202611", "2026-11-01"), ("2026", "2026-01-01"),
            ("1970-1", "✗ not a date written as yyyyMMdd, yyyyMM or yyyy"),
            ("20261321", "✗ not a date written as yyyyMMdd, yyyyMM or yyyy"),
        ])
    func `of several patterns the first that fits counts`(text: String, expected: String) throws {
        let value = DateValue(pattern: try DatePattern(["yyyyMMdd", "yyyyMM", "yyyy"], at: nil))
        #expect(written(text, by: value) == expected)
    }

    @Test func `dates and days since 1970 are one to one`() {
        for days in stride(from: -719_162, through: 2_932_896, by: 97) {
            let date = CivilDate(daysSince1970: days)
            #expect(date.isValid)
            #expect(date.daysSince1970 == days)
        }
        #expect(CivilDate(daysSince1970: 0) == CivilDate(year: 1970, month: 1, day: 1))
        #expect(CivilDate("2026-11-21")?.daysSince1970 == 20_778)
        #expect(CivilDate("2026-02-29") == nil)
    }
}
