import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// What is in hand when `tidings serve` is asked to end.
    @Suite struct ServeStopTests {
        @Test func `the mail in hand is finished, the rest goes back and leaves with the next`()
            async throws
        {
            let night = try await NightShop(nights: 1)
            let sink = try await MailSink.start()
            let environment = ["TIDINGS_SMTP_URL": sink.url]
            // The second of eight is taken, and its answer comes late.
            sink.script(.answerLate(.seconds(2)), at: 2)
            let first = try night.serve(environment: environment)
            try await night.untilBegun()
            try night.clock.set(night: 0, hour: 2)
            _ = await sink.wait(for: 2)
            first.signal(SIGTERM)
            #expect(try await first.end().exitCode == 143)
            #expect(sink.messages.count == 2)
            let states = """
                SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
                    SELECT state || ' ' || count(*) AS line FROM tidings.message GROUP BY state
                    UNION ALL
                    SELECT 'waiting ' || count(*) || ', claimed ' || count(sender)
                    FROM tidings.outbox
                    UNION ALL SELECT 'leases ' || count(*) FROM tidings.sender_lease) AS l
                """
            #expect(
                try await night.database.texts(states)
                    == ["accepted 2", "leases 0", "planned 6", "waiting 6, claimed 0"])
            #expect(night.shop.names(in: ".tidings/journal") == [])

            let second = try night.serve(environment: environment)
            try await night.untilSent()
            second.signal(SIGTERM)
            #expect(try await second.end().exitCode == 143)
            let recipients = sink.messages.flatMap(\.to)
            #expect(recipients.count == 8)
            #expect(Set(recipients).count == 8)
        }

        @Test func `a run stops at the next safe edge, and the next process goes on with it`()
            async throws
        {
            let night = try await NightShop(nights: 1)
            let manager = try DatagramSocket(in: night.shop.folder)
            let first = try night.serve(environment: ["NOTIFY_SOCKET": manager.path])
            try await night.untilBegun()
            let gate = try await night.database.connect()
            try await gate.begin()
            try await gate.execute(
                Statement(name: "test", sql: "LOCK TABLE tidings.orders IN ACCESS EXCLUSIVE MODE"))
            try night.clock.set(night: 0, hour: 2)
            // The members are in; the orders wait.
            try await night.database.until("SELECT count(*) FROM tidings.step", is: "1")
            try await night.database.until(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """, is: "1")
            first.signal(SIGTERM)
            while try !manager.next().hasPrefix("STOPPING=1") {}
            let end = try await first.end()
            try await gate.commit()
            await gate.close()
            #expect(end.exitCode == 143)
            #expect(end.stderr.contains("job=nightly is left to be resumed"))
            #expect(!end.stderr.contains("step=membership begins"))
            let run = """
                SELECT coalesce(outcome, 'open') || ' ' || attempt || ' ' || run_id
                FROM tidings.run WHERE job = 'nightly'
                """
            #expect(try await night.database.texts(run) == ["open 1 1"])

            let second = try night.serve()
            try await night.untilOver(nights: 1)
            second.signal(SIGTERM)
            let last = try await second.end()
            #expect(try await night.database.texts(run) == ["succeeded 1 1"])
            #expect(!last.stderr.contains("step=members begins"))
            #expect(last.stderr.contains("step=orders begins"))
            #expect(last.stderr.contains("step=readers begins"))
        }

        @Test(.timeLimit(.minutes(3)))
        func `a process that is asked to end while it begins does so`() async throws {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("db", "migrate")
            for _ in 0..<8 {
                let serve = try shop.start("serve", "--listen", "127.0.0.1:0")
                // Ignored for an instant, a signal would be lost: it ends the process until it is caught.
                while try !Self.has(SIGTERM, "SigCgt:", serve.processID) {
                    try #require(try !Self.has(SIGTERM, "SigIgn:", serve.processID))
                    try Task.checkCancellation()
                }
                serve.signal(SIGTERM)
                let exitCode = try await withTaskCancellationHandler {
                    try await serve.end().exitCode
                } onCancel: {
                    // It never heard it: the limit ends the test.
                    serve.signal(SIGKILL)
                }
                #expect(exitCode == 143)
            }
        }

        /// Whether a process has a signal in one of its sets (proc(5)).
        private static func has(
            _ signal: Int32, _ set: String, _ processID: pid_t
        ) throws -> Bool {
            let status = try String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix(set) }
            let mask = line?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
            return try #require(mask) & (1 << UInt64(signal - 1)) != 0
        }
    }
}
