import Foundation
import Glibc
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// Runs that die in the middle of a feed: nothing of it is left, and the next run has all.
    @Suite struct KilledFeedTests {
        private static let rows = 150_000

        /// A shop with many members of whom one is a reject, and somebody who watches its database.
        ///
        /// Somebody else lets nobody set rejects aside: until that connection is closed no run gets to
        /// the end of a feed, however late it is killed.
        private static func shop() async throws
            -> (shop: TestShop, watcher: Connection, holder: Connection)
        {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("db", "migrate")
            try shop.fill(members: rows)
            try shop.edit("feeds/members.csv", "reader7@reader.example", "nobody")
            let watcher = try await #require(shop.database).connect()
            let holder = try await #require(shop.database).connect()
            try await holder.begin()
            try await holder.run(
                script: Statement(
                    name: "lock", sql: "LOCK TABLE tidings.reject IN SHARE MODE"))
            return (shop, watcher, holder)
        }

        /// Asks until the answer is yes.
        private static func wait(_ watcher: Connection, until condition: String) async throws {
            let question = Statement(name: "condition", sql: "SELECT \(condition) AS holds")
            while try await watcher.execute(question).first?.bool("holds") != true {
                try Task.checkCancellation()
            }
        }

        private static let isStaging = """
            EXISTS (SELECT FROM pg_stat_progress_copy
                WHERE datname = current_database() AND tuples_processed > 1000)
            """
        private static let isMerging = """
            EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                AND wait_event_type = 'Lock' AND query LIKE '%tidings.reject%')
            """
        private static let isOver = """
            NOT EXISTS (SELECT FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                    AND backend_type = 'client backend')
            """

        /// Nothing of the feed is there: no row, no cursor, no stage; what is known is that it ran.
        private static func expectNothing(_ watcher: Connection) async throws {
            let row = try await watcher.execute(
                Statement(
                    name: "left",
                    sql: """
                        SELECT (SELECT count(*) FROM tidings.customer) AS customers,
                            (SELECT count(*) FROM tidings.consent) AS consents,
                            (SELECT count(*) FROM tidings.load WHERE loaded_at IS NOT NULL) AS loads,
                            (SELECT count(*) FROM tidings.load) AS tries,
                            (SELECT count(*) FROM pg_class WHERE relpersistence = 't') AS stages
                        """)
            ).first
            #expect(try row?.int("customers") == 0)
            #expect(try row?.int("consents") == 0)
            #expect(try row?.int("loads") == 0)
            #expect(try row?.int("tries") == 1)
            #expect(try row?.int("stages") == 0)
        }

        /// The next run has exact figures, and the one that died is told.
        private static func expectNextRun(
            _ shop: TestShop, toTell outcome: String, _ watcher: Connection
        ) async throws {
            let next = try await shop.tidings(
                "run", "nightly", "--only", "members", "--for", "2020-03-01", "--json")
            #expect(next.exitCode == 0)
            let step = try #require(try next.objects.first?.objects("steps").first)
            #expect(try step.int("read") == rows)
            #expect(try step.int("inserted") == rows - 1)
            #expect(try step.int("rejected") == 1)
            let runs = try await shop.tidings("runs", "--json").objects
            #expect(runs.map { $0["outcome"] } == ["succeeded", outcome])
            let customers = try await watcher.execute(
                Statement(name: "count", sql: "SELECT count(*) AS n FROM tidings.customer"))
            #expect(try customers.first?.int("n") == rows - 1)
        }

        @Test func `a run that is killed while it stages a feed leaves nothing of it`() async throws
        {
            let (shop, watcher, holder) = try await Self.shop()
            let run = try shop.start("run", "nightly", "--only", "members", "--for", "2020-03-01")
            // A fast machine is through with the rows between two looks: then it waits for the lock.
            try await Self.wait(watcher, until: "\(Self.isStaging) OR \(Self.isMerging)")
            run.signal(SIGKILL)
            #expect(try await run.end().exitCode == 128 + SIGKILL)
            await holder.close()
            try await Self.wait(watcher, until: Self.isOver)
            try await Self.expectNothing(watcher)
            try await Self.expectNextRun(shop, toTell: "retryable", watcher)
        }

        @Test func `a run that is killed while it merges a feed leaves nothing of it`() async throws
        {
            let (shop, watcher, holder) = try await Self.shop()
            let run = try shop.start("run", "nightly", "--only", "members", "--for", "2020-03-01")
            try await Self.wait(watcher, until: Self.isMerging)
            run.signal(SIGKILL)
            #expect(try await run.end().exitCode == 128 + SIGKILL)
            await holder.close()
            try await Self.wait(watcher, until: Self.isOver)
            try await Self.expectNothing(watcher)
            try await Self.expectNextRun(shop, toTell: "retryable", watcher)
        }

        @Test(arguments: [SIGINT, SIGTERM])
        func `a run that is interrupted while it stages a feed leaves nothing of it`(
            signal: Int32
        ) async throws {
            let (shop, watcher, holder) = try await Self.shop()
            let run = try shop.start("run", "nightly", "--only", "members", "--for", "2020-03-01")
            // A fast machine is through with the rows between two looks: then it waits for the lock.
            try await Self.wait(watcher, until: "\(Self.isStaging) OR \(Self.isMerging)")
            run.signal(signal)
            // What it set aside is still written, so it waits for the lock before it ends.
            await holder.close()
            #expect(try await run.end().exitCode == 128 + signal)
            try await Self.wait(watcher, until: Self.isOver)
            try await Self.expectNothing(watcher)
            try await Self.expectNextRun(shop, toTell: "cancelled", watcher)
        }
    }
}
