import Foundation
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// Alerts and logs as people see them.
    @Suite struct TellingTests {
        /// A shop whose nightly job fails for want of a file, and which tells a webhook.
        static func shop(_ database: TestDatabase, webhook: String) throws -> TestShop {
            let shop = try TestShop(on: database)
            try shop.edit(
                "Jobs/workspace.yaml", "topics:",
                "alerts: {mail: ops@lantern.example, webhook: \"\(webhook)\"}\ntopics:")
            try shop.remove("feeds/members.csv")
            return shop
        }

        @Test
        func `a run from cron tells by mail and webhook, and a webhook that fails is no failure`()
            async throws
        {
            let server = try await WebServer.start()
            server.script("/hook", .reply(500), .reply(200))
            let shop = try Self.shop(
                try await TestDatabase.make(), webhook: server.url + "/hook")
            let run = try await shop.tidings("run", "nightly")
            #expect(run.exitCode == 7)
            #expect(server.requests.count == 2)
            #expect(server.requests[0].body == server.requests[1].body)
            let alert = try #require(
                try JSONObject(server.requests[0].body).objects("alerts").first)
            #expect(alert["event"] == "began")
            #expect(alert["kind"] == "guarded")
            #expect(alert["job"] == "nightly")
            #expect(shop.names(in: ".tidings/outbox").count == 1)

            try shop.write(
                try #require(TestShop.files["feeds/members.csv"]), to: "feeds/members.csv")
            server.script("/hook", .reply(404))
            let retry = try await shop.tidings("retry", "1")
            #expect(retry.exitCode == 0)
            #expect(
                retry.stderr.contains(
                    """
                    Not told: the webhook at 127.0.0.1 answered 404
                      Check its address and key; it is tried again for a day.
                    """))
            #expect(shop.names(in: ".tidings/outbox").count == 2)
        }

        @Test func `several that serve tell once`() async throws {
            let server = try await WebServer.start()
            server.script("/hook", .reply(200))
            let database = try await TestDatabase.make()
            let shop = try Self.shop(database, webhook: server.url + "/hook")
            _ = try await shop.tidings("db", "migrate")
            try shop.edit(
                "Jobs/nightly.yaml", "job: nightly",
                "job: nightly\nschedule: {every: day, at: \"02:00\"}")
            let clock = try NightClock(for: shop)
            let serving = try (0..<2).map { _ in
                try shop.start(
                    "serve", "--listen", "127.0.0.1:\(try FreePort.next())",
                    environment: clock.environment)
            }
            try await database.until("SELECT count(*) FROM tidings.schedule", is: "2")
            let failed = "SELECT count(*) FROM tidings.run WHERE outcome = 'failed'"
            try clock.set(night: 0, hour: 2)
            try await database.until(failed, is: "1")
            try await eventually { !server.requests.isEmpty }
            // The next one fails, too: who knows is not told again before a day has passed.
            try clock.set(night: 1, hour: 2)
            try await database.until(failed, is: "2")
            for process in serving {
                process.signal(SIGTERM)
                _ = try await process.end()
            }
            let told = try server.requests.flatMap { try JSONObject($0.body).objects("alerts") }
            let began = told.filter { $0["event"] == "began" && $0["kind"] == "guarded" }
            #expect(began.count == 1)
        }

        @Test func `a run in another process is followed until its end`() async throws {
            let database = try await TestDatabase.make()
            let shop = try TestShop(on: database)
            try shop.edit(
                "Jobs/workspace.yaml", "sources:",
                "sources:\n  slow: {postgres: \"\(database.uri)\"}")
            try shop.write(
                """
                job: slow
                extract:
                  - feed: members
                    into: customers
                    from: slow
                    query: SELECT '1' AS id, pg_sleep(3)
                    map: {id: id}

                """, to: "Jobs/slow.yaml")
            let run = try shop.start("run", "slow")
            _ = try await shop.tidings("db", "status")
            try await database.until(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'tidings' AND tablename = 'run'",
                is: "1")
            try await database.until(
                "SELECT count(*) FROM tidings.run WHERE outcome IS NULL", is: "1")
            let logs = try await shop.tidings("logs", "1", "-f", "--json")
            #expect(try await run.end().exitCode == 0)
            #expect(logs.exitCode == 0)
            let lines = try logs.objects
            #expect(lines.map { $0["event"] } == ["began", "began", "ended", "ended"])
            #expect(lines.map { $0["step"] } == [nil, "members", "members", nil])
            #expect(lines.last?["message"] == "succeeded")

            let unknown = try await shop.tidings("logs", "9")
            #expect(unknown.exitCode == 2)
            #expect(unknown.stderr == "there is no run 9\n  `tidings runs` lists them.\n")
        }
    }
}
