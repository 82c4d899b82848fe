import Definitions
import Testing

struct StepLimitsReadingTests {
    private static func job(_ keys: String) throws -> Job {
        try #require(try TestWorkspace(job: "job: a\n\(keys)").read().jobs.first)
    }

    @Test(arguments: [
        ("retry: 3 times", StepLimits(retry: .init(times: 3, waitSeconds: 30))),
        ("retry: 1 time", StepLimits(retry: .init(times: 1))),
        ("retry: 0 times", StepLimits(retry: .never)), ("retry: none", StepLimits(retry: .never)),
        (
            "retry: {times: 5, wait: 2 minutes}",
            StepLimits(retry: .init(times: 5, waitSeconds: 120))
        ),
        ("retry: {times: 5}", StepLimits(retry: .init(times: 5, waitSeconds: 30))),
        ("timeout: 2 hours", StepLimits(timeoutSeconds: 7200)), ("", StepLimits()),
    ])
    func `a job says how often its steps are tried and how long they take`(
        yaml: String, limits: StepLimits
    ) throws {
        #expect(try Self.job(yaml).limits == limits)
    }

    @Test func `feeds, tier programmes and exports have limits of their own`() throws {
        let job = try Self.job(
            """
            extract:
            - {feed: f, into: customers, from: shop, query: SELECT 1, map: {id: a}, retry: none, timeout: 2 hours}
            - {feed: g, into: customers, from: stores, file: g.csv, map: {id: a}, timeout: 90s}
            transform:
              tiers:
                {programme: m, by: spend, levels: [{tier: reader, from: 0}], retry: 2 times, timeout: 1 day}
            load:
            - {export: e, customers: all, columns: {no: id}, file: e.csv, retry: 4 times, timeout: 5 minutes}
            """)
        #expect(job.feeds[0].limits == StepLimits(retry: .never, timeoutSeconds: 7200))
        // The server ends the query by itself, too.
        #expect(job.feeds[0].input == .query(FeedQuery("SELECT 1", timeoutSeconds: 7200)))
        #expect(job.feeds[1].limits == StepLimits(timeoutSeconds: 90))
        #expect(
            job.programmes[0].limits
                == StepLimits(retry: .init(times: 2), timeoutSeconds: 86_400))
        #expect(
            job.exports[0].limits == StepLimits(retry: .init(times: 4), timeoutSeconds: 300))
        #expect(job.limits == StepLimits())
    }

    @Test(arguments: [
        Fault(
            "a word too many", "job: a\nretry: 3 times, every 5m",
            gives: """
                Jobs/a.yaml:2:8: "3 times, every 5m" does not say how often a step is tried again
                  2 | retry: 3 times, every 5m
                    |        ^^^^^^^^^^^^^^^^^
                  Write 3 times, at most 20 times, {times: 3, wait: 1 minute}, or none.
                """),
        Fault(
            "too often", "job: a\nretry: 21 times",
            gives: """
                Jobs/a.yaml:2:8: "21 times" does not say how often a step is tried again
                  2 | retry: 21 times
                    |        ^^^^^^^^
                  Write 3 times, at most 20 times, {times: 3, wait: 1 minute}, or none.
                """),
        Fault(
            "no times", "job: a\nretry: {wait: 1 minute}",
            gives: """
                Jobs/a.yaml:2:9: the key "times" is missing
                  2 | retry: {wait: 1 minute}
                    |         ^^^^
                  Add it: times: 3
                """),
        Fault(
            "no time", "job: a\ntimeout: soon",
            gives: """
                Jobs/a.yaml:2:10: "soon" is not a length of time
                  2 | timeout: soon
                    |          ^^^^
                  Write it as 30 minutes, 6 hours, 2 days or 1 week.
                """),
    ])
    fileprivate func `a fault says what, where and what to do`(fault: Fault) throws {
        #expect(try fault.texts == fault.expected)
    }
}
