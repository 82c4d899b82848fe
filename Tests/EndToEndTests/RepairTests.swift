import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// `tidings resume` and `tidings backfill`, over a run that was killed and days that have passed.
    @Suite struct RepairTests {
        @Test func `a killed run is taken up where it stopped, under its number`() async throws {
            let database = try await TestDatabase.make()
            let shop = try TestShop(on: database)
            _ = try await shop.tidings("db", "migrate")
            let blocker = try await database.connect()
            try await blocker.begin()
            try await blocker.execute(
                Statement(name: "test", sql: "LOCK TABLE tidings.orders IN ACCESS EXCLUSIVE MODE"))
            let command = try shop.start("run", "nightly", "--for", "2020-03-01")
            try await database.until(
                "SELECT count(*) FROM tidings.step WHERE step = 'members'", is: "1")
            let refused = try await shop.tidings("resume", "1")
            #expect(refused.exitCode == 6)
            #expect(refused.stderr.contains(#"job "nightly" is already running"#))
            command.signal(SIGKILL)
            _ = try await command.end()
            let members = "SELECT loaded_at FROM tidings.load WHERE feed = 'members'"
            let loaded = try await database.texts(members)
            await blocker.rollback()
            try await database.until(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                is: "0")

            let resumed = try await shop.tidings("resume", "1", "--json")
            #expect(resumed.exitCode == 0)
            let run = try #require(try resumed.objects.last)
            #expect(try run.int("run") == 1)
            #expect(try run.int("attempt") == 1)
            #expect(run["for"] == "2020-03-01")
            #expect(
                try run.objects("steps").compactMap { $0["step"] }.sorted()
                    == ["buyers", "membership", "orders", "readers"])
            #expect(try await database.texts(members) == loaded)
            #expect(try await database.texts("SELECT count(*) FROM tidings.run") == ["1"])
            let shown = try await shop.tidings("show", "1", "--json")
            let steps = try #require(try shown.objects.last).objects("steps")
            #expect(steps.count == 5)
            #expect(Set(steps.map { $0["outcome"] }) == ["succeeded"])

            let over = try await shop.tidings("resume", "1")
            #expect(over.exitCode == 6)
            #expect(
                over.stderr == """
                    run 1 is over
                      `tidings retry 1` tries again what failed in it.

                    """)
        }

        @Test func `a backfill runs its dates in order, and mails nobody unless it is told to`()
            async throws
        {
            let shop = try await TestShop.onServer()
            let database = try #require(shop.database)
            let today = Date.now
            let dates = (0...2).reversed().map { days in
                String(today.addingTimeInterval(-86_400 * Double(days)).ISO8601Format().prefix(10))
            }
            let span = ["--from", dates[0], "--to", dates[2]]
            let nightly = try await shop.tidings(["backfill", "nightly"] + span + ["--json"])
            #expect(nightly.exitCode == 0)
            #expect(try nightly.objects.map { $0["for"] } == dates)
            #expect(
                try nightly.objects.map { $0["cause"] } == ["backfill", "backfill", "backfill"])

            let quiet = try await shop.tidings(["backfill", "letters"] + span + ["--json"])
            #expect(quiet.exitCode == 0)
            #expect(try quiet.objects.map { try $0.objects("steps").count } == [0, 0, 0])
            #expect(try await shop.tidings("send").stdout == "0 messages handed over.\n")
            #expect(try await database.texts("SELECT count(*) FROM tidings.message") == ["0"])
            #expect(shop.names(in: ".tidings/outbox").isEmpty)

            let loud = try await shop.tidings(
                ["backfill", "letters"] + span + ["--send", "--json"])
            #expect(loud.exitCode == 0)
            #expect(
                try loud.objects.map { try $0.objects("steps")[0].int("accepted") } == [2, 0, 0])
            #expect(shop.names(in: ".tidings/outbox").count == 2)
            #expect(
                try await database.texts(
                    "SELECT string_agg(attempt::text, ' ' ORDER BY run_id) FROM tidings.run"
                        + " WHERE job = 'letters'") == ["1 1 1 2 2 2"])
        }

        @Test func `a backfill ends at the first date that fails`() async throws {
            let shop = try await TestShop.onServer()
            try shop.edit("Jobs/nightly.yaml", "file: orders.csv", "file: orders-{date}.csv")
            try shop.write(
                try #require(TestShop.files["feeds/orders.csv"]),
                to: "feeds/orders-2020-03-01.csv")
            let backfill = try await shop.tidings(
                "backfill", "nightly", "--from", "2020-03-01", "--to", "2020-03-05", "--json")
            #expect(backfill.exitCode == 7)
            #expect(
                try backfill.objects.map { "\($0["for"] ?? "") \($0["outcome"] ?? "")" }
                    == ["2020-03-01 succeeded", "2020-03-02 failed"])
            let turned = try await shop.tidings(
                "backfill", "nightly", "--from", "2020-03-05", "--to", "2020-03-01")
            #expect(turned.exitCode == 2)
        }
    }
}
