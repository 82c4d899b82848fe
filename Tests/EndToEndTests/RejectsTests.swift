import Foundation
import Testing

extension EndToEnd {
    /// What becomes of rows that were set aside.
    @Suite struct RejectsTests {
        @Test func `rejects are written to a file that opens in a spreadsheet and loads again`()
            async throws
        {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            let export = try await shop.tidings("rejects", "1", "--export", "rejects.csv")
            #expect(
                export.stdout == """
                    1 reject written to rejects.csv.
                    Mend the rows and send the file as the feed's next one; or mend the job file, \
                    and `tidings rejects 1 --replay` reads the rows again.

                    """)
            #expect(export.exitCode == 0)
            let text = """
                tidings_line,tidings_column,tidings_reason,no,mail,name,born,news
                5,born,not a birthday such as 1990-02-28 or --02-28,4,dan@reader.example,Dan,2000-13-01,yes

                """
            let file = shop.folder.appending(path: "rejects.csv")
            #expect(try Data(contentsOf: file) == Data("\u{FEFF}\(text)".utf8))
            let stdout = try await shop.tidings(
                "rejects", "1", "--feed", "members", "--export", "-")
            #expect(stdout.stdout == text)

            let again = try await shop.tidings("rejects", "1", "--export", "rejects.csv")
            #expect(
                again.stderr == """
                    rejects.csv is there already
                      Name another file, or write over it with `--force`.

                    """)
            #expect(again.exitCode == 2)
            let forced = try await shop.tidings(
                "rejects", "1", "--export", "rejects.csv", "--force")
            #expect(forced.exitCode == 0)

            try shop.write(
                text.replacing("2000-13-01", with: "2000-12-01"), to: "feeds/members.csv")
            let mended = try await shop.tidings(
                "run", "nightly", "--only", "members", "--for", "2020-03-02", "--json")
            let step = try #require(try mended.objects.first?.objects("steps").first)
            #expect(try step.int("inserted") == 1)
        }

        @Test func `rejects are read again once the job file is mended, and only once`()
            async throws
        {
            let shop = try await TestShop.onServer()
            try shop.edit("feeds/members.csv", "1985-07-12", "12.07.1985")
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            let strict = try await shop.tidings("rejects", "1", "--replay", "--strict", "--json")
            #expect(strict.exitCode == 4)
            #expect(try strict.objects.map { try $0.int("rejected") } == [2])

            try shop.edit(
                "Jobs/nightly.yaml", "birthday: born",
                "birthday: {column: born, format: dd.MM.yyyy}")
            let replay = try await shop.tidings("rejects", "1", "--replay")
            #expect(
                replay.stdout == """
                    feed     file         read  new  changed  same  twice  left out  rejected
                    members  members.csv     2    1        0     0      0         0         1

                    Tiers and segments follow with the job's next run.

                    """)
            #expect(replay.exitCode == 0)
            let left = try await shop.tidings("rejects", "1", "--json").objects
            #expect(left.map { $0["line"] } == ["5"])
            #expect(left.map { $0["reason"] } == ["not a birthday written as dd.MM.yyyy"])

            try shop.edit(
                "Jobs/nightly.yaml", "birthday: {column: born, format: dd.MM.yyyy}",
                "last_name: born")
            let rest = try await shop.tidings("rejects", "1", "--replay", "--strict", "--json")
            #expect(try rest.objects.map { try $0.int("inserted") } == [1])
            #expect(rest.exitCode == 0)
            let nothing = try await shop.tidings("rejects", "1", "--replay", "--strict")
            #expect(nothing.stdout == "Run 1 has no rejects.\n")
            #expect(nothing.exitCode == 0)
        }

        @Test func `rejects of a feed that was loaded since are read again with --force only`()
            async throws
        {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            try shop.edit("feeds/members.csv", "Ann", "Anna")
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-02")
            try shop.edit("Jobs/nightly.yaml", "birthday: born", "last_name: born")
            let refused = try await shop.tidings("rejects", "1", "--replay")
            #expect(
                refused.stderr == """
                    feed "members" was loaded again since run 1
                      Its rejects may be older than what is there now. Send the mended rows in a new \
                    file (`--export` writes them), or let these overwrite it with `--force`.

                    """)
            #expect(refused.exitCode == 6)
            let forced = try await shop.tidings("rejects", "1", "--replay", "--force", "--json")
            #expect(try forced.objects.map { try $0.int("inserted") } == [1])
            let last = try await shop.tidings("rejects", "2", "--replay", "--json")
            #expect(try last.objects.map { try $0.int("unchanged") } == [1])
        }

        @Test func `rejects of what was never let in wait with it`() async throws {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/nightly.yaml", "file: members.csv",
                "file: members.csv\n    expect: {rejects: at most 0}")
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            let refused = try await shop.tidings("rejects", "1", "--replay")
            #expect(
                refused.stderr == """
                    run 1 let nothing of feed "members" in, so its rejects wait with it
                      Run the job again: `tidings run nightly --for 2020-03-01`.

                    """)
            #expect(refused.exitCode == 6)
        }

        @Test func `a file holds the rejects of one feed`() async throws {
            let shop = try await TestShop.onServer()
            try shop.edit("feeds/orders.csv", "2020-02-21T10:00:00Z", "yesterday")
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            let export = try await shop.tidings("rejects", "1", "--export", "-")
            #expect(
                export.stderr == """
                    the run has rejects of several feeds: members, orders
                      A file holds the rows of one: add `--feed members`.

                    """)
            #expect(export.exitCode == 2)
            let both = try await shop.tidings("rejects", "1", "--export", "-", "--replay")
            #expect(
                both.stderr == """
                    --export and --replay do not go together
                      Write the rows to a file first, then read them again.

                    """)
            #expect(both.exitCode == 2)
        }
    }
}
