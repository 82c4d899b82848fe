import Foundation
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// Feeds from a shop's own database.
    @Suite struct QueryFeedTests {
        /// A shop whose members stand in a database of their own.
        private static func shop(at uri: String) async throws -> TestShop {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/workspace.yaml", "  shop: {folder: feeds}",
                "  shop: {folder: feeds}\n  web: {postgres: \"\(uri)\"}")
            try shop.edit(
                "Jobs/nightly.yaml",
                """
                    from: shop
                    file: members.csv
                    map: {id: no, email: mail, first_name: name, birthday: born, consent.news: news}
                """,
                """
                    from: web
                    query: SELECT id, mail, updated_at FROM member WHERE updated_at > :since
                    since: updated_at
                    map: {id: id, email: mail}
                """)
            return shop
        }

        private static func run(_ sql: String, on database: TestDatabase) async throws {
            let connection = try await database.connect()
            try await connection.run(script: Statement(name: "source", sql: sql))
            await connection.close()
        }

        private static func members(of run: CommandLineRun) throws -> JSONObject {
            try #require(try run.objects.first?.objects("steps").first)
        }

        @Test func `a query brings in what changed since it was last asked`() async throws {
            let source = try await TestDatabase.make()
            try await Self.run(
                """
                CREATE TABLE member (id text, mail text, updated_at timestamptz);
                INSERT INTO member VALUES
                    ('007', 'ann@reader.example', '2020-01-01 10:00:00.000001Z'),
                    ('008', 'ben@reader.example', '2020-01-02 10:00:00Z');
                """, on: source)
            let shop = try await Self.shop(at: source.uri)
            let first = try await shop.tidings("run", "nightly", "--for", "2020-03-01", "--json")
            #expect(first.exitCode == 0)
            #expect(try Self.members(of: first).int("inserted") == 2)

            let second = try await shop.tidings("run", "nightly", "--for", "2020-03-02", "--json")
            #expect(try Self.members(of: second).int("unchanged") == 1)

            try await Self.run(
                """
                UPDATE member SET mail = 'an@reader.example', updated_at = '2020-01-03 10:00:00Z'
                WHERE id = '007'
                """, on: source)
            let third = try await shop.tidings("run", "nightly", "--for", "2020-03-03", "--json")
            #expect(try Self.members(of: third).int("read") == 2)
            #expect(try Self.members(of: third).int("updated") == 1)
        }

        @Test func `a source out of reach is safe to retry and leaves all as it was`() async throws
        {
            let shop = try await Self.shop(at: "postgresql://me:hunter2@127.0.0.1:1/web")
            _ = try await shop.tidings("db", "migrate")
            let before = try await shop.fingerprints()
            let run = try await shop.tidings(
                "run", "nightly", "--only", "members", "--for", "2020-03-01")
            #expect(run.exitCode == 8)
            #expect(
                run.stdout.contains(
                    "cannot connect to database \"web\" on 127.0.0.1:1 as user \"me\"\n"))
            #expect(!run.stdout.contains("hunter2"))
            let changed = try await shop.tables(changedSince: before)
            #expect(changed.subtracting(TestShop.record) == [])
        }
    }
}
