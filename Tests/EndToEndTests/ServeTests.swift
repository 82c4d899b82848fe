import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// `tidings serve` on a clock that stands still until it is put forward.
    @Suite struct ServeTests {
        @Test func `serve runs what is due, sends it, tells how it is, and ends when asked`()
            async throws
        {
            let night = try await NightShop(nights: 2)
            let port = try FreePort.next()
            let serve = try night.serve("--log", "json", port: port)
            try await night.untilBegun()
            for number in 0..<2 {
                try night.clock.set(night: number, hour: 2)
                try await night.untilOver(nights: number + 1)
                try await night.untilSent()
            }
            let shop = night.shop
            #expect(shop.names(in: ".tidings/outbox").count == 13)
            #expect(try await Self.get("healthz", port) == "200 ok\n")
            #expect(try await Self.get("readyz", port) == "200 ok\n")
            let metrics = try await PrometheusText.samples(of: port)
            #expect(
                metrics.filter { !$0.key.hasPrefix("tidings_last_success") } == [
                    "tidings_ready": 1, "tidings_job_files_refused": 0,
                    "tidings_ticks{state=ran}": 4, "tidings_runs{outcome=succeeded}": 4,
                    "tidings_messages_due": 0, "tidings_messages_unknown": 0,
                ])
            let last = NightClock.instant(night: 1, hour: 2).timeIntervalSince1970
            #expect(metrics["tidings_last_success_seconds{job=nightly}"] == last)
            #expect(metrics["tidings_last_success_seconds{job=letters}"] == last)
            serve.signal(SIGTERM)
            let end = try await serve.end()
            #expect(end.exitCode == 143)
            let lines = try end.stderr.split(separator: "\n").map { try JSONObject(String($0)) }
            #expect(lines.first?["message"] == "serves Lantern Books")
            #expect(lines.last?["message"] == "has finished")
            let past = try await shop.tidings("schedule", "--past", "9", "--json").objects
            #expect(past.map { $0["ended"] } == ["ran", "ran", "ran", "ran"])
        }

        @Test func `changed files are taken when they check clean, and only then`() async throws {
            let database = try await TestDatabase.make()
            let shop = try TestShop(on: database)
            _ = try await shop.tidings("db", "migrate")
            let port = try FreePort.next()
            let serve = try shop.start("serve", "--listen", "127.0.0.1:\(port)")
            let sql = "SELECT count(*) FROM tidings.schedule"
            try await eventually { try serve.stderr().contains("serves Lantern Books") }
            try shop.write("job: other\nschedule: {every: hour, att: 3}\n", to: "Jobs/other.yaml")
            try await eventually { try serve.stderr().contains("the old ones stay in force") }
            #expect(try await database.texts(sql) == ["0"])
            // What was there before goes on, and who watches hears of it.
            try await eventually { try await Self.get("readyz", port).hasPrefix("200 ") }
            #expect(
                try await Self.get("readyz", port) == """
                    200 ok
                    1 changed file refused: what was served before stays in force; the log and `tidings check` say why

                    """)
            #expect(
                try await PrometheusText.samples(of: port)["tidings_job_files_refused"] == 1)
            try shop.write("job: other\nschedule: {every: hour}\n", to: "Jobs/other.yaml")
            try await database.until(sql, is: "1")
            #expect(try await Self.get("readyz", port) == "200 ok\n")
            serve.signal(SIGTERM)
            let end = try await serve.end()
            #expect(
                end.stderr.contains(
                    "changed definitions are not in order: the old ones stay in force"))
            #expect(end.stderr.contains(#"Jobs/other.yaml:2:25: unknown key "att""#))
            #expect(end.stderr.contains("took changed definitions"))
        }

        @Test func `the service manager hears when it is ready, alive, refuses files and ends`()
            async throws
        {
            let shop = try await TestShop.onServer()
            let manager = try DatagramSocket(in: shop.folder)
            let serve = try shop.start(
                "serve", "--listen", "127.0.0.1:\(try FreePort.next())",
                environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "200000"])
            #expect(
                try manager.next(but: "WATCHDOG=1") == "READY=1\nSTATUS=Waiting for what is due")
            #expect(try manager.next() == "WATCHDOG=1")
            try shop.write("job: other\nschedule: {every: hour, att: 3}\n", to: "Jobs/other.yaml")
            #expect(
                try manager.next(but: "WATCHDOG=1")
                    == "STATUS=Changed definitions are not in order: the old ones stay in force")
            try shop.write("job: other\nschedule: {every: hour}\n", to: "Jobs/other.yaml")
            #expect(try manager.next(but: "WATCHDOG=1") == "STATUS=Took changed definitions")
            serve.signal(SIGTERM)
            #expect(try manager.next(but: "WATCHDOG=1") == "STOPPING=1\nSTATUS=Finishing")
            #expect(try await serve.end().exitCode == 143)
        }

        @Test func `one that cannot listen is never ready, and says why`() async throws {
            let shop = try await TestShop.onServer()
            let manager = try DatagramSocket(in: shop.folder)
            let other = try await WebServer.start()
            let serve = try shop.start(
                "serve", "--listen", "127.0.0.1:\(other.port)",
                environment: ["NOTIFY_SOCKET": manager.path])
            let end = try await serve.end()
            #expect(end.exitCode == 8)
            #expect(
                end.stderr == """
                    nobody can listen at 127.0.0.1:\(other.port)
                      Cause: Address already in use
                      Another process has it, or this machine has no such address: choose one by `--listen`.

                    """)
            #expect(manager.rest() == [])
        }

        /// The status and the text of an answer.
        static func get(_ path: String, _ port: Int) async throws -> String {
            try Python.output(
                """
                import http.client, sys
                server = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=60)
                try:
                    server.request("GET", "/" + sys.argv[2])
                    answer = server.getresponse()
                    sys.stdout.write(f"{answer.status} {answer.read().decode()}")
                except ConnectionRefusedError:
                    sys.stdout.write("nobody listens")
                """, ["\(port)", path])
        }
    }
}
