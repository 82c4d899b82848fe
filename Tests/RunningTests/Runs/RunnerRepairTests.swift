import Campaigns
import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Testing

@testable import Running

struct RunnerRepairTests {
    @Test func `a feed that failed stops what needs it and nothing else; a retry does the rest`()
        async throws
    {
        let shop = try Shop(jobs: [Shop.nightly])
        try shop.writeMembers()
        let database = try await Shop.database()
        let runner = try await shop.runner(on: database)
        let failed = try await runner.run(try runner.jobs(named: []))[0]
        #expect(
            failed.outcomes == [
                "members succeeded", "orders failed", "buyers cancelled", "good cancelled",
                "reachable succeeded",
            ])
        #expect(failed.outcome == .failed)

        try shop.writeOrders()
        let retried = try await runner.retry(failed.runID)
        #expect(
            retried.outcomes == ["orders succeeded", "buyers succeeded", "good succeeded"])
        #expect(retried.outcome == .succeeded)
        #expect(retried.attempt == 2)
        #expect(
            try await database.texts(
                "SELECT string_agg(segment || customer_id, ' ' ORDER BY segment, customer_id)"
                    + " FROM tidings.segment_entry") == ["buyers1 good1 reachable1 reachable2"])

        let problem = await #expect(throws: Problem.self) {
            try await runner.retry(retried.runID)
        }
        #expect(
            problem?.text == """
                nothing failed in run \(retried.runID)
                  `tidings run JOB --for DATE` runs all of a job again.
                """)
    }

    @Test func `a retry of a retry knows what both have done`() async throws {
        let shop = try Shop(jobs: [Shop.nightly])
        let database = try await Shop.database()
        let runner = try await shop.runner(on: database)
        let first = try await runner.run(try runner.jobs(named: []))[0]
        #expect(first.steps.allSatisfy { $0.outcome != .succeeded })
        try shop.writeMembers()
        let second = try await runner.retry(first.runID)
        #expect(second.outcomes.prefix(2) == ["members succeeded", "orders failed"])
        try shop.writeOrders()
        let third = try await runner.retry(second.runID)
        #expect(third.outcomes == ["orders succeeded", "buyers succeeded", "good succeeded"])
    }

    @Test func `a backfill runs its dates, plans no mail, and what it moves triggers none`()
        async throws
    {
        let shop = try Shop(jobs: [
            Shop.nightly,
            """
            load:
              - {campaign: hello, trigger: {segment: {enters: buyers}}, template: hello, topic: greetings}
            """,
        ])
        try shop.write(
            "Templates/hello.html",
            "---\nsubject: Hello\n---\n<p>Hello. {{postal_address}} {{unsubscribe_url}}</p>")
        try shop.writeMembers()
        try shop.writeOrders()
        let database = try await Shop.database()
        let runner = try await shop.runner(on: database)
        for date in ["2026-11-02", "2026-11-03"] {
            let options = RunOptions(date: LocalDate(date), sends: false, cause: .backfill)
            let reports = try await runner.run(try runner.jobs(named: []), options)
            #expect(reports.map(\.outcome) == [.succeeded, .succeeded])
            #expect(reports[1].steps.isEmpty)
        }
        _ = try await runner.run(try runner.jobs(named: ["job-1"]))
        #expect(try await database.texts("SELECT count(*) FROM tidings.message") == ["0"])
        #expect(
            try await database.texts("SELECT count(*) FROM tidings.segment_entry") == ["4"])
    }

    @Test func `what a blackout holds back stays so when the run is gone on with`() async throws {
        let shop = try Shop(jobs: [
            "schedule: {every: hour, blackout: {from: 2026-11-21, to: 2026-11-21, holds: extracts}}\n"
                + Shop.nightly
        ])
        try shop.writeMembers()
        try shop.writeOrders()
        let database = try await Shop.database()
        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        _ = try await scheduler.advance(to: Shop.noon)
        let later = Shop.noon.addingTimeInterval(3600)
        _ = try await scheduler.advance(to: later)
        let tick = try #require(try await scheduler.ready(at: later).first)
        let killed = try await shop.runner(on: database)
        let run = try await killed.begin(
            try killed.jobs(named: [])[0], RunOptions(tick: tick),
            RunRecord(killed.connections.record))
        await run.lease?.letGo()
        await killed.connections.lock.close()
        await killed.connections.data.close()
        await killed.connections.record.close()
        let report = try await shop.runner(on: database).resume(run.report.runID)
        #expect(
            report.outcomes == ["buyers succeeded", "reachable succeeded", "good succeeded"])
        #expect(try await database.texts("SELECT count(*) FROM tidings.customer") == ["0"])
    }

    @Test func `a paused job is refused, and all are while all is paused`() async throws {
        let shop = try Shop(jobs: ["description: one", "description: two"])
        let database = try await Shop.database()
        let runner = try await shop.runner(on: database)
        let connection = try await database.connect()
        let pauses = Pauses(runner.workspace)
        try await pauses.pause("job-0", at: Shop.noon, on: connection)
        let some = try await runner.run(try runner.jobs(named: []))
        #expect(some.map(\.outcome) == [.refused, .succeeded])
        #expect(
            some[0].problem?.text == """
                job "job-0" is paused
                  `tidings unpause job-0` lets it go on, `tidings unpause all` everything.
                """)
        try await pauses.lift("job-0", on: connection)
        try await pauses.pause("all", at: Shop.noon, on: connection)
        let none = try await runner.run(try runner.jobs(named: []))
        #expect(none.map(\.outcome) == [.refused, .refused])
        try await pauses.lift("all", on: connection)
        let all = try await runner.run(try runner.jobs(named: []))
        #expect(all.map(\.outcome) == [.succeeded, .succeeded])
    }
}
