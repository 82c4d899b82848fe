import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Testing

struct QueryRangesTests {
    private func load(
        _ query: String, on database: TestDatabase, by key: String? = nil, sessions: Int = 4,
        since: String? = nil
    ) async throws -> Loaded {
        try await FeedSample.load(
            .customers,
            .query(
                FeedQuery(
                    query, since: since.map { _ in FeedQuery.Since(column: "n") },
                    parallel: key.map { FeedQuery.Parallel(key: $0, sessions: sessions) })),
            map: FeedSample.map([("id", "id"), ("attributes.key", "key")]),
            from: .postgres(uri: database.uri), since: since)
    }

    private func ids(_ loaded: Loaded) -> [String] {
        loaded.column("customer_id", of: .customers).sorted()
    }

    /// Rows whose keys are of each kind, with gaps, ties and some without a key.
    private func database() async throws -> TestDatabase {
        let database = try await TestDatabase.make()
        let connection = try await database.connect()
        let table = """
            CREATE TABLE item AS SELECT n, n::text AS id,
                CASE WHEN n % 7 <> 0 THEN (n / 3) * 5 END AS whole,
                CASE WHEN n % 7 <> 0 THEN (n % 13 - 6)::smallint END AS small,
                CASE WHEN n % 5 <> 0 THEN md5((n % 900)::text) END AS word,
                CASE WHEN n % 5 <> 0 THEN md5(n::text)::uuid END AS code,
                CASE WHEN n % 5 <> 0 THEN (n % 100) / 7.0 END AS price,
                CASE WHEN n % 5 <> 0 THEN timestamptz '2026-01-01' + n * interval '1 h' END AS at,
                NULL::bigint AS nothing, 9223372036854775807 - (n % 2) * 18446744073709551615
                    AS far
            FROM generate_series(1, 5000) n
            """
        try await connection.run(script: Statement(name: "item", sql: table))
        await connection.close()
        return database
    }

    @Test(
        arguments: [
            "whole", "small", "word", "code", "price", "at", "nothing", "far::bigint", "'x'::text",
            "(SELECT 1)", "n % 2", "format('%s \"x\"', word)",
        ], [2, 3, 8])
    func `ranges of a key together give the query's rows once`(key: String, sessions: Int)
        async throws
    {
        let database = try await database()
        let query = "SELECT id, \(key) AS key FROM item WHERE n <> 17 -- all but one"
        let whole = try await load(query, on: database)
        let parts = try await load(query + ";\n", on: database, by: "key", sessions: sessions)
        #expect(whole.accepted == 4999)
        #expect(ids(parts) == ids(whole))
    }

    @Test func `parameters hold for each range`() async throws {
        let database = try await database()
        let loaded = try await load(
            "SELECT id, whole AS key, n FROM item WHERE n > :since AND :date = '2026-11-21'",
            on: database, by: "key", since: "4000")
        // 4000 shares the last value, and is read again.
        #expect(loaded.accepted == 1001)
        #expect(loaded.cursor == "5000")
    }

    @Test func `all sessions see one snapshot`() async throws {
        let database = try await database()
        // Each row says which snapshot it was read in.
        let loaded = try await load(
            "SELECT n AS key, pg_current_snapshot()::text || ' ' || n AS id FROM item",
            on: database, by: "key")
        let snapshots = Set(ids(loaded).map { $0.split(separator: " ").first })
        #expect(snapshots.count == 1)
    }

    @Test func `a key that the query does not have is a problem`() async throws {
        let database = try await database()
        let problems = await FeedSample.problems {
            _ = try await load("SELECT id, word AS key FROM item", on: database, by: "keys")
        }
        #expect(
            problems.map(\.text) == [
                "Jobs/nightly.yaml:7:3: column \"keys\" is not in the query's result\n"
                    + "  Did you mean \"key\"?"
            ])
    }
}
