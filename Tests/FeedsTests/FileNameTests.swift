import Definitions
import Problems
import Testing

@testable import Feeds

struct FileNameTests {
    @Test(
        arguments: [
            ("orders.csv", "orders.csv"), ("orders-{date}.csv", "orders-2026-03-01.csv"),
            ("{date:yyyyMMdd}.csv", "20260301.csv"), ("{date-1}.csv", "2026-02-28.csv"),
            ("{date-1:dd.MM.yy}.csv", "28.02.26.csv"), ("{date+1:d-M}.csv", "2-3.csv"),
            ("{date:yyyy}/{date:MM}/x-{date}.csv", "2026/03/x-2026-03-01.csv"),
            ("*-{date}-*.csv", "*-2026-03-01-*.csv"),
        ])
    func `a pattern names the file of a date`(pattern: String, expected: String) throws {
        let name = try FileName(FilePattern(pattern), at: FeedSample.place)
        #expect(name.text(for: CivilDate(year: 2026, month: 3, day: 1)) == expected)
    }

    @Test(
        arguments: [
            ("{day}.csv", "{day} means nothing in a file's name"),
            ("{date:yyyy-ww}.csv", "{date:yyyy-ww} means nothing in a file's name"),
            ("{date-x}.csv", "{date-x} means nothing in a file's name"),
            ("{date", "{date means nothing in a file's name"),
            ("../orders.csv", "the file's name leaves the source's folder"),
            ("/etc/passwd", "the file's name leaves the source's folder"),
            ("a/../../b.csv", "the file's name leaves the source's folder"),
            ("a//b.csv", "the file's name leaves the source's folder"),
            ("", "the file's name leaves the source's folder"),
            ("orders.csv.part", "the file's name is one of files that are still being written"),
            ("orders.TMP", "the file's name is one of files that are still being written"),
        ])
    func `a pattern that is none is a problem`(pattern: String, summary: String) {
        let problem = #expect(throws: Problem.self) {
            try FileName(FilePattern(pattern), at: FeedSample.place)
        }
        #expect(problem?.summary == summary)
        #expect(problem?.kind == .definition)
    }
}
