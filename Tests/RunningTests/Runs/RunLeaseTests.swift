import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Testing

@testable import Running

struct RunLeaseTests {
    /// A run that its process began and then stood still: nothing renews its lease.
    private struct Frozen {
        let runner: Runner
        let run: JobRun

        init(_ shop: Shop, on database: TestDatabase, lease: Duration) async throws {
            runner = try await shop.runner(on: database, lease: lease)
            run = try await runner.begin(
                try runner.jobs(named: [])[0], RunOptions(),
                RunRecord(runner.connections.record))
            await run.lease?.letGo()
        }
    }

    @Test func `who stands still is taken over once the lease has run out, and writes no more`()
        async throws
    {
        let shop = try Shop(jobs: [Shop.nightly])
        try shop.writeMembers()
        try shop.writeOrders()
        let database = try await Shop.database()
        let frozen = try await Frozen(shop, on: database, lease: .seconds(15))
        let runID = frozen.run.report.runID

        let second = try await shop.runner(on: database)
        let refused = await #expect(throws: Problem.self) { try await second.resume(runID) }
        #expect(refused?.summary == #"job "job-0" is already running"#)
        try await second.untilExpired(runID)
        let resumed = try await second.resume(runID)
        #expect(resumed.runID == runID)
        #expect(resumed.outcome == .succeeded)
        #expect(resumed.steps.count == 5)

        // Its sessions are gone; even over a new one its epoch is past.
        var run = frozen.run
        run.report.outcome = .failed
        let record = RunRecord(try await database.connect())
        #expect(try await record.end(run, at: 1) == false)
        #expect(frozen.run.lease?.isHeld == false)
        #expect(frozen.run.lease?.mayHandOver == false)
        await #expect(throws: Problem.self) {
            try await frozen.runner.connections.data.execute(
                Statement(name: "test", sql: "SELECT 1"))
        }
        #expect(
            try await database.texts(
                "SELECT string_agg(outcome || attempt, ' ') FROM tidings.run") == ["succeeded1"])
        #expect(try await database.texts("SELECT count(*) FROM tidings.run_lease") == ["0"])
    }

    @Test func `a run has its lease from its first instant on, and without one is nobody's`()
        async throws
    {
        let shop = try Shop(jobs: ["schedule: {every: day, at: '02:00'}"])
        let database = try await Shop.database()
        let frozen = try await Frozen(shop, on: database, lease: .seconds(60))
        #expect(
            try await database.texts(
                """
                SELECT r.xmin = l.xmin FROM tidings.run r
                JOIN tidings.run_lease l ON l.run_id = r.run_id
                """) == ["true"])
        let connection = try await database.connect()
        for sql in ["UPDATE tidings.run SET tick = started_at", "DELETE FROM tidings.run_lease"] {
            #expect(try await RunRecord(connection).orphans().isEmpty)
            try await connection.execute(Statement(name: "test", sql: sql))
        }
        #expect(
            try await RunRecord(connection).orphans().map(\.runID) == [frozen.run.report.runID])
    }

    @Test func `a transaction is not committed once the epoch is past`() async throws {
        let shop = try Shop(jobs: ["description: none"])
        let database = try await Shop.database()
        let frozen = try await Frozen(shop, on: database, lease: .seconds(60))
        let lease = try #require(frozen.run.lease)
        let data = try await database.connect()
        await data.setFence(RunLease.fence(of: [lease]))
        let write = Statement(
            name: "test", sql: "INSERT INTO tidings.pause VALUES ('all', now())")
        let remove = Statement(name: "test", sql: "DELETE FROM tidings.pause")
        try await data.transaction { try await $0.execute(write) }
        try await data.transaction { try await $0.execute(remove) }

        let other = try await database.connect()
        _ = try await RunLease.take(
            lease.runID, length: .seconds(60), sessions: [], on: other, renewedOn: other)
        let problem = await #expect(throws: Problem.self) {
            try await data.transaction { try await $0.execute(write) }
        }
        #expect(
            problem?.text == """
                another process has taken the run over
                  This one stood still for too long. Nothing was written since; `tidings runs` shows what the other does.
                """)
        #expect(try await database.texts("SELECT count(*) FROM tidings.pause") == ["0"])
    }

    @Test func `a lease that is kept up outlives its length, and ends when it is let go`()
        async throws
    {
        let shop = try Shop(jobs: ["description: none"])
        let database = try await Shop.database()
        let frozen = try await Frozen(shop, on: database, lease: .seconds(5))
        let lease = try #require(frozen.run.lease)
        lease.keepUp()
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(12) {
            #expect(lease.isHeld)
            _ = try await database.texts("SELECT pg_sleep(0.2)")
        }
        await lease.letGo()
        try await frozen.runner.untilExpired(lease.runID)
    }

    @Test func `a killed run goes on behind what it has done`() async throws {
        let shop = try Shop(jobs: [Shop.nightly])
        try shop.writeMembers()
        let database = try await Shop.database()
        let first = try await Frozen(shop, on: database, lease: .seconds(60))
        var run = first.run
        // It read the members, whose first load moves nobody, and was killed: its sessions are gone.
        try await first.runner.prepare(&run, atomicity: .transaction)
        await first.runner.connections.lock.close()
        await first.runner.connections.data.close()
        await first.runner.connections.record.close()
        try shop.writeOrders()

        let second = try await shop.runner(on: database)
        let resumed = try await second.resume(run.report.runID)
        #expect(
            resumed.outcomes == ["orders succeeded", "buyers succeeded", "good succeeded"])
        let problem = await #expect(throws: Problem.self) {
            try await second.resume(run.report.runID)
        }
        #expect(
            problem?.text == """
                run \(run.report.runID) is over
                  `tidings retry \(run.report.runID)` tries again what failed in it.
                """)
    }

    @Test func `killed before it noted its step, a first load still moves nobody`() async throws {
        let shop = try Shop(jobs: [Shop.nightly])
        try shop.writeMembers()
        try shop.writeOrders()
        let database = try await Shop.database()
        let first = try await Frozen(shop, on: database, lease: .seconds(60))
        var run = first.run
        try await first.runner.prepare(&run, atomicity: .transaction)
        for table in ["step", "segment_entry", "segment_state", "evaluation", "definition"] {
            try await first.runner.connections.data.execute(
                Statement(name: "test", sql: "DELETE FROM tidings.\(table)"))
        }
        await first.runner.connections.lock.close()

        let second = try await shop.runner(on: database)
        let resumed = try await second.resume(run.report.runID)
        #expect(resumed.outcome == .succeeded)
        #expect(
            try await database.texts(
                "SELECT count(*) || ' ' || bool_and(is_baseline) FROM tidings.segment_entry")
                == ["4 true"])
    }

    @Test func `a run that is asked to stop goes no further than the next step`() async throws {
        let shop = try Shop(jobs: [Shop.nightly])
        try shop.writeMembers()
        try shop.writeOrders()
        let database = try await Shop.database()
        let frozen = try await Frozen(shop, on: database, lease: .seconds(8))
        var run = frozen.run
        let record = RunRecord(try await database.connect())
        #expect(try await record.stop(run.report.runID, at: Shop.noon))
        run.lease?.keepUp()
        while run.lease?.isAskedToStop == false { await Task.yield() }
        var runs = [run]
        let report = try await frozen.runner.carryOn(
            &runs, RunRecord(frozen.runner.connections.record))[0]
        #expect(Set(report.steps.map(\.outcome)) == [.cancelled])
        #expect(report.outcome == .cancelled)
        #expect(try await record.stop(run.report.runID, at: Shop.noon) == false)
        run = runs[0]
        #expect(run.isStopped)

        let retried = try await frozen.runner.retry(report.runID)
        #expect(retried.outcome == .succeeded)
    }
}

extension Runner {
    /// Waits until a run's lease has run out by the server's clock.
    fileprivate func untilExpired(_ runID: Int) async throws {
        let statement = Statement(
            name: "test",
            sql: """
                SELECT expires_at < clock_timestamp() AS is_over FROM tidings.run_lease
                WHERE run_id = $1::bigint
                """)
        while try await connections.record.execute(statement, [.int(runID)]).first?
            .bool("is_over") == false
        {
            await Task.yield()
        }
    }
}
