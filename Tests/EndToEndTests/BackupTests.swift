import Foundation
import Postgres
import TestKit
import Testing

extension EndToEnd {
    @Suite struct BackupTests {
        @Test func `a backup restored elsewhere holds the same, and sends nothing`()
            async throws
        {
            let shop = try await TestShop.onServer()
            #expect(try await shop.tidings("run", "--no-send").exitCode == 0)
            let backup = try await shop.tidings("db", "backup", "shop.backup")
            #expect(backup.exitCode == 0, "\(backup.stderr)")
            let file = shop.folder.appending(path: "shop.backup")
            #expect(backup.stdout.hasPrefix("\(file.path), "))
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(mode[.posixPermissions] as? Int == 0o600)
            #expect(try await shop.tidings("send").exitCode == 0)
            #expect(try await Self.states(in: shop) == ["accepted": 2, "suppressed": 2])

            let copy = try await TestShop.onServer()
            let restored = try await copy.tidings("db", "restore", file.path)
            #expect(restored.exitCode == 0, "\(restored.stderr)")
            #expect(
                restored.stdout == """
                    Restored; the schema is up to date (1 migration).
                    Nothing is sent from here until you run `tidings db adopt`.

                    """)
            #expect(try await copy.tidings("send").exitCode == 6)
            #expect(try await Self.states(in: copy) == ["planned": 2, "suppressed": 2])
            #expect(
                try await copy.tidings("segments", "readers", "--members").stdout
                    == shop.tidings("segments", "readers", "--members").stdout)
        }

        @Test func `a copy of a database that sent refuses to send until it is adopted`()
            async throws
        {
            let shop = try await TestShop.onServer()
            #expect(try await shop.tidings("run").exitCode == 0)
            try shop.write(
                """
                no,mail,name,born,news
                6,fay@reader.example,Fay,1990-01-01,yes
                """, to: "feeds/members.csv")
            #expect(try await shop.tidings("run", "--no-send").exitCode == 0)
            #expect(try await shop.tidings("db", "backup", "shop.backup").exitCode == 0)

            let copy = try await TestShop.onServer()
            let file = shop.folder.appending(path: "shop.backup").path
            #expect(try await copy.tidings("db", "restore", file).exitCode == 0)
            let refused = try await copy.tidings("send")
            #expect(refused.exitCode == 6)
            #expect(
                refused.stderr == """
                    this database is a copy of one that sends mail, or was restored: nothing is \
                    sent from it
                      If it is the one that shall send from now on, run `tidings db adopt`. To try \
                    things out it needs nothing: plans and previews work.

                    """)
            #expect(copy.names(in: ".tidings/outbox").isEmpty)
            #expect(
                try await DoctorHostsTests.lines(of: "database", copy).text.hasSuffix(
                    """

                    warn  database: this database is a copy of one that sends mail, or was restored: \
                    nothing is sent from it
                            If it is the one that shall send from now on, run `tidings db adopt`. To \
                    try things out it needs nothing: plans and previews work.
                    """))

            let adopted = try await copy.tidings("db", "adopt")
            #expect(adopted.exitCode == 0)
            #expect(
                adopted.stdout == """
                    This database sends from now on.
                    1 message that waited may have been sent before: unknown.

                    """)
            #expect(try await copy.tidings("db", "adopt").stdout == "It sends already.\n")
            #expect(try await copy.tidings("send").exitCode == 0)
            #expect(copy.names(in: ".tidings/outbox").isEmpty)
            #expect(
                try await Self.states(in: copy) == ["accepted": 2, "suppressed": 2, "unknown": 1])
        }

        @Test func `a restore takes nothing's place unless told, and not by half`() async throws {
            let shop = try await TestShop.onServer()
            #expect(try await shop.tidings("run").exitCode == 0)
            #expect(try await shop.tidings("db", "backup", "shop.backup").exitCode == 0)
            let before = try await shop.fingerprints()

            let refused = try await shop.tidings("db", "restore", "shop.backup")
            #expect(refused.exitCode == 6)
            #expect(
                refused.stderr == """
                    the database is in use by Tidings
                      Back it up, then restore with --replace; or name another `database:`.

                    """)
            let whole = try Data(contentsOf: shop.folder.appending(path: "shop.backup"))
            try whole.prefix(whole.count * 2 / 3)
                .write(to: shop.folder.appending(path: "half.backup"))
            let half = try await shop.tidings("db", "restore", "--replace", "half.backup")
            #expect(half.exitCode == 8)
            #expect(half.stderr.hasPrefix("pg_restore failed\n"))
            #expect(try await shop.fingerprints() == before)

            let replaced = try await shop.tidings("db", "restore", "--replace", "shop.backup")
            #expect(replaced.exitCode == 0, "\(replaced.stderr)")
            #expect(try await Self.states(in: shop) == ["accepted": 2, "suppressed": 2])
        }

        private static func states(in shop: TestShop) async throws -> [String: Int] {
            let connection = try await #require(shop.database).connect()
            let rows = try await connection.execute(
                Statement(
                    name: "states",
                    sql: "SELECT state, count(*) AS count FROM tidings.message GROUP BY state"))
            return Dictionary(
                uniqueKeysWithValues: try rows.map { (try $0.text("state"), try $0.int("count")) })
        }
    }
}
