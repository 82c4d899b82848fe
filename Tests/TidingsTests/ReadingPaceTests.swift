import Testing
import Warehouse

@testable import tidings

struct ReadingPaceTests {
    private let start = ContinuousClock.now

    private func pace(
        _ rows: Int, _ bytes: Int, of total: Int?, after milliseconds: Int
    ) -> ReadingPace {
        ReadingPace(
            FeedProgress(rows: rows, bytes: bytes, totalBytes: total), since: start,
            now: start + .milliseconds(milliseconds))
    }

    @Test func `a quarter read in ten seconds leaves thirty`() {
        let pace = pace(50_000, 250, of: 1_000, after: 10_000)
        #expect(pace.share == 0.25)
        #expect(pace.rowsPerSecond == 5_000)
        #expect(pace.secondsLeft == 30)
    }

    @Test func `nothing follows from the first half second`() {
        let pace = pace(50_000, 250, of: 1_000, after: 499)
        #expect(pace.share == 0.25)
        #expect(pace.rowsPerSecond == nil)
        #expect(pace.secondsLeft == nil)
    }

    @Test func `of a query nobody knows the end`() {
        let pace = pace(300, 0, of: nil, after: 2_000)
        #expect(pace.share == nil)
        #expect(pace.rowsPerSecond == 150)
        #expect(pace.secondsLeft == nil)
    }

    @Test(arguments: [(0, 0, 1.0), (5, 4, 1), (0, 10, 0), (10, 10, 1)])
    func `the share stays between nothing and all`(bytes: Int, total: Int, share: Double) {
        #expect(pace(0, bytes, of: total, after: 1_000).share == share)
    }

    @Test func `before a byte is read nobody knows how long it takes`() {
        #expect(pace(0, 0, of: 10, after: 5_000).secondsLeft == nil)
        #expect(pace(9, 10, of: 10, after: 5_000).secondsLeft == 0)
    }
}
