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

    private func deletion(
        _ deleted: Int, of brought: Int, _ expect: Expectations = Expectations()
    ) -> Problem? {
        let feed = Feed.csv("members", into: .customers, expect: expect, deleteMissing: true)
        do {
            try FeedGuard(feed: feed, lastReadRows: nil).check(deleted: deleted, of: brought)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        (0, 0, false), (200, 1000, false), (201, 1000, true), (5, 6, false), (6, 7, true),
        (2, 3, false), (3, 3, true), (1, 1, true),
    ])
    func `a full feed takes away a fifth at most, or a few rows of a small base but never all`(
        deleted: Int, brought: Int, trips: Bool
    ) {
        #expect((deletion(deleted, of: brought) != nil) == trips)
    }

    @Test(arguments: [
        (50.0, 500, 1000, false), (50, 501, 1000, true), (0, 1, 1000, true), (100, 3, 3, false),
        (20, 1, 4, true),
    ])
    func `what expect says of shrinking holds for what is taken away`(
        percent: Double, deleted: Int, brought: Int, trips: Bool
    ) {
        let problem = deletion(deleted, of: brought, Expectations(shrinkPercent: percent))
        #expect((problem != nil) == trips)
    }

    @Test func `a feed that takes too much away says how much`() {
        #expect(
            deletion(300, of: 1000)
                == Problem(
                    .guarded,
                    "feed \"members\" no longer has 300 of the 1000 customers that it brought;"
                        + " at most 20% may go", at: place,
                    hint: "Nothing was loaded or deleted. Ask who delivers it; if they are really"
                        + " gone, change `expect: {shrink: …}`."))
    }

    @Test func `a full feed that lost half its rows leaves all of them in force`() async throws {
        let store = try await Storehouse.open()
        let feed = Feed.csv(
            "members", into: .customers, .field("id"), .field("city"), deleteMissing: true)
        func rows(_ numbers: ClosedRange<Int>, _ city: String) -> [UInt8] {
            Array(("id,city\n" + numbers.map { "\($0),\(city)\n" }.joined()).utf8)
        }
        try store.write(bytes: rows(1...40, "Bonn"), to: "members.csv")
        _ = try await store.load(feed)
        // Twice as many rows as last time, but half of what was brought is gone.
        try store.write(bytes: rows(21...100, "Rome"), to: "members.csv")
        let problem = await #expect(throws: Problem.self) { try await store.load(feed) }
        #expect(
            problem?.summary
                == "feed \"members\" no longer has 20 of the 40 customers that it brought;"
                + " at most 20% may go")
        #expect(
            try await store.rows(
                "SELECT city, count(*) FROM tidings.customer GROUP BY 1") == ["Bonn 40"])
        try store.write(bytes: rows(1...32, "Rome"), to: "members.csv")
        #expect(try await store.load(feed) == .rows(updated: 32, deleted: 8))
    }
}
