import Foundation
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// Lists that leave the warehouse as files and as rows of a shop's table.
    @Suite struct ExportTests {
        private static let nightly = """

            load:
              - export: rebates
                tiers: membership
                columns: {member: id, tier: tier, rebate: discount}
                table: rebate
                to: web
              - export: buyers-list
                segment: buyers
                columns: {customer: id, name: first_name, spent: spend, orders: orders}
                file: out/buyers.csv
                if_changed: true

            """

        private static func shop(on target: TestDatabase) async throws -> TestShop {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/workspace.yaml", "  shop: {folder: feeds}",
                "  shop: {folder: feeds}\n  web: {postgres: \"\(target.uri)\"}")
            try shop.edit(
                "Jobs/nightly.yaml", "    buyers: orders >= 1\n",
                "    buyers: orders >= 1\n" + nightly)
            try await run(
                """
                CREATE TABLE rebate (
                    member text PRIMARY KEY, tier text NOT NULL, rebate numeric, note text);
                INSERT INTO rebate VALUES ('1', 'reader', 0, 'ours'), ('9', 'gold', 10, NULL);
                """, on: target)
            return shop
        }

        private static func run(_ sql: String, on database: TestDatabase) async throws {
            let connection = try await database.connect()
            try await connection.run(script: Statement(name: "target", sql: sql))
            await connection.close()
        }

        private static func rebates(_ database: TestDatabase) async throws -> [String] {
            let connection = try await database.connect()
            let rows = try await connection.execute(
                Statement(
                    name: "rebates",
                    sql:
                        "SELECT concat_ws(' ', member, tier, rebate, note) AS r FROM rebate ORDER BY 1"
                ))
            let texts = try rows.map { try $0.text("r") }
            await connection.close()
            return texts
        }

        private static func text(_ shop: TestShop) throws -> String {
            try String(contentsOf: shop.folder.appending(path: "out/buyers.csv"), encoding: .utf8)
        }

        private static func step(_ name: String, _ run: CommandLineRun) throws -> JSONObject {
            try #require(
                try run.objects.first?.objects("steps").first { $0["step"] == name })
        }

        private static func figures(_ step: JSONObject) throws -> [Int] {
            try ["rows", "added", "changed", "removed", "unchanged"].map { try step.int($0) }
        }

        @Test func `a table is made equal to the list, and a file written whole`() async throws {
            let target = try await TestDatabase.make()
            let shop = try await Self.shop(on: target)
            try shop.edit("feeds/members.csv", ",Ben,", ",=Ben(1),")
            let arguments = ["nightly", "--for", "2020-03-01", "--json"]
            let plan = try await shop.tidings(["plan"] + arguments)
            #expect(try Self.figures(Self.step("rebates", plan)) == [4, 3, 1, 1, 0])
            #expect(try Self.figures(Self.step("buyers-list", plan)) == [2, 2, 0, 0, 0])
            #expect(try await Self.rebates(target) == ["1 reader 0 ours", "9 gold 10"])
            #expect(shop.names(in: "out") == [])

            let run = try await shop.tidings(["run"] + arguments)
            #expect(run.exitCode == 0)
            #expect(try Self.figures(Self.step("rebates", run)) == [4, 3, 1, 1, 0])
            #expect(
                try await Self.rebates(target) == [
                    "1 gold 10 ours", "2 reader 0", "3 reader 0", "5 reader 0",
                ])
            #expect(
                try Self.text(shop) == """
                    customer,name,spent,orders
                    1,Ann,120,1
                    2,'=Ben(1),9.9,1

                    """)
            #expect(shop.names(in: "out") == ["buyers.csv"])

            let again = try await shop.tidings(["run"] + arguments)
            #expect(try Self.figures(Self.step("rebates", again)) == [4, 0, 0, 0, 4])
            #expect(try Self.figures(Self.step("buyers-list", again)) == [2, 0, 0, 0, 2])
        }

        @Test func `a file is left alone while nothing changed, and follows what does`()
            async throws
        {
            let shop = try await Self.shop(on: try await TestDatabase.make())
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            try shop.write("mine", to: "out/buyers.csv")
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            #expect(try Self.text(shop) == "mine")
            try shop.edit("feeds/orders.csv", "A2,2,", "A2,3,")
            let run = try await shop.tidings("run", "nightly", "--for", "2020-03-01", "--json")
            #expect(try Self.figures(Self.step("buyers-list", run)) == [2, 1, 0, 1, 1])
            #expect(
                try Self.text(shop) == """
                    customer,name,spent,orders
                    1,Ann,120,1
                    3,Cat,9.9,1

                    """)
        }

        @Test func `a guard leaves table and file as they were, in plan and run alike`()
            async throws
        {
            let target = try await TestDatabase.make()
            let shop = try await Self.shop(on: target)
            try shop.edit("Jobs/nightly.yaml", "to: web", "to: web\n    guard: change at most 100%")
            try shop.edit(
                "Jobs/nightly.yaml", "if_changed: true",
                "if_changed: true\n    guard: change at most 0%")
            for command in ["plan", "run"] {
                let night = try await shop.tidings(command, "nightly", "--for", "2020-03-01")
                #expect(
                    night.stdout.contains(
                        "the export \"rebates\" would change by 250%, more than the 100% of its "
                            + "guard: of 2 rows 1 go and 1 change, and 3 come"))
                #expect(try await Self.rebates(target) == ["1 reader 0 ours", "9 gold 10"])
            }
            // The first list of a file is not guarded.
            let first = try Self.text(shop)
            try shop.edit("feeds/orders.csv", "A2,2,", "A2,3,")
            let second = try await shop.tidings("run", "nightly", "--for", "2020-03-02")
            #expect(second.exitCode == 7)
            #expect(try Self.text(shop) == first)
        }

        @Test func `a table that does not fit is left as it was, and said`() async throws {
            let target = try await TestDatabase.make()
            let shop = try await Self.shop(on: target)
            try await Self.run("ALTER TABLE rebate RENAME rebate TO rebatt", on: target)
            let run = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            #expect(run.exitCode == 1)
            #expect(
                run.stdout.contains("the table rebate has no column \"rebate\" that can be written")
            )
            #expect(run.stdout.contains("Did you mean \"rebatt\"?"))
            try await Self.run(
                """
                ALTER TABLE rebate RENAME rebatt TO rebate;
                ALTER TABLE rebate DROP CONSTRAINT rebate_pkey
                """,
                on: target)
            let second = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            #expect(
                second.stdout.contains("the column \"member\" of the table rebate is not unique"))
            // A row that the table refuses lets none in.
            try await Self.run(
                "ALTER TABLE rebate ADD PRIMARY KEY (member), ADD CHECK (member <> '3')",
                on: target)
            let third = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            #expect(third.exitCode != 0)
            #expect(try await Self.rebates(target) == ["1 reader 0 ours", "9 gold 10"])
        }

        @Test func `a run that is killed leaves the old table, the next one writes the new`()
            async throws
        {
            let target = try await TestDatabase.make()
            let shop = try await Self.shop(on: target)
            // The shop holds the table, so the run waits in the middle of its transaction.
            let holder = try await target.connect()
            try await holder.begin()
            try await holder.run(
                script: Statement(name: "hold", sql: "SELECT 1 FROM rebate FOR UPDATE"))
            let run = try shop.start("run", "nightly", "--for", "2020-03-01")
            let watcher = try await target.connect()
            var isWaiting = false
            while !isWaiting {
                isWaiting =
                    try await watcher.execute(
                        Statement(
                            name: "waiting",
                            sql: """
                                SELECT count(*) > 0 AS waits FROM pg_stat_activity
                                WHERE datname = current_database() AND wait_event_type = 'Lock'
                                """)
                    ).first?.bool("waits") ?? false
            }
            kill(run.processID, SIGKILL)
            _ = try await run.end()
            await holder.rollback()
            await holder.close()
            #expect(try await Self.rebates(target) == ["1 reader 0 ours", "9 gold 10"])
            let second = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            #expect(second.exitCode == 0)
            #expect(try await Self.rebates(target).count == 4)
            await watcher.close()
        }
    }
}
