import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// A database that goes away while `tidings serve` runs, and comes back.
    @Suite struct OutageTests {
        @Test func `people are told once that the database is away, and once that it is back`()
            async throws
        {
            let hook = try await WebServer.start()
            hook.script("/hook", .reply(200))
            let sink = try await MailSink.start()
            let shop = try TestShop()
            let clock = try NightClock(for: shop)
            try shop.edit(
                "Jobs/workspace.yaml", "topics:",
                """
                alerts: {mail: ops@lantern.example, webhook: "\(hook.url)/hook", outage: 2 seconds}
                topics:
                """)
            try shop.edit(
                "Jobs/nightly.yaml", "job: nightly",
                "job: nightly\nschedule: {every: day, at: \"02:00\"}")
            let folder = shop.folder.appending(path: "server")
            let before = try await EmbeddedCluster.start(in: folder)
            try await before.createDatabase("shop")
            let uri = before.uri(database: "shop")
            let port = try FreePort.next()
            let serve = try shop.start(
                "serve", "--listen", "127.0.0.1:\(port)",
                environment: clock.environment.merging(
                    ["TIDINGS_DATABASE_URL": uri, "TIDINGS_SMTP_URL": sink.url]) { $1 })
            let database = TestDatabase(uri: uri)
            try await eventually { try await ServeTests.get("readyz", port) == "200 ok\n" }

            try await before.stop()
            let told = await sink.wait(for: 1)
            #expect(
                String(decoding: told[0].bytes, as: UTF8.self).contains(
                    "\r\nSubject: [Lantern Books] the database has been out of reach since 2020-03-01\r\n 01:00\r\n"
                ))
            let text = String(decoding: told[0].bytes, as: UTF8.self).replacing("=\r\n", with: "")
            #expect(
                text.hasSuffix(
                    "\r\nTidings tells of Lantern Books once when something goes wrong, and when it is over.\r\n"
                ))
            #expect(
                try await ServeTests.get("readyz", port) == """
                    503 not ready
                    the scheduler does not reach the database
                    the worker does not reach the database
                    the sender does not reach the database
                    the teller does not reach the database

                    """)
            // That is no fault of the process: it must not be restarted.
            #expect(try await ServeTests.get("healthz", port) == "200 ok\n")

            let after = try await EmbeddedCluster.start(in: folder)
            _ = await sink.wait(for: 2)
            try await eventually { hook.requests.count == 2 }
            try clock.set(night: 0, hour: 2)
            try await database.until(
                "SELECT count(*) FROM tidings.run WHERE outcome = 'succeeded'", is: "1")
            let parts = ["scheduler", "worker", "sender", "teller"]
            try await eventually {
                let said = try serve.stderr()
                return parts.allSatisfy { said.contains("part=\($0) goes on") }
            }
            serve.signal(SIGTERM)
            let end = try await serve.end()
            try await after.stop()
            #expect(end.exitCode == 143)
            // The night may have sent its letters by then.
            #expect(sink.messages.count { $0.to == told[0].to } == 2)
            let posts = try hook.requests.map { try JSONObject($0.body) }
            let alerts = try posts.flatMap { try $0.objects("alerts") }
            #expect(alerts.map { $0["event"] } == ["began", "over"])
            #expect(alerts.map { $0["kind"] } == ["database", "database"])
            #expect(alerts.map { $0["incident"] } == [nil, nil])
            #expect(
                alerts.map { $0["summary"] } == [
                    "the database has been out of reach since 2020-03-01 01:00",
                    "the database is reached again",
                ])
            // Each part says so once, however often it tries, and that it goes on.
            let lines = end.stderr.split(separator: "\n")
            for part in parts {
                let own = lines.filter { $0.contains("part=\(part)") }
                #expect((1...3).contains(own.filter { $0.contains(" error ") }.count), "\(own)")
                #expect(own.last?.hasSuffix("part=\(part) goes on") == true, "\(own)")
            }
        }
    }
}
