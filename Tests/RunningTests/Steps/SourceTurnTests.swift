import Definitions
import Foundation
import Postgres
import TestKit
import Testing

@testable import Running

/// Steps that use one source, of which so many may at once.
struct SourceTurnTests {
    private let clock = ManualClock()

    /// Jobs that each read a query of one source.
    private func shop(_ database: TestDatabase, atOnce: Int, jobs count: Int) throws -> Shop {
        let shop = try Shop(
            jobs: (0..<count).map {
                """
                timeout: 10 s
                extract:
                - {feed: f, into: customers, from: shop, query: SELECT 'c\($0)' AS no, map: {id: no}}
                """
            })
        try shop.write(
            "Jobs/workspace.yaml",
            """
            name: Lantern Books
            timezone: UTC
            currency: CNY
            sources: {shop: {postgres: "\(database.uri)", at_once: \(atOnce)}}
            """)
        return shop
    }

    /// Runs one job, as a process of its own with a log would.
    private func start(_ number: Int, of shop: Shop, on database: TestDatabase) -> Task<
        RunReport, any Error
    > {
        Task {
            let log = RunLog(try await database.connect())
            return try await log.recording(NoProgress(), clock: { Shop.noon }) { progress in
                let runner = Runner(
                    workspace: try shop.read(), templates: [:],
                    connections: try await Shop.connections(database), sender: nil,
                    clock: { Shop.noon }, progress: progress, pauses: clock)
                return try await runner.run(try runner.jobs(named: ["job-\(number)"]))[0]
            }
        }
    }

    private static let blocked =
        "SELECT count(*) FROM pg_stat_activity"
        + " WHERE datname = current_database() AND wait_event_type = 'Lock'"

    @Test func `a step waits until there is a place, which its log tells and no timeout counts`()
        async throws
    {
        let database = try await Shop.database()
        let shop = try shop(database, atOnce: 2, jobs: 3)
        let blocker = try await database.connect()
        try await blocker.begin()
        try await blocker.execute(
            Statement(name: "test", sql: "LOCK TABLE tidings.customer IN ACCESS EXCLUSIVE MODE"))
        let first = start(0, of: shop, on: database)
        let second = start(1, of: shop, on: database)
        while try await database.texts(Self.blocked) != ["2"] {}
        let third = start(2, of: shop, on: database)
        // The two with a place sleep on their timeout, the third until it looks again.
        await clock.sleeping(3)
        for _ in 1...3 {
            clock.advance(by: .seconds(1))
            await clock.sleeping(3)
        }
        #expect(try await database.texts(Self.blocked) == ["2"])
        await blocker.rollback()
        #expect(try await first.value.outcome == .succeeded)
        #expect(try await second.value.outcome == .succeeded)
        await clock.sleeping()
        clock.advance(by: .seconds(1))
        let waited = try await third.value
        #expect(waited.outcome == .succeeded)
        let log = RunLog(try await database.connect())
        let lines = try await log.lines(of: waited.runID).lines.filter { $0.event == .goesOn }
        #expect(lines.map(\.message) == [#"waits: the source "shop" is in use by 2 other steps"#])
        #expect(
            try await database.texts(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND database = (SELECT oid FROM pg_database"
                    + " WHERE datname = current_database())") == ["0"])
    }

    @Test func `who is killed gives its place back`() async throws {
        let database = try await Shop.database()
        let workspace = try shop(database, atOnce: 1, jobs: 1).read()
        let (holder, other) = (try await database.connect(), try await database.connect())
        let held = try #require(SourceTurn("shop", in: workspace, on: holder))
        _ = try await held.take(clock: clock) { Issue.record("waited: \($0)") }
        let turn = try #require(SourceTurn("shop", in: workspace, on: other))
        async let place = turn.take(clock: clock) { _ in }
        await clock.sleeping()
        await holder.close()
        let gone = "SELECT count(*) FROM pg_stat_activity WHERE pid = \(holder.serverProcessID)"
        while try await database.texts(gone) != ["0"] {}
        clock.advance(by: .seconds(1))
        #expect(try await place == SourceTurn.key(of: "shop", 0))
    }

    @Test func `a run that is asked to stop waits no longer`() async throws {
        let database = try await Shop.database()
        let shop = try shop(database, atOnce: 1, jobs: 1)
        let holder = try await database.connect()
        let held = try #require(SourceTurn("shop", in: try shop.read(), on: holder))
        _ = try await held.take(clock: clock) { _ in }
        let runner = try await shop.runner(on: database, lease: .seconds(4), pauses: clock)
        async let reports = runner.run(try runner.jobs(named: []))
        await clock.sleeping()
        #expect(try await RunRecord(try await database.connect()).stop(1, at: Shop.noon))
        #expect(try await reports[0].outcome == .cancelled)
    }
}
