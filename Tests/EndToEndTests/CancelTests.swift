import Foundation
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// `tidings cancel` in the middle of a step.
    @Suite struct CancelTests {
        @Test
        func `a run that waits in a step ends when it is asked to, and the step changed nothing`()
            async throws
        {
            let database = try await TestDatabase.make()
            let shop = try TestShop(on: database)
            _ = try await shop.tidings("db", "migrate")
            let blocker = try await database.connect()
            try await blocker.begin()
            try await blocker.execute(
                Statement(name: "test", sql: "LOCK TABLE tidings.customer IN ACCESS EXCLUSIVE MODE")
            )
            let command = try shop.start("run", "nightly", "--for", "2020-03-01", "--json")
            let waiting =
                "FROM pg_stat_activity WHERE datname = current_database()"
                + " AND wait_event_type = 'Lock'"
            try await database.until("SELECT count(*) \(waiting)", is: "1")
            let asked = try await shop.tidings("cancel", "1")
            #expect(
                asked.stdout
                    == "Run 1 is asked to stop; `tidings show 1` shows when it did.\n")
            let ended = try await command.end()
            #expect(ended.exitCode == 1)
            let run = try #require(try ended.objects.last)
            #expect(run["outcome"] == "cancelled")
            #expect(run["problem"] == "somebody asked the run to stop")
            #expect(Set(try run.objects("steps").map { $0["outcome"] }) == ["cancelled"])
            #expect(try await database.texts("SELECT count(*) \(waiting)") == ["0"])
            let log = try await shop.tidings("logs", "1")
            #expect(log.stdout.contains("step=members cancelled: somebody asked the run to stop"))

            await blocker.rollback()
            #expect(try await database.texts("SELECT count(*) FROM tidings.customer") == ["0"])
            #expect(try await shop.tidings("retry", "1").exitCode == 0)
            #expect(try await database.texts("SELECT count(*) FROM tidings.customer") == ["4"])
        }
    }
}
