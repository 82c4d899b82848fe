import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Testing

@testable import Running

struct IncidentsTests {
    private static let nightly = """
        schedule: {every: day, at: "12:00"}
        extract:
          - {feed: members, into: customers, from: stores, file: members.csv, map: {id: no, email: mail}}
        """

    private static func shop() async throws -> (Shop, TestDatabase) {
        let shop = try Shop(jobs: [nightly, "after: job-0"])
        try shop.tell()
        try shop.write("feeds/readme.txt", "nothing")
        return (shop, try await Shop.database())
    }

    @Test func `a failure is told once, again after a day, and when it is over`() async throws {
        let (shop, database) = try await Self.shop()
        let failed = try await shop.run(on: database, at: Shop.noon)
        #expect(failed.map(\.outcome) == [.failed, .refused])
        // The job behind it only waits: people hear of the cause.
        #expect(
            try await shop.look(on: database, at: Shop.hours(0.1)) == [
                "began guarded job-0: a guard or a missing feed stopped job-0 for 2026-11-21"
                    + " (run 1) at 2026-11-21 12:00"
            ])
        #expect(try await shop.look(on: database, at: Shop.hours(0.2)) == [])
        #expect(try await shop.look(on: database, at: Shop.hours(24)) == [])
        #expect(
            try await shop.look(on: database, at: Shop.hours(24.2)) == [
                "lasts guarded job-0: a guard or a missing feed stopped job-0 for 2026-11-21"
                    + " (run 1) at 2026-11-21 12:00"
            ])
        #expect(try await shop.look(on: database, at: Shop.hours(24.3)) == [])

        try shop.writeMembers()
        _ = try await shop.run(on: database, at: Shop.hours(25))
        #expect(
            try await shop.look(on: database, at: Shop.hours(25.1)) == [
                "over guarded job-0: job-0 works again: it succeeded for 2026-11-22 (run 3)"
            ])
        #expect(try await shop.look(on: database, at: Shop.hours(25.2)) == [])
        #expect(
            try await database.texts("SELECT count(*) FROM tidings.notice WHERE channel = 'mail'")
                == ["3"])
    }

    @Test func `the letter says what, where and what to do`() async throws {
        let (shop, database) = try await Self.shop()
        _ = try await shop.run(on: database, at: Shop.noon)
        _ = try await shop.look(on: database, at: Shop.noon)
        #expect(
            try await database.texts(
                "SELECT recipient || ': ' || subject || E'\\n' || body FROM tidings.notice"
                    + " WHERE channel = 'mail'") == [
                    """
                    ops@lantern.example: [Lantern Books] a guard or a missing feed stopped job-0 for \
                    2026-11-21 (run 1) at 2026-11-21 12:00
                    a guard or a missing feed stopped job-0 for 2026-11-21 (run 1) at 2026-11-21 12:00.

                      members: failed: Jobs/job-0.yaml:4:12: the file members.csv is missing
                        Look whether it was delivered to the source "stores".

                      When it is mended, `tidings retry 1` does what is left; `tidings logs 1` tells more.

                    Tidings tells of Lantern Books once when something goes wrong, again each 1 day while \
                    it lasts, and when it is over.

                    """
                ])
        #expect(
            try await database.texts("SELECT body FROM tidings.notice WHERE channel = 'webhook'")
                == [
                    #"{"workspace": "Lantern Books", "at": "2026-11-21T12:00:00Z", "text": "a guard or "#
                        + "a missing feed stopped job-0 for 2026-11-21 (run 1) at 2026-11-21 12:00."
                        + #"", "alerts": [{"incident": 1, "event": "began", "kind": "guarded", "job": "#
                        + #""job-0", "campaign": null, "for": "2026-11-21", "run": 1, "since": "#
                        + #""2026-11-21T12:00:00Z", "summary": "a guard or a missing feed stopped job-0 "#
                        + #"for 2026-11-21 (run 1) at 2026-11-21 12:00", "details": [{"text": "members: "#
                        + #"failed: Jobs/job-0.yaml:4:12: the file members.csv is missing", "hint": "#
                        + #""Look whether it was delivered to the source \"stores\"."}], "hint": "When it "#
                        + "is mended, `tidings retry 1` does what is left; `tidings logs 1` tells more."
                        + #""}]}"#
                ])
    }

    @Test func `of many that look at once, one tells`() async throws {
        let (shop, database) = try await Self.shop()
        _ = try await shop.run(on: database, at: Shop.noon)
        let told = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask { try await shop.look(on: database, at: Shop.noon).count }
            }
            return try await group.reduce(0, +)
        }
        #expect(told == 1)
    }

    @Test func `a job that fails again and again is told of once, and is over after a calm hour`()
        async throws
    {
        let (shop, database) = try await Self.shop()
        func night(_ hour: Double, works: Bool) async throws -> [String] {
            try works
                ? shop.writeMembers()
                : shop.write("feeds/members.csv", "no\n1")
            _ = try await shop.run(on: database, at: Shop.hours(hour))
            return try await shop.look(on: database, at: Shop.hours(hour)).map {
                String($0.prefix { $0 != ":" })
            }
        }
        #expect(try await night(0, works: false) == ["began failed job-0"])
        #expect(try await night(0.2, works: true) == ["over failed job-0"])
        #expect(try await night(0.4, works: false) == ["began failed job-0"])
        // From now on it comes and goes.
        #expect(try await night(0.6, works: true) == [])
        #expect(try await night(0.8, works: false) == [])
        #expect(try await night(1, works: true) == [])
        #expect(try await night(1.7, works: true) == [])
        #expect(try await night(1.9, works: true) == ["over failed job-0"])
    }

    @Test func `ticks that were missed are told of once, also when it has run since`() async throws
    {
        let shop = try Shop(jobs: ["schedule: {every: hour}"])
        try shop.tell()
        let database = try await Shop.database()
        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        _ = try await scheduler.advance(to: Shop.noon)
        _ = try await scheduler.advance(to: Shop.hours(3.5))
        #expect(
            try await shop.look(on: database, at: Shop.hours(3.5)) == [
                "began missed job-0: job-0 missed 2 ticks, the last that of 2026-11-21 14:00: a later"
                    + " tick runs instead (missed: run latest)"
            ])
        let ready = try await scheduler.ready(at: Shop.hours(3.5))
        let runner = try await shop.runner(on: database, now: { Shop.hours(3.6) })
        _ = try await Worker.perform(.tick(ready[0]), with: runner)
        #expect(
            try await shop.look(on: database, at: Shop.hours(3.7)) == [
                "over missed job-0: job-0 runs again"
            ])
        #expect(try await shop.look(on: database, at: Shop.hours(3.8)) == [])

        // Nobody looked while it came and went.
        _ = try await scheduler.advance(to: Shop.hours(6.5))
        let next = try await scheduler.ready(at: Shop.hours(6.5))
        let later = try await shop.runner(on: database, now: { Shop.hours(6.6) })
        _ = try await Worker.perform(.tick(next[0]), with: later)
        #expect(
            try await shop.look(on: database, at: Shop.hours(6.7)) == [
                "passed missed job-0: job-0 missed 2 ticks, the last that of 2026-11-21 17:00: a later"
                    + " tick runs instead (missed: run latest); it has run since"
            ])
        #expect(try await shop.look(on: database, at: Shop.hours(6.8)) == [])
    }

    @Test func `a run of all steps makes up for missed ticks, a step run alone does not`()
        async throws
    {
        let feed = Self.nightly.replacing("{every: day, at: \"12:00\"}", with: "{every: hour}")
        let shop = try Shop(jobs: [feed])
        try shop.tell()
        try shop.writeMembers()
        let database = try await Shop.database()
        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        _ = try await scheduler.advance(to: Shop.noon)
        _ = try await scheduler.advance(to: Shop.hours(3.5))
        #expect(try await shop.look(on: database, at: Shop.hours(3.5)).count == 1)
        let step = try await shop.run(on: database, at: Shop.hours(3.6), only: "members")
        #expect(step.map(\.outcome) == [.succeeded])
        #expect(try await shop.look(on: database, at: Shop.hours(3.7)) == [])
        _ = try await shop.run(on: database, at: Shop.hours(3.8))
        #expect(
            try await shop.look(on: database, at: Shop.hours(3.9)) == [
                "over missed job-0: job-0 runs again"
            ])
    }

    @Test func `a run that is not over in time is told of at its time, and its end`() async throws {
        let shop = try Shop(
            jobs: ["schedule: {every: day, at: \"22:00\"}\nmust finish by: \"06:00\""])
        try shop.tell()
        let database = try await Shop.database()
        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        _ = try await scheduler.advance(to: Shop.noon)
        _ = try await scheduler.advance(to: Shop.hours(10))
        #expect(try await shop.look(on: database, at: Shop.hours(17.9)) == [])
        #expect(
            try await shop.look(on: database, at: Shop.hours(18)) == [
                "began late job-0: job-0 is late: it has not succeeded for 2026-11-21 and had to by"
                    + " 2026-11-22 06:00"
            ])
        let ready = try await scheduler.ready(at: Shop.hours(18))
        let runner = try await shop.runner(on: database, now: { Shop.hours(18.7) })
        _ = try await Worker.perform(.tick(ready[0]), with: runner)
        #expect(
            try await shop.look(on: database, at: Shop.hours(18.8)) == [
                "over late job-0: job-0 succeeded for 2026-11-21 at 2026-11-22 06:42, 42 minutes late"
            ])
        #expect(try await shop.look(on: database, at: Shop.hours(19)) == [])
    }

    @Test func `a tick that was skipped owes no run`() async throws {
        let shop = try Shop(
            jobs: ["schedule: {every: day, at: \"22:00\"}\nmust finish by: \"06:00\""])
        try shop.tell()
        let database = try await Shop.database()
        let connection = try await database.connect()
        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        _ = try await scheduler.advance(to: Shop.noon)
        _ = try await scheduler.advance(to: Shop.hours(10))
        try await connection.execute(
            Statement(
                name: "test",
                sql: "UPDATE tidings.tick SET state = 'skipped', settled_at = due_at"))
        #expect(try await shop.look(on: database, at: Shop.hours(18)) == [])
    }

    @Test func `a run that was in time is not told of`() async throws {
        let shop = try Shop(jobs: [
            "schedule: {every: day, at: \"12:00\"}\nmust finish by: \"13:00\""
        ])
        try shop.tell()
        let database = try await Shop.database()
        let scheduler = Scheduler(try shop.read(), on: try await database.connect())
        _ = try await scheduler.advance(to: Shop.hours(-1))
        _ = try await scheduler.advance(to: Shop.noon)
        let ready = try await scheduler.ready(at: Shop.noon)
        _ = try await Worker.perform(.tick(ready[0]), with: try await shop.runner(on: database))
        #expect(try await shop.look(on: database, at: Shop.hours(1.5)) == [])
    }

    @Test func `messages whose fate is unknown are told of until they are settled`() async throws {
        let shop = try Shop(jobs: [])
        try shop.tell()
        let database = try await Shop.database()
        func run(_ sql: String) async throws {
            let connection = try await database.connect()
            try await connection.execute(Statement(name: "test", sql: sql))
            await connection.close()
        }
        try await run(
            """
            INSERT INTO tidings.message (customer_id, campaign, occurrence, topic, priority, state,
                run_id, decided_for, planned_at, send_at, expires_at, template)
            SELECT '7', 'letter', 'once:' || n, 'news', 50, 'unknown', 3, '2026-11-21',
                '2026-11-21', '2026-11-21', '2026-11-21', 'letter' FROM generate_series(1, 2) n
            """)
        #expect(
            try await shop.look(on: database, at: Shop.noon) == [
                "began unknown letter: the fate of 2 messages of campaign \"letter\" is unknown"
            ])
        try await run("UPDATE tidings.message SET state = 'accepted' WHERE occurrence = 'once:1'")
        #expect(try await shop.look(on: database, at: Shop.hours(1)) == [])
        try await run("UPDATE tidings.message SET state = 'refused' WHERE occurrence = 'once:2'")
        #expect(
            try await shop.look(on: database, at: Shop.hours(2)) == [
                "over unknown letter: no message of campaign \"letter\" is unknown any more"
            ])
        try await run("UPDATE tidings.message SET state = 'unknown' WHERE occurrence = 'once:2'")
        #expect(try await shop.look(on: database, at: Shop.hours(3)).count == 1)
    }

    @Test func `a mail server that refuses everybody is told of until it takes mail again`()
        async throws
    {
        let shop = try Shop(jobs: [])
        try shop.tell()
        let database = try await Shop.database()
        func stop(_ values: String) async throws {
            let connection = try await database.connect()
            try await connection.execute(
                Statement(
                    name: "test",
                    sql: """
                        INSERT INTO tidings.mail_stop (is_only, fault, reply, stopped_at, ended_at)
                        VALUES (true, 'policy', '550 5.7.1 Relaying denied', \(values))
                        ON CONFLICT (is_only) DO UPDATE
                        SET stopped_at = excluded.stopped_at, ended_at = excluded.ended_at
                        """))
            await connection.close()
        }
        func look(_ hours: Double) async throws -> [String] {
            try await shop.look(on: database, at: Shop.hours(hours))
        }
        let began = "began mail : the mail server refuses one message after the other"
        let over = "over mail : the mail server takes mail again"
        try await stop("'2026-11-21 12:00Z', NULL")
        #expect(try await look(0) == [began])
        #expect(
            try await database.texts(
                "SELECT subject || E'\\n' || body FROM tidings.notice WHERE channel = 'mail'") == [
                    """
                    [Lantern Books] the mail server refuses one message after the other
                    the mail server refuses one message after the other.

                      550 5.7.1 Relaying denied

                      Sending has stopped; the last refused ones and all others wait. Look at \
                    mail.transport and mail.from: may this user send, from this address, to anybody? \
                    Then `tidings send` goes on.

                    Tidings tells of Lantern Books once when something goes wrong, again each 1 day while \
                    it lasts, and when it is over.

                    """
                ])
        try await stop("'2026-11-21 12:20Z', NULL")
        #expect(try await look(0.5) == [])
        try await stop("'2026-11-21 12:20Z', '2026-11-21 12:40Z'")
        #expect(try await look(1) == [over])
        // It comes back: from then on it must have gone well for an hour.
        try await stop("'2026-11-21 13:10Z', NULL")
        #expect(try await look(1.25) == [began])
        try await stop("'2026-11-21 13:10Z', '2026-11-21 13:30Z'")
        #expect(try await look(1.5) == [])
        #expect(try await look(2.5) == [over])
        #expect(try await look(3) == [])
        #expect(
            try await database.texts(
                "SELECT DISTINCT body::jsonb #>> '{alerts,0,job}' FROM tidings.notice"
                    + " WHERE channel = 'webhook'") == [""])
    }
}
