import Campaigns
import Definitions
import Foundation
import Postgres
import TestKit
import Testing

@testable import Running

/// Files that arrive in a folder, and the ticks that they make.
struct ArrivalsTests {
    private let shop: Shop
    private let database: TestDatabase

    init() async throws {
        shop = try Self.shop()
        database = try await Shop.database()
    }

    private static func shop(
        file: String = "members.csv", schedule: String = "", feed: String = "", more: [String] = []
    ) throws -> Shop {
        try Shop(
            jobs: [
                """
                schedule: {every: arrival of members\(schedule)}
                extract:
                - {feed: members, into: customers, from: stores, file: "\(file)"\(feed), map: {id: no}}
                """
            ] + more)
    }

    /// What a scheduler finds at an instant, of looks that are further apart than its pace.
    private func look(_ shop: Shop, minutes: Double) async throws -> [String] {
        let connection = try await database.connect()
        let scheduler = Scheduler(try shop.read(), on: connection)
        _ = try await scheduler.advance(to: Shop.noon.addingTimeInterval(minutes * 60))
        await connection.close()
        return try await ticks()
    }

    private func ticks() async throws -> [String] {
        try await database.texts(
            "SELECT string_agg(job || ' ' || to_char(at, 'HH24:MI') || ' for ' || logical_date || ' '"
                + " || state, E'\n' ORDER BY at, job) FROM tidings.tick"
        )[0].split(separator: "\n").map(String.init)
    }

    /// Runs what is ready, and gives the runs' outcomes.
    private func run(_ shop: Shop, minutes: Double) async throws -> [String] {
        let now = Shop.noon.addingTimeInterval(minutes * 60)
        let connection = try await database.connect()
        let ready = try await Scheduler(try shop.read(), on: connection).ready(at: now)
        await connection.close()
        var outcomes: [String] = []
        for tick in ready {
            let report = try await Worker.perform(
                .tick(tick), with: try await shop.runner(on: database, now: { now }))
            outcomes.append("\(tick.job) \(report?.outcome?.rawValue ?? "none")")
        }
        return outcomes
    }

    @Test func `a file that arrives makes one tick, and another once it changes`() async throws {
        #expect(try await look(shop, minutes: 0) == [])
        #expect(try await look(shop, minutes: 1) == [])
        try shop.write("feeds/members.csv", "no\n1")
        #expect(try await look(shop, minutes: 2) == ["job-0 12:02 for 2026-11-21 due"])
        #expect(try await look(shop, minutes: 3) == ["job-0 12:02 for 2026-11-21 due"])
        #expect(try await run(shop, minutes: 3) == ["job-0 succeeded"])
        #expect(try await look(shop, minutes: 4) == ["job-0 12:02 for 2026-11-21 ran"])
        let past = try await Ticks(try await database.connect())
            .list(jobs: ["job-0"], limit: 9, in: .gmt).map(\.description)
        #expect(past.count == 1)
        #expect(past[0].contains(#""ended": "ran""#))
        #expect(past[0].contains(#""why": "members.csv arrived""#))

        try shop.write("feeds/members.csv", "no\n1\n2")
        #expect(
            try await look(shop, minutes: 5) == [
                "job-0 12:02 for 2026-11-21 ran", "job-0 12:05 for 2026-11-21 due",
            ])
        #expect(try await run(shop, minutes: 5) == ["job-0 succeeded"])
        #expect(try await database.texts("SELECT count(*) FROM tidings.customer") == ["2"])
    }

    @Test func `a run that fails at a file is not begun again for it`() async throws {
        let shop = try Self.shop(feed: ", expect: {rows: at least 2}")
        try shop.write("feeds/members.csv", "no\n1")
        // What lies there already when the schedule begins has arrived, too.
        _ = try await look(shop, minutes: 0)
        _ = try await look(shop, minutes: 1)
        #expect(try await run(shop, minutes: 1) == ["job-0 failed"])
        for minutes in 2...4 {
            #expect(
                try await look(shop, minutes: Double(minutes)) == ["job-0 12:01 for 2026-11-21 ran"]
            )
        }
        try shop.write("feeds/members.csv", "no\n1\n2")
        _ = try await look(shop, minutes: 5)
        #expect(try await run(shop, minutes: 5) == ["job-0 succeeded"])
    }

    @Test func `a file that was loaded by hand makes no tick`() async throws {
        let now = Date.now.addingTimeInterval(60)
        _ = try await look(shop, minutes: 0)
        try shop.write("feeds/members.csv", "no\n1")
        let runner = try await shop.runner(on: database, now: { now })
        #expect(try await runner.run(try runner.jobs(named: []))[0].outcome == .succeeded)
        #expect(try await look(shop, minutes: 1) == [])
    }

    @Test func `a file is not seen before it is ready`() async throws {
        let shop = try Self.shop(
            feed: ", ready: {marker: \"{file}.done\", checksum: \"{file}.md5\", unchanged: 60s}")
        _ = try await look(shop, minutes: 0)
        try shop.write("feeds/members.csv", "no\n1")
        let file = shop.root.appending(path: "feeds/members.csv").path
        try FileManager.default.setAttributes(
            [.modificationDate: Shop.noon.addingTimeInterval(150)], ofItemAtPath: file)
        #expect(try await look(shop, minutes: 5) == [])
        try shop.write("feeds/members.csv.done", "")
        #expect(try await look(shop, minutes: 6) == [])
        try shop.write("feeds/members.csv.md5", "0")
        // Half a minute after it was written to, by the clock that looks.
        try FileManager.default.setAttributes(
            [.modificationDate: Shop.noon.addingTimeInterval(390)], ofItemAtPath: file)
        #expect(try await look(shop, minutes: 7) == [])
        #expect(try await look(shop, minutes: 8) == ["job-0 12:08 for 2026-11-21 due"])
    }

    @Test func `a paused job, a day without feeds and an open run let a file wait`() async throws {
        let shop = try Self.shop(schedule: ", blackout: {from: 2026-11-22, to: 2026-11-22}")
        _ = try await look(shop, minutes: 0)
        let connection = try await database.connect()
        let pauses = Pauses(try shop.read())
        try await pauses.pause("job-0", at: Shop.noon, on: connection)
        try shop.write("feeds/members.csv", "no\n1")
        #expect(try await look(shop, minutes: 1) == [])
        try await pauses.lift("job-0", on: connection)

        let day = 24 * 60.0
        #expect(try await look(shop, minutes: day) == [])

        let byHand = try await shop.runner(on: database)
        let run = try await byHand.begin(
            try byHand.jobs(named: [])[0], RunOptions(), RunRecord(byHand.connections.record))
        #expect(try await look(shop, minutes: 2 * day) == [])
        await run.lease?.letGo()
        await byHand.connections.lock.close()
        while try await !RunRecord(connection).running().isEmpty { await Task.yield() }
        #expect(try await look(shop, minutes: 2 * day + 1) == ["job-0 12:01 for 2026-11-23 due"])
    }

    @Test func `a date in the name makes it that day's run, also just after midnight`()
        async throws
    {
        let shop = try Self.shop(file: "members-{date}.csv", more: ["after: job-0"])
        _ = try await look(shop, minutes: 0)
        let midnight = 12 * 60.0
        try shop.write("feeds/members-2026-11-21.csv", "no\n1")
        try shop.write("feeds/members-2026-11-22.csv", "no\n2")
        try shop.write("feeds/members-2026-11-20.csv", "no\n3")
        let first = ["job-0 00:01 for 2026-11-21 due", "job-1 00:01 for 2026-11-21 due"]
        #expect(try await look(shop, minutes: midnight + 1) == first)
        #expect(try await look(shop, minutes: midnight + 2) == first)
        // The job after it has the same ticks, and its turn.
        #expect(try await run(shop, minutes: midnight + 2) == ["job-0 succeeded"])
        #expect(try await run(shop, minutes: midnight + 2) == ["job-1 succeeded"])
        #expect(
            try await look(shop, minutes: midnight + 3).suffix(2) == [
                "job-0 00:03 for 2026-11-22 due", "job-1 00:03 for 2026-11-22 due",
            ])
    }

    @Test func `of many schedulers one writes the tick`() async throws {
        _ = try await look(shop, minutes: 0)
        try shop.write("feeds/members.csv", "no\n1")
        let workspace = try shop.read()
        try await withThrowingTaskGroup { group in
            for number in 0..<4 {
                let connection = try await database.connect()
                group.addTask {
                    // Their clocks are seconds apart.
                    _ = try await Scheduler(workspace, on: connection)
                        .advance(to: Shop.noon.addingTimeInterval(60 + Double(number) * 6))
                }
            }
            try await group.waitForAll()
        }
        #expect(try await database.texts("SELECT count(*) FROM tidings.tick") == ["1"])
    }

    @Test func `an edited schedule lets its tick go by, and an old arrival fires no more`()
        async throws
    {
        _ = try await look(shop, minutes: 0)
        try shop.write("feeds/members.csv", "no\n1")
        _ = try await look(shop, minutes: 1)
        let job = shop.root.appending(path: "Jobs/job-0.yaml")
        let text = try String(contentsOf: job, encoding: .utf8)
        try shop.write(
            "Jobs/job-0.yaml",
            text.replacing("of members}", with: "of members, timezone: Asia/Shanghai}"))
        for minutes in [2.0, 3] {
            #expect(
                try await look(shop, minutes: minutes) == ["job-0 12:01 for 2026-11-21 skipped"])
        }
    }

    @Test func `folders are looked into every five seconds`() {
        func isTime(at second: Double, after last: Double) -> Bool {
            Arrivals.isTime(
                since: Shop.noon.addingTimeInterval(last), now: Shop.noon.addingTimeInterval(second)
            )
        }
        var last = 0.0
        var looks: [Double] = []
        for half in 1...60 {
            let second = Double(half) / 2
            if isTime(at: second, after: last) { looks.append(second) }
            last = second
        }
        #expect(looks == [5, 10, 15, 20, 25, 30])
    }
}
