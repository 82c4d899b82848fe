import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// Promises 1 to 4 while `tidings serve` is killed or stands still.
    ///
    /// The suite sees a few nights; `TIDINGS_NIGHTS=200 swift test --filter ServeCrashTests` sees
    /// more, and `TIDINGS_CRASH_SEED` repeats one.
    @Suite struct ServeCrashTests {
        private static func number(_ name: String) -> Int? {
            ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
        }

        @Test func `killed again and again, the nights end as if nothing had happened`()
            async throws
        {
            let seed = UInt64(Self.number("TIDINGS_CRASH_SEED") ?? 20_261_121)
            let nights = Self.number("TIDINGS_NIGHTS") ?? 4
            async let whole = try ServeHarness(nights: nights, most: 0, seed: seed).run()
            async let rough = try ServeHarness(nights: nights, most: 2, seed: seed).run()
            let (quiet, killed) = (try await whole, try await rough)
            print(
                """
                serve harness: seed \(seed), \(nights) nights, \(killed.kills) kills: \
                \(quiet.rows.count) rows alike, \(quiet.sent.count) mails, \(killed.unknown) unknown
                """)
            #expect(quiet.unknown == 0)
            #expect(quiet.recorded.count == quiet.sent.count)
            // 8 members in the first night and 5 more in each other, a letter for each.
            #expect(quiet.sent.count >= nights * 5 + 3)
            #expect(quiet.rows.filter { $0.hasPrefix("tick ") }.count == nights * 3)
            #expect(killed.rows.count == quiet.rows.count)
            for (left, right) in zip(killed.rows, quiet.rows) { #expect(left == right) }
            // Never twice, nothing lost, no more in doubt than there were connections.
            #expect(Set(killed.recorded).count == killed.recorded.count)
            #expect(killed.sent == quiet.sent)
            #expect(killed.sent.isSuperset(of: killed.recorded))
            #expect(killed.sent.subtracting(killed.recorded).count <= killed.unknown)
            #expect(killed.unknown <= killed.kills * ServeHarness.connections)
            #expect(Set(killed.acceptances).isSubset(of: quiet.acceptances))
            #expect(killed.acceptances.count + killed.unknown == quiet.acceptances.count)
            #expect(killed.journals == 0)
        }

        @Test func `of three processes one stands still and one is killed: nothing happens twice`()
            async throws
        {
            let nights = 3
            let night = try await NightShop(nights: nights)
            let sink = try await MailSink.start()
            func serve() throws -> RunningCommand {
                try night.serve("--lease", "5", environment: ["TIDINGS_SMTP_URL": sink.url])
            }
            let frozen = try serve()
            try await night.untilBegun()
            let gate = try await night.database.connect()
            try await gate.begin()
            try await gate.execute(
                Statement(
                    name: "test", sql: "LOCK TABLE tidings.customer IN SHARE ROW EXCLUSIVE MODE"))
            try night.clock.set(night: 0, hour: 2)
            try await Self.untilHeldUp(night.database, epoch: 1)
            let others = [try serve(), try serve()]
            for other in others {
                try await eventually { try other.stderr().contains("serves Lantern Books") }
            }

            // It holds the run, and schedules.
            frozen.signal(SIGSTOP)
            let end = try await Self.lease(night.database, epoch: 1, "expires_at")
            try await Self.untilHeldUp(night.database, epoch: 2)
            let taken = try await Self.lease(night.database, epoch: 2, "taken_at")
            // Never before the lease has run out; then as soon as somebody looks.
            #expect(taken >= end)
            #expect(taken.timeIntervalSince(end) < 5)

            let isFirst = try others[0].stderr().contains("begins for 2020-03-01")
            let (killed, third) = isFirst ? (others[0], others[1]) : (others[1], others[0])
            let death = Date.now
            try await killed.killGroup()
            try await Self.untilHeldUp(night.database, epoch: 3)
            let noticed = try await Self.lease(night.database, epoch: 3, "taken_at")
            print(
                """
                three that serve: a frozen one was taken over \
                \(taken.timeIntervalSince(end)) s after its lease ran out, a killed one \
                \(noticed.timeIntervalSince(death)) s after its death
                """)
            // Its connections close with it: that is the promise, whatever the lease.
            #expect(noticed.timeIntervalSince(death) < 1)
            try await gate.commit()
            await gate.close()
            try await night.untilOver(nights: 1)
            // The one that schedules stands still: another does.
            try night.clock.set(night: 1, hour: 2)
            try await night.untilOver(nights: 2)
            try await night.untilSent()
            #expect(sink.messages.count == 13)

            frozen.signal(SIGCONT)
            let passed = """
                job=nightly this process stood still or had no database for too long: another goes on \
                with the run
                """
            try await eventually { try frozen.stderr().contains(passed) }
            try night.clock.set(night: 2, hour: 2)
            try await night.untilOver(nights: nights)
            try await night.untilSent()
            for process in [frozen, third] { process.signal(SIGTERM) }
            let (woken, last) = (try await frozen.end(), try await third.end())
            #expect(woken.exitCode == 143)
            #expect(last.exitCode == 143)
            // What it had in hand is gone; it goes on with nothing of it.
            #expect(!woken.stderr.contains("run=1 succeeded"))
            #expect(woken.stderr.contains("run=1 step=members retryable: "), "\(woken.stderr)")
            #expect(
                try await night.database.texts(
                    """
                    SELECT count(*) || ' ' || max(attempt) || ' ' || bool_and(outcome = 'succeeded')
                    FROM tidings.run
                    """) == ["6 1 true"])
            #expect(
                try await night.database.texts(
                    """
                    SELECT string_agg(job || ' ' || logical_date || ' ' || state, E'\\n'
                        ORDER BY at, job DESC) FROM tidings.tick
                    """)
                    == (1...3).flatMap {
                        ["nightly 2020-03-0\($0) ran", "letters 2020-03-0\($0) ran"]
                    })
            // Each file was let in once.
            #expect(
                try await night.database.texts(
                    """
                    SELECT count(*) || ' ' || count(DISTINCT file) FROM tidings.load
                    WHERE loaded_at IS NOT NULL
                    """) == ["6 6"])
            let recipients = sink.messages.flatMap(\.to)
            #expect(Set(recipients) == Set((0..<18).map { "reader\($0)@reader.example" }))
            #expect(recipients.count == 18)
            #expect(
                try await night.database.texts(
                    """
                    SELECT string_agg(DISTINCT state, ' ') || ' ' || count(*) FROM tidings.message
                    """) == ["accepted 18"])
        }

        @Test func `a sender that stood still hands over nothing that others have sent`()
            async throws
        {
            let night = try await NightShop(nights: 1)
            let sink = try await MailSink.start()
            for member in 0..<8 {
                sink.script(.answerLate(.milliseconds(300)), for: "reader\(member)@reader.example")
            }
            func serve() throws -> RunningCommand {
                try night.serve("--lease", "3", environment: ["TIDINGS_SMTP_URL": sink.url])
            }
            let frozen = try serve()
            try await night.untilBegun()
            try night.clock.set(night: 0, hour: 2)
            // It has one in hand, the server is about to answer, and more to come.
            _ = await sink.wait(for: 2)
            frozen.signal(SIGSTOP)
            let other = try serve()
            try await night.untilSent()
            let inHand = """
                SELECT string_agg(state || ' ' || detail, ',') FROM tidings.message
                WHERE state <> 'accepted'
                """
            #expect(
                try await night.database.texts(inHand)
                    == ["unknown the sender stood still while it handed it over"])
            frozen.signal(SIGCONT)
            // It reads the answer that waited for it, and knows better than those who gave up.
            try await eventually { try await night.database.texts(inHand) == [] }
            for process in [frozen, other] {
                process.signal(SIGTERM)
                #expect(try await process.end().exitCode == 143)
            }
            let recipients = sink.messages.flatMap(\.to)
            #expect(Set(recipients).count == 8)
            #expect(recipients.count == 8)
        }

        /// Waits until somebody's run at an epoch waits for the lock on customers.
        private static func untilHeldUp(_ database: TestDatabase, epoch: Int) async throws {
            try await database.until(
                """
                SELECT count(*) FROM tidings.run_lease l
                JOIN pg_stat_activity a ON a.pid = ANY (l.sessions)
                WHERE a.wait_event_type = 'Lock' AND l.epoch = \(epoch)
                """, is: "1")
        }

        /// An instant of the lease of the only open run.
        private static func lease(
            _ database: TestDatabase, epoch: Int, _ column: String
        ) async throws -> Date {
            let seconds = try await database.texts(
                """
                SELECT extract(epoch FROM \(column)) FROM tidings.run_lease WHERE epoch = \(epoch)
                """)
            return Date(timeIntervalSince1970: try #require(seconds.first.flatMap { Double($0) }))
        }
    }
}
