import Foundation
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// What `check` says of expressions beyond their faults.
    @Suite struct CheckTests {
        private static let segments = """
                whole: top 80% of spend(last 365 days) or city = Bonn
                late: >-
                  not top 80% of spend(last 365 days) and days since last order > p75 of days between orders
                dear: average order >= median of average order
                yearly: anniversary of first_order_at within next 7 days
                slow: days since last order > age
                seldom: days since last order < orders
                # Of these it can be said whom a change or a day moves.
                best: top 5% by spend and quintile by days since last order <= 2
                joined: anniversary of joined_on within next 7 days and last_order_at < 90 days ago

            """

        @Test func `what is computed for all customers each night is named`() async throws {
            let shop = try TestShop()
            try shop.edit("Jobs/nightly.yaml", "    buyers: orders >= 1\n", Self.segments)
            try shop.edit("Jobs/nightly.yaml", "by: spend(last 365 days)", "by: days since joining")
            let lines = [
                "Jobs/nightly.yaml:16:16: all customers are looked at each night for days since "
                    + "joining, in membership",
                "Jobs/nightly.yaml:21:5: all customers are looked at each night for top 80% of "
                    + "spend(last 365 days), in whole, late",
                "Jobs/nightly.yaml:22:5: all customers are looked at each night for days since "
                    + "last order > p75 of days between orders(ever), in late",
                "Jobs/nightly.yaml:24:5: all customers are looked at each night for average "
                    + "order(ever) >= p50 of average order(ever), in dear",
                "Jobs/nightly.yaml:25:5: all customers are looked at each night for anniversary "
                    + "of first_order_at within next 7 days, in yearly",
                "Jobs/nightly.yaml:26:5: all customers are looked at each night for days since "
                    + "last order > age, in slow",
                "Jobs/nightly.yaml:27:5: all customers are looked at each night for days since "
                    + "last order < orders(ever), in seldom",
            ]
            let check = try await shop.tidings("check")
            #expect(
                check.stdout
                    == (lines + ["Everything is in order."]).map { $0 + "\n" }.joined())
            #expect(check.exitCode == 0)
            let json = try await shop.tidings("check", "--json")
            #expect(try #require(try json.objects.first).texts("notes") == lines)
        }

        @Test func `compiled SQL that does not fit the schema is told by its definition`()
            async throws
        {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/nightly.yaml", "    buyers: orders >= 1\n",
                """
                    buyers: orders >= 1
                    bonners: city = Bonn
                load:
                  - export: places
                    customers: all
                    columns: {id: id, place: city}
                    file: out/places.csv

                """)
            try shop.edit(
                "Jobs/letters.yaml", "    template: letter\n",
                "    audience: city != Bonn\n    template: letter\n")
            let before = try await shop.tidings("check", "--schema")
            #expect(before.stdout == "Everything is in order.\n")
            #expect(before.exitCode == 0)

            let connection = try await #require(shop.database).connect()
            try await connection.run(
                script: Statement(
                    name: "rename",
                    sql: """
                        ALTER TABLE tidings.customer RENAME city TO town;
                        ALTER TABLE tidings.orders ALTER total TYPE text;
                        """))
            await connection.close()
            let after = try await shop.tidings("check", "--schema")
            #expect(after.exitCode == 70)
            let problems = after.stdout.components(separatedBy: "\n\n")
            let texts = problems.compactMap { $0.components(separatedBy: "\n").first }
            #expect(
                texts == [
                    "Jobs/letters.yaml:4:15: the statement \"campaign letter\" failed: "
                        + "column c.city does not exist",
                    "Jobs/nightly.yaml:16:16: the statement \"tiers membership\" failed: "
                        + "COALESCE types text and numeric cannot be matched",
                    "Jobs/nightly.yaml:21:5: the statement \"segment buyers\" failed: "
                        + "COALESCE types text and integer cannot be matched",
                    "Jobs/nightly.yaml:22:5: the statement \"segment bonners\" failed: "
                        + "column c.city does not exist",
                    "Jobs/nightly.yaml:24:13: the statement \"export places\" failed: "
                        + "column c.city does not exist",
                ])
            #expect(
                problems.allSatisfy {
                    $0.contains(
                        "\n  Somebody changed the database's tables: restore them from a backup. If "
                            + "nobody did, it is a fault of Tidings: please report it with this text."
                    )
                })
        }
    }
}
