import Definitions
import Testing

@testable import Feeds

struct FileNameMatchingTests {
    @Test(
        arguments: [
            ("orders-{date:yyyyMMdd}.csv", "orders-20251231.csv", "2025-12-31"),
            ("orders-{date:yyyyMMdd}.csv", "orders-20251331.csv", nil),
            ("orders-{date:yyyyMMdd}.csv", "orders-2025123.csv", nil),
            ("orders-{date:yyyyMMdd}.csv", "orders-2025123x.csv", nil),
            ("orders-{date:yyyyMMdd}.csv", "returns-20251231.csv", nil),
            ("{date-1}.csv", "2025-12-31.csv", "2026-01-01"),
            ("{date:d-M-yy}.csv", "1-11-25.csv", "2025-11-01"),
            ("{date:dM}-{date:yyyy}.csv", "111-2025.csv", "2025-01-11"),
            ("{date:yyyy}/{date:MM}/x-{date}.csv", "2026/03/x-2026-03-01.csv", "2026-03-01"),
            ("{date:yyyy}/{date:MM}/x-{date}.csv", "2026/04/x-2026-03-01.csv", nil),
            ("orders-{date:yyyyMM}.csv", "orders-202611.csv", "2026-11-01"),
            ("orders-*-{date}.csv", "orders-north-2026-11-21.csv", "2026-11-21"),
            ("*{date:yyyyMMdd}*.csv", "till-7-20261121-b.csv", "2026-11-21"),
        ] as [(String, String, String?)])
    func `a name says which date it is for`(pattern: String, name: String, date: String?) throws {
        let match = try FileName(FilePattern(pattern), at: FeedSample.place).match(name)
        #expect(match?.date == date.flatMap { CivilDate($0) })
        #expect((match == nil) == (date == nil))
    }

    @Test(
        arguments: [
            ("orders-*.csv", "orders-.csv", true), ("orders-*.csv", "orders-a-b.csv", true),
            ("orders-*.csv", "orders-a.csv.gz", false), ("orders-*", "orders-a/b", false),
            ("*/orders.csv", "north/orders.csv", true), ("*/orders.csv", "orders.csv", false),
            ("a**b", "ab", true), ("*", "anything", true),
        ])
    func `a star is any characters but a slash`(pattern: String, name: String, fits: Bool) throws {
        let match = try FileName(FilePattern(pattern), at: FeedSample.place).match(name)
        #expect(match == (fits ? FileName.Match(date: nil) : nil))
    }
}
