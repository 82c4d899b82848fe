import Definitions
import Problems
import Testing
import Warehouse

struct FeedGuardTests {
    private let place = Place("Jobs/nightly.yaml", line: 7)

    private func problem(
        _ expect: Expectations, read: Int, rejected: Int = 0, last: Int? = nil
    ) -> Problem? {
        let feed = Feed.csv("orders", into: .orders, expect: expect)
        do {
            try FeedGuard(feed: feed, lastReadRows: last)
                .check(.rows(inserted: read - rejected, rejected: rejected))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [(1, true), (2, false), (3, false)])
    func `a feed holds at least so many rows`(read: Int, trips: Bool) {
        let problem = problem(Expectations(minimumRows: 2), read: read)
        #expect((problem != nil) == trips)
        guard trips else { return }
        #expect(
            problem
                == Problem(
                    .guarded, "feed \"orders\" has 1 rows; at least 2 were expected", at: place,
                    hint: "Nothing was loaded. Ask who delivers it, or change `expect: {rows: …}`.")
        )
    }

    @Test(arguments: [
        (Expectations.Limit.count(2), 10, 2, false), (.count(2), 10, 3, true),
        (.count(0), 0, 0, false), (.percent(1), 1000, 10, false), (.percent(1), 1000, 11, true),
        (.percent(0), 5, 1, true), (.percent(0), 0, 0, false), (.percent(0.5), 200, 1, false),
    ])
    func `a feed holds at most so many rejects`(
        limit: Expectations.Limit, read: Int, rejected: Int, trips: Bool
    ) {
        let problem = problem(Expectations(rejects: limit), read: read, rejected: rejected)
        #expect((problem != nil) == trips)
    }

    @Test func `too many rejects are told with the limit as it was written`() {
        let hint =
            "Nothing was loaded. See them with `tidings rejects`, or change"
            + " `expect: {rejects: …}`."
        #expect(
            problem(Expectations(rejects: .percent(0.5)), read: 100, rejected: 1)
                == Problem(
                    .guarded,
                    "feed \"orders\" has 1 rejects in 100 rows; at most 0.5% were expected",
                    at: place, hint: hint))
        #expect(
            problem(Expectations(rejects: .count(3)), read: 100, rejected: 4)
                == Problem(
                    .guarded, "feed \"orders\" has 4 rejects in 100 rows; at most 3 were expected",
                    at: place, hint: hint))
    }

    @Test(arguments: [(100, 80, false), (100, 79, true), (0, 0, false), (3, 2, true)])
    func `a feed is not much smaller than the load before`(last: Int, read: Int, trips: Bool) {
        let problem = problem(Expectations(shrinkPercent: 20), read: read, last: last)
        #expect((problem != nil) == trips)
        guard trips else { return }
        #expect(
            problem
                == Problem(
                    .guarded,
                    "feed \"orders\" shrank from \(last) to \(read) rows;"
                        + " at most 20% less were expected", at: place,
                    hint: "Nothing was loaded. Ask who delivers it, or change"
                        + " `expect: {shrink: …}`."))
    }

    @Test func `a first load cannot shrink`() {
        #expect(problem(Expectations(shrinkPercent: 0), read: 0) == nil)
    }
}
