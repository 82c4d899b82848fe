import Definitions
import Foundation
import Postgres
import TestKit
import Testing

@testable import Running

struct SchedulerTests {
    /// A shop whose first job is due at each hour, with the second after it.
    private static let hourly = ["schedule: {every: hour}", "after: job-0"]

    private static func hours(_ count: Double) -> Date {
        Shop.noon.addingTimeInterval(count * 3600)
    }

    private static func ticks(_ database: TestDatabase) async throws -> [String] {
        try await database.texts(
            "SELECT string_agg(job || ' ' || to_char(at, 'HH24:MI') || ' ' || state"
                + " || coalesce(': ' || reason, ''), E'\n' ORDER BY at, job) FROM tidings.tick"
        )[0].split(separator: "\n").map(String.init)
    }

    @Test func `each tick that comes is a row, runs once and ends as ran`() async throws {
        let shop = try Shop(jobs: Self.hourly)
        let database = try await Shop.database()
        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        // It begins now: the tick of noon is past.
        #expect(try await scheduler.advance(to: Shop.noon).isEmpty)
        #expect(try await scheduler.ready(at: Shop.noon).isEmpty)

        let now = Self.hours(1)
        #expect(try await scheduler.advance(to: now).isEmpty)
        let ready = try await scheduler.ready(at: now)
        #expect(ready.map(\.job) == ["job-0"])
        let runner = try await shop.runner(on: database, now: { now })
        let report = try await Worker.perform(.tick(ready[0]), with: runner)
        #expect(report?.outcome == .succeeded)
        #expect(report?.tick == now)
        // Once only, and then the one after it.
        #expect(try await Worker.perform(.tick(ready[0]), with: runner) == nil)
        let next = try await scheduler.ready(at: now)
        #expect(next.map(\.job) == ["job-1"])
        #expect(try await Worker.perform(.tick(next[0]), with: runner) != nil)
        #expect(try await Self.ticks(database) == ["job-0 13:00 ran", "job-1 13:00 ran"])
        #expect(try await database.texts("SELECT count(*) FROM tidings.run") == ["2"])
    }

    @Test func `after hours away the latest runs, and the others are missed with a reason`()
        async throws
    {
        let shop = try Shop(jobs: ["schedule: {every: hour}"])
        let database = try await Shop.database()
        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        _ = try await scheduler.advance(to: Shop.noon)
        let gone = try await scheduler.advance(to: Self.hours(3.5))
        #expect(gone.map(\.isMissed) == [true, true])
        #expect(
            try await Self.ticks(database) == [
                "job-0 13:00 missed: a later tick runs instead (missed: run latest)",
                "job-0 14:00 missed: a later tick runs instead (missed: run latest)",
                "job-0 15:00 due",
            ])
    }

    @Test func `an edited schedule fires no past tick`() async throws {
        let shop = try Shop(jobs: ["schedule: {every: hour}"])
        let database = try await Shop.database()
        let connection = try await database.connect()
        _ = try await Scheduler(try shop.read(), on: connection).advance(to: Shop.noon)
        _ = try await Scheduler(try shop.read(), on: connection).advance(to: Self.hours(1))
        try shop.write("Jobs/job-0.yaml", "job: job-0\nschedule: {every: 20 minutes}")
        let edited = Scheduler(try shop.read(), on: connection)
        _ = try await edited.advance(to: Self.hours(1.5))
        #expect(try await edited.ready(at: Self.hours(1.5)).isEmpty)
        #expect(
            try await Self.ticks(database) == [
                "job-0 13:00 skipped: the schedule was edited"
            ])
        _ = try await edited.advance(to: Self.hours(1.7))
        #expect(
            try await edited.ready(at: Self.hours(1.7)).map(\.at)
                == [Shop.noon.addingTimeInterval(100 * 60)])
    }

    @Test func `of two schedulers one leads, until its session ends`() async throws {
        let database = try await Shop.database()
        let first = try await database.connect()
        let second = try await database.connect()
        #expect(try await Scheduler.lead(on: first))
        #expect(try await Scheduler.lead(on: second) == false)
        #expect(try await Scheduler.lead(on: first))
        await first.close()
        while try await !Scheduler.lead(on: second) { await Task.yield() }
    }

    @Test func `two schedulers at once write each tick once`() async throws {
        let shop = try Shop(jobs: ["schedule: {every: minute, missed: run all}"])
        let database = try await Shop.database()
        let workspace = try shop.read()
        let first = Scheduler(workspace, on: try await database.connect())
        let second = Scheduler(workspace, on: try await database.connect())
        _ = try await first.advance(to: Shop.noon)
        async let one = first.advance(to: Self.hours(1))
        async let two = second.advance(to: Self.hours(1))
        _ = try await (one, two)
        #expect(try await database.texts("SELECT count(*) FROM tidings.tick") == ["60"])
    }

    @Test func `a run by hand holds up the ticks of its job, and no more once it was killed`()
        async throws
    {
        let shop = try Shop(jobs: ["schedule: {every: hour}"])
        let database = try await Shop.database()
        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        _ = try await scheduler.advance(to: Shop.noon)
        let byHand = try await shop.runner(on: database)
        let run = try await byHand.begin(
            try byHand.jobs(named: [])[0], RunOptions(), RunRecord(byHand.connections.record))
        _ = try await scheduler.advance(to: Self.hours(1))
        #expect(try await scheduler.ready(at: Self.hours(1)).isEmpty)
        await run.lease?.letGo()
        await byHand.connections.lock.close()
        let record = RunRecord(try await database.connect())
        while try await !record.running().isEmpty { await Task.yield() }
        _ = try await scheduler.advance(to: Self.hours(2))
        #expect(try await scheduler.ready(at: Self.hours(2)).count == 1)
        #expect(
            try await Self.ticks(database) == [
                "job-0 13:00 skipped: the run before was not over (overlap: skip)",
                "job-0 14:00 due",
            ])
    }

    @Test func `a run whose process is gone is found and gone on with under its number`()
        async throws
    {
        let shop = try Shop(jobs: ["schedule: {every: hour}\n" + Shop.nightly])
        try shop.writeMembers()
        try shop.writeOrders()
        let database = try await Shop.database()
        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        _ = try await scheduler.advance(to: Shop.noon)
        _ = try await scheduler.advance(to: Self.hours(1))
        let tick = try await scheduler.ready(at: Self.hours(1))[0]
        let killed = try await shop.runner(on: database)
        let run = try await killed.begin(
            try killed.jobs(named: [])[0], RunOptions(tick: tick),
            RunRecord(killed.connections.record))
        await run.lease?.letGo()
        let record = RunRecord(try await database.connect())
        #expect(try await record.orphans().isEmpty)
        await killed.connections.lock.close()
        while try await record.orphans().isEmpty { await Task.yield() }
        let report = try await Worker.perform(
            .orphan(runID: run.report.runID, job: "job-0"),
            with: try await shop.runner(on: database))
        #expect(report?.runID == run.report.runID)
        #expect(report?.outcome == .succeeded)
        #expect(try await Self.ticks(database) == ["job-0 13:00 ran"])
    }
}
