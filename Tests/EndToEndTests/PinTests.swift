import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// How a file is written is told, pinned, and held against drift.
    @Suite struct PinTests {
        @Test func `what was found about a file is told and written into the job file once`()
            async throws
        {
            let shop = try TestShop()
            try shop.edit("feeds/orders.csv", "2020-02-20T10:00:00Z", "20.02.2020 10:00")
            try shop.edit("feeds/orders.csv", "2020-02-21T10:00:00Z", "21.02.2020 10:00")
            let first = try await shop.tidings("check", "--pin", "orders")
            #expect(
                first.stdout
                    == """
                    orders: orders.csv
                      encoding       utf-8             certain  nothing but ASCII
                      delimiter      ","               certain  "," splits 3 of 3 rows into 6 columns
                      quote          "                 likely   no value stands in quotes
                      header         line 1            certain  it has all 6 mapped columns
                      columns        6                 certain  no, member, at, book, qty, price
                      placed_at      dd.MM.yyyy HH:mm  certain  column "at": all of 2 values can be read so
                      line.quantity  .                 likely   column "qty": no number has decimals
                      line.price     .                 certain  column "price": 2 of 2 numbers can be read in no other way
                    Written into Jobs/nightly.yaml.

                    Everything is in order.

                    """)
            #expect(first.exitCode == 0)
            let job = try text(shop)
            #expect(
                job.contains(
                    """
                        file: orders.csv
                        csv:
                          encoding: utf-8
                          delimiter: ","
                          quote: '"'
                          header: true
                          skip: 0
                          columns: ["no", member, at, book, qty, price]
                        map: {id: no, customer: member, placed_at: {column: at, format: "dd.MM.yyyy HH:mm"}, line.product: book, line.quantity: qty, line.price: price}
                    """))
            let second = try await shop.tidings("check", "--pin", "orders", "--json")
            let object = try #require(try second.objects.first)
            #expect(try object.objects("problems").isEmpty)
            let feed = try #require(try object.objects("feeds").first)
            #expect(feed["feed"] == "orders")
            #expect(feed["file"] == "orders.csv")
            #expect(feed["written"] == "0")
            let delimiter = try feed.objects("findings")[1]
            #expect(delimiter["what"] == "delimiter")
            #expect(delimiter["value"] == "\",\"")
            #expect(delimiter["confidence"] == "certain")
            #expect(try text(shop) == job)
        }

        @Test func `every feed's file is looked into, and what keeps it from being read is told`()
            async throws
        {
            let shop = try TestShop()
            try shop.edit("feeds/orders.csv", "2020-02-20T10:00:00Z", "02/03/2020")
            try shop.edit("feeds/orders.csv", "2020-02-21T10:00:00Z", "02/04/2020")
            let check = try await shop.tidings("check", "--files")
            #expect(check.stdout.contains("members: members.csv\n"))
            #expect(
                check.stdout.hasSuffix(
                    """

                    Jobs/nightly.yaml:12:37: the dates in column "at" of orders.csv can be read in several ways
                      12 |     map: {id: no, customer: member, placed_at: at, line.product: book, line.quantity: qty, line.price: price}
                         |                                     ^^^^^^^^^
                      Say which is right: format: "dd/MM/yyyy" or format: "MM/dd/yyyy".

                    """))
            #expect(check.exitCode == 7)
            let none = try await shop.tidings("check", "--pin", "order")
            #expect(
                none.stderr + none.stdout == """
                    there is no feed "order"
                      Did you mean "orders"?

                    """)
            #expect(none.exitCode == 2)
        }

        @Test func `a server's file is pinned like one of a folder, and then not kept`()
            async throws
        {
            let shop = try TestShop()
            let server = try await WebServer.start()
            let members = try Data(contentsOf: shop.folder.appending(path: "feeds/members.csv"))
            server.script("/out/members.csv", .file(Array(members), etag: "\"1\""))
            try shop.edit(
                "Jobs/workspace.yaml", "  shop: {folder: feeds}",
                "  shop: {folder: feeds}\n  web: {url: \"\(server.url)/out\", retries: 0}")
            try shop.edit(
                "Jobs/nightly.yaml", "from: shop\n    file: members.csv",
                "from: web\n    file: members.csv")
            let pinned = try await shop.tidings("check", "--pin", "members")
            #expect(pinned.exitCode == 0, "\(pinned.stdout)\(pinned.stderr)")
            #expect(pinned.stdout.hasPrefix("members: members.csv\n  encoding   utf-8   certain"))
            #expect(pinned.stdout.contains("Written into Jobs/nightly.yaml."))
            #expect(
                try text(shop).contains(
                    """
                        from: web
                        file: members.csv
                        csv:
                          encoding: utf-8
                          delimiter: ","
                    """))
            #expect(server.requests.map(\.target) == ["/out/members.csv"])
            #expect(shop.names(in: ".tidings/fetched/check/web") == [])
        }

        @Test func `a file that drifts from its pins leaves yesterday's data in force`()
            async throws
        {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("check", "--pin", "members")
            _ = try await shop.tidings("run", "nightly", "--no-send")
            try shop.edit("feeds/members.csv", "no,mail,name", "no,email,name")
            let gone = try await shop.tidings("run", "nightly", "--no-send")
            #expect(
                gone.stdout.contains(
                    """
                    Jobs/nightly.yaml:3:11: column "mail" is gone from members.csv; new: "email"
                      3 |   - feed: members
                        |           ^^^^^^^
                      Did you mean "email" for "mail"? If the file is right, run \
                    `tidings check --pin members`; yesterday's data stay in force.
                    """))
            #expect(gone.exitCode == 7)
        }

        @Test func `a new column is a warning in the report where the feed wants it`() async throws
        {
            let shop = try await TestShop.onServer()
            _ = try await shop.tidings("check", "--pin", "orders")
            try shop.edit(
                "Jobs/nightly.yaml", "rows: at least 1}", "rows: at least 1, new columns: warn}")
            try shop.edit("feeds/orders.csv", "qty,price", "qty,price,shoe")
            try shop.edit("feeds/orders.csv", ",60.00", ",60.00,s")
            try shop.edit("feeds/orders.csv", ",9.90", ",9.90,s")
            let run = try await shop.tidings("run", "nightly", "--no-send", "--json")
            #expect(run.exitCode == 0)
            #expect(
                run.stdout.contains(#""warnings": ["orders.csv has a new column: \"shoe\""]"#))
            try shop.edit("feeds/orders.csv", ",9.90,s", ",9.80,s")
            let told = try await shop.tidings("run", "nightly", "--no-send", "--for", "2026-11-21")
            #expect(
                told.stdout.contains("warning: orders: orders.csv has a new column: \"shoe\"\n"))
        }

        private func text(_ shop: TestShop) throws -> String {
            try String(
                contentsOf: shop.folder.appending(path: "Jobs/nightly.yaml"), encoding: .utf8)
        }
    }
}
