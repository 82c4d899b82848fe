import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// Feeds of files that are moved away, and of a server's.
    @Suite struct FileFeedTests {
        @Test func `a file is archived when all feeds of its job have read it, and not before`()
            async throws
        {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/nightly.yaml", "file: members.csv", "file: members.csv\n    archive: done/")
            try shop.edit(
                "Jobs/nightly.yaml", "  - feed: orders",
                """
                  - feed: names
                    into: customers
                    from: shop
                    file: members.csv
                    map: {id: no, first_name: name}
                  - feed: orders
                """)
            let day = ["run", "nightly", "--for", "2020-03-01"]
            // Looking ahead and running one of the two feeds leave the file where it is.
            _ = try await shop.tidings("plan", "nightly", "--for", "2020-03-01")
            #expect(shop.names(in: "feeds").contains("members.csv"))
            _ = try await shop.tidings(day + ["--only", "members"])
            #expect(shop.names(in: "feeds").contains("members.csv"))
            let run = try await shop.tidings(day)
            #expect(run.exitCode == 0, "\(run.stdout)\(run.stderr)")
            #expect(shop.names(in: "feeds") == ["done", "orders.csv"])
            #expect(shop.names(in: "feeds/done") == ["members.csv"])
            // The same day again knows its files; on the next day they are missing.
            #expect(try await shop.tidings(day).exitCode == 0)
            let next = try await shop.tidings("run", "nightly", "--for", "2020-03-02")
            #expect(next.exitCode == 7)
            #expect(next.stdout.contains("the file members.csv is missing"))
        }

        @Test func `a server's file is loaded, known again, and missed`() async throws {
            let shop = try await TestShop.onServer()
            let server = try await WebServer.start()
            let members = try Data(contentsOf: shop.folder.appending(path: "feeds/members.csv"))
            server.script("/out/members.csv", .file(Array(members), etag: "\"1\""))
            try shop.edit(
                "Jobs/workspace.yaml", "  shop: {folder: feeds}",
                "  shop: {folder: feeds}\n  web: {url: \"\(server.url)/out?key=hunter2\", retries: 0}"
            )
            try shop.edit(
                "Jobs/nightly.yaml", "from: shop\n    file: members.csv",
                "from: web\n    file: members.csv")
            let first = try await shop.tidings("run", "nightly", "--for", "2020-03-01")
            #expect(first.exitCode == 0, "\(first.stdout)\(first.stderr)")
            let again = try await shop.tidings("run", "nightly", "--for", "2020-03-02")
            #expect(again.exitCode == 0)
            #expect(again.stdout.contains("the same file as before"))
            #expect(server.requests.map { $0.headers["if-none-match"] } == [nil, "\"1\""])
            server.script("/out/members.csv", .reply(404))
            let missing = try await shop.tidings("run", "nightly", "--for", "2020-03-03")
            #expect(missing.exitCode == 7)
            #expect(!missing.stdout.contains("hunter2"))
            server.script("/out/members.csv", .reply(503))
            let down = try await shop.tidings("run", "nightly", "--for", "2020-03-04")
            #expect(down.exitCode == 8)
        }
    }
}
