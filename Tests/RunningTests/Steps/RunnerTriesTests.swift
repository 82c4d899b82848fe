import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Testing

@testable import Running

/// Steps of a real run that are tried again, take too long or are stopped.
struct RunnerTriesTests {
    private let clock = ManualClock()

    /// A shop that reads its members from a database that is not there yet.
    private func shop(_ database: TestDatabase, keys: String) throws -> (Shop, source: String) {
        let shop = try Shop(jobs: [
            """
            \(keys)
            extract:
              - {feed: members, into: customers, from: shop, query: "SELECT 1 AS no", map: {id: no}}
            """
        ])
        let source = "source_\(UUID().uuidString.prefix(8).lowercased())"
        let own = try #require(database.uri.firstMatch(of: #/test_\d+/#)).0
        try shop.write(
            "Jobs/workspace.yaml",
            """
            name: Lantern Books
            timezone: UTC
            currency: CNY
            sources: {shop: {postgres: "\(database.uri.replacing(own, with: source))"}}
            """)
        return (shop, source)
    }

    /// A shop with the nightly job, and a session in the way of its first step.
    private func blocked(
        _ keys: String
    ) async throws -> (Shop, TestDatabase, blocker: Connection) {
        let shop = try Shop(jobs: [keys + Shop.nightly])
        try shop.writeMembers()
        try shop.writeOrders()
        let database = try await Shop.database()
        let blocker = try await database.connect()
        try await blocker.begin()
        try await blocker.execute(.lockCustomers)
        return (shop, database, blocker)
    }

    @Test func `a source that comes back is read at the second try, and all of it is told`()
        async throws
    {
        let database = try await Shop.database()
        let (shop, source) = try shop(database, keys: "retry: {times: 2, wait: 1 minute}")
        let log = RunLog(try await database.connect())
        let report = try await log.recording(NoProgress(), clock: { Shop.noon }) { progress in
            let runner = Runner(
                workspace: try shop.read(), templates: [:],
                connections: try await Shop.connections(database), sender: nil,
                clock: { Shop.noon }, progress: progress, pauses: clock)
            async let reports = runner.run(try runner.jobs(named: []))
            await clock.sleeping()
            try await database.connect().createDatabase(source)
            clock.advance(by: .seconds(75))
            return try await reports[0]
        }
        #expect(report.outcome == .succeeded)
        #expect(report.steps[0].tries == 2)
        #expect(report.steps[0].json.description.contains(#""tries": 2"#))
        let lines = try await log.lines(of: report.runID).lines.filter { $0.step == "members" }
        #expect(lines.map(\.event) == [.began, .goesOn, .ended])
        #expect(
            lines[1].message.wholeMatch(
                of:
                    #/failed in passing: cannot connect to .*; try 2 of 3 comes in \d+ seconds/#)
                != nil)
        #expect(
            lines[2].message.wholeMatch(
                of: #/succeeded in [0-9.e-]+ s at try 2: read 1, inserted 1/#) != nil)
        #expect(try await database.texts("SELECT tries FROM tidings.step") == ["2"])
        let shown = try await RunRecord(try await database.connect())
            .show(report.runID, in: .gmt)?.description
        #expect(shown?.contains(#""problem": null, "tries": 2"#) == true)
        #expect(shown?.contains(#""read": 1"#) == true)
    }

    @Test func `a run of the schedule tries three times more, one by hand only if it is told to`()
        async throws
    {
        let database = try await Shop.database()
        let (shop, _) = try shop(
            database, keys: "schedule: {every: day, at: '02:00', missed: run all}")
        let runner = try await shop.runner(on: database, pauses: clock)
        let byHand = try await runner.run(try runner.jobs(named: []))[0]
        #expect(byHand.outcome == .retryable)
        #expect(byHand.steps[0].tries == 1)

        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        for hours in [0.0, 24] {
            _ = try await scheduler.advance(to: Shop.noon.addingTimeInterval(hours * 3600))
        }
        let ready = try await scheduler.ready(at: Shop.noon.addingTimeInterval(24 * 3600))
        let tick = try #require(ready.first)
        async let reports = runner.run(try runner.jobs(named: []), RunOptions(tick: tick))
        for _ in 1...3 {
            await clock.sleeping()
            clock.advance(by: .seconds(3600))
        }
        let scheduled = try await reports[0]
        #expect(scheduled.outcome == .retryable)
        #expect(scheduled.steps[0].tries == 4)
        #expect(
            try await database.texts("SELECT string_agg(tries::text, ' ') FROM tidings.step")
                == ["1 4"])
    }

    @Test func `a step that waits on a lock for too long is ended on the server, too`()
        async throws
    {
        let (shop, database, blocker) = try await blocked("timeout: 30 minutes\n")
        let runner = try await shop.runner(on: database, pauses: clock)
        async let reports = runner.run(try runner.jobs(named: []))
        try await database.untilBlocked()
        clock.advance(by: .seconds(1800))
        let report = try await reports[0]
        #expect(
            report.outcomes == [
                "members failed", "orders succeeded", "buyers cancelled",
                "reachable cancelled", "good cancelled",
            ])
        #expect(report.outcome == .failed)
        #expect(
            report.steps[0].problem?.summary == #"the feed "members" took longer than 30 minutes"#)
        #expect(
            try await database.texts(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND wait_event_type = 'Lock'") == ["0"])
        await blocker.rollback()
        #expect(try await database.texts("SELECT count(*) FROM tidings.customer") == ["0"])
        #expect(try await runner.retry(report.runID).outcome == .succeeded)
    }

    @Test func `a session that the server ends is opened anew, under the same fence`() async throws
    {
        let (shop, database, blocker) = try await blocked("retry: 1 time\n")
        let runner = try await shop.runner(on: database, pauses: clock)
        let first = runner.connections.data.serverProcessID
        async let reports = runner.run(try runner.jobs(named: []))
        try await database.untilBlocked()
        _ = try await database.texts("SELECT pg_terminate_backend(\(first))")
        await clock.sleeping()
        await blocker.rollback()
        let second = runner.connections.data.serverProcessID
        #expect(second != first)
        #expect(
            try await database.texts("SELECT \(second) = ANY (sessions) FROM tidings.run_lease")
                == ["true"])
        clock.advance(by: .seconds(3600))
        let report = try await reports[0]
        #expect(report.outcome == .succeeded)
        #expect(report.steps[0].tries == 2)
    }

    @Test func `a run whose lock is gone is another's: it tries nothing again`() async throws {
        let shop = try Shop(jobs: ["retry: 3 times\n" + Shop.nightly])
        try shop.writeMembers()
        let database = try await Shop.database()
        let blocker = try await database.connect()
        try await blocker.begin()
        try await blocker.execute(.lockCustomers)
        let runner = try await shop.runner(on: database, pauses: clock)
        let (data, lock) = (runner.connections.data, runner.connections.lock)
        let run = Task { try await runner.run(try runner.jobs(named: [])) }
        try await database.untilBlocked()
        for session in [lock, data] {
            _ = try await database.texts("SELECT pg_terminate_backend(\(session.serverProcessID))")
        }
        await #expect(throws: Problem.self) { try await run.value }
        #expect(try await database.texts("SELECT max(tries) FROM tidings.step") == ["1"])
        #expect(
            try await database.texts("SELECT count(*) FROM tidings.run WHERE outcome IS NULL")
                == ["1"])
    }

    @Test func `a run that is asked to stop ends the step in hand, and a retry does the rest`()
        async throws
    {
        let (shop, database, blocker) = try await blocked("retry: 3 times\n")
        let runner = try await shop.runner(on: database, lease: .seconds(4), pauses: clock)
        async let reports = runner.run(try runner.jobs(named: []))
        try await database.untilBlocked()
        #expect(try await RunRecord(try await database.connect()).stop(1, at: Shop.noon))
        let report = try await reports[0]
        #expect(report.outcome == .cancelled)
        #expect(Set(report.outcomes.map { $0.split(separator: " ")[1] }) == ["cancelled"])
        #expect(report.steps[0].problem == JobRun.askedToStop)
        await blocker.rollback()
        #expect(try await database.texts("SELECT count(*) FROM tidings.customer") == ["0"])
        #expect(try await runner.retry(report.runID).outcome == .succeeded)
    }
}

extension Statement {
    fileprivate static let lockCustomers = Statement(
        name: "test", sql: "LOCK TABLE tidings.customer IN ACCESS EXCLUSIVE MODE")
}

extension TestDatabase {
    /// Waits until some session waits for a lock.
    fileprivate func untilBlocked() async throws {
        while try await texts(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND wait_event_type = 'Lock'") == ["0"]
        {}
    }
}
