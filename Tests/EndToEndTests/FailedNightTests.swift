import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// A night that cannot take in what it should says why, and leaves the warehouse as it was.
    @Suite struct FailedNightTests {
        @Test func `a missing file fails the night and leaves yesterday in force`() async throws {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            let before = try await shop.fingerprints()
            try shop.remove("feeds/orders.csv")
            let run = try await shop.tidings("run", "nightly", "--for", "2020-03-02")
            #expect(
                run.stdout == """
                    nightly for 2020-03-02: failed (run 2)

                      feed     read  new  changed  same  twice  left out  rejected
                      members     5    0        0     4      0         0         1  the same file as before
                      orders                                                        failed

                      tiers       looked at  up  down
                      membership    not run

                      segment  members  entered  left
                      buyers   not run
                      readers        4        0     0

                    Jobs/nightly.yaml:8:11: the file orders.csv is missing
                      8 |   - feed: orders
                        |           ^^^^^^
                      Look whether it was delivered to the source "shop".


                    """)
            #expect(run.exitCode == 7)
            #expect(try await shop.tables(changedSince: before).subtracting(TestShop.record) == [])
        }

        @Test func `a guard that trips leaves yesterday in force`() async throws {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            let before = try await shop.fingerprints()
            try shop.write("no,member,at,book,qty,price\n", to: "feeds/orders.csv")
            let run = try await shop.tidings(
                "run", "nightly", "--only", "orders", "--for", "2020-03-02")
            #expect(
                run.stdout == """
                    nightly for 2020-03-02: failed (run 2)

                      feed    read  new  changed  same  twice  left out  rejected
                      orders                                                       failed

                    Jobs/nightly.yaml:8:11: feed "orders" has 0 rows; at least 1 were expected
                      8 |   - feed: orders
                        |           ^^^^^^
                      Nothing was loaded. Ask who delivers it, or change `expect: {rows: …}`.


                    """)
            #expect(run.exitCode == 7)
            #expect(try await shop.tables(changedSince: before).subtracting(TestShop.record) == [])
        }

        @Test func `what a failed job holds up does not hide why it failed`() async throws {
            let shop = try await TestShop.onServer()
            try shop.remove("feeds/orders.csv")
            let run = try await shop.tidings("run", "--for", "2020-03-01")
            #expect(
                run.stdout.hasSuffix(
                    """
                    letters for 2020-03-01: refused (run 2)

                      campaign  audience  planned  sent  waiting
                      letter                                      not run

                    job "letters" waits for "nightly", which has not succeeded for 2020-03-01
                      Run `tidings run nightly letters --for 2020-03-01`.


                    """))
            #expect(run.exitCode == 7)
        }

        @Test func `a column that the file lacks is told, with the one that was meant`()
            async throws
        {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            let before = try await shop.fingerprints()
            try shop.edit("feeds/members.csv", "no,mail,name", "no,email,name")
            let run = try await shop.tidings(
                "run", "nightly", "--only", "members", "--for", "2020-03-02")
            #expect(
                run.stdout == """
                    nightly for 2020-03-02: failed (run 2)

                      feed     read  new  changed  same  twice  left out  rejected
                      members                                                       failed

                    Jobs/nightly.yaml:7:19: column "mail" is not in members.csv
                      7 |     map: {id: no, email: mail, first_name: name, birthday: born, consent.news: news}
                        |                   ^^^^^
                      Did you mean "email"?


                    """)
            #expect(run.exitCode == 3)
            #expect(try await shop.tables(changedSince: before).subtracting(TestShop.record) == [])
        }

        @Test func `a bad row is set aside; only --strict minds`() async throws {
            let shop = try await TestShop.onServer()
            let run = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            #expect(run.exitCode == 0)
            let strict = try await shop.tidings("run", "nightly", "--strict", "--for", "2020-03-01")
            #expect(strict.exitCode == 4)
            let rejects = try await shop.tidings("rejects", "1")
            #expect(
                rejects.stdout == """
                    feed     file         line  column  reason
                    members  members.csv     5  born    not a birthday such as 1990-02-28 or --02-28

                    """)
        }

        @Test func `a job waits for the one that it comes after`() async throws {
            let shop = try await TestShop.onServer()
            let run = try await shop.tidings("run", "letters", "--for", "2020-03-01")
            #expect(
                run.stdout == """
                    letters for 2020-03-01: refused (run 1)

                      campaign  audience  planned  sent  waiting
                      letter                                      not run

                    job "letters" waits for "nightly", which has not succeeded for 2020-03-01
                      Run `tidings run nightly letters --for 2020-03-01`.


                    """)
            #expect(run.exitCode == 6)
        }
    }
}
