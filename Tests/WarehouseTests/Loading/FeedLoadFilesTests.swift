import Definitions
import Foundation
import Problems
import TestKit
import Testing
import Warehouse

/// Feeds of several files, of archived ones and of a server's.
struct FeedLoadFilesTests {
    private func feed(
        _ pattern: String, source: String = "shop", _ pickup: FilePickup = FilePickup(),
        expect: Expectations = Expectations()
    ) -> Feed {
        Feed(
            name: "members", entity: .customers, source: source,
            input: .csv(file: FilePattern(pattern), CSVFormat(delimiter: .byte(0x2C))),
            pickup: pickup, map: [.field("id"), .field("email")], expect: expect,
            place: Place("test"))
    }

    private let record = """
        SELECT file, loaded_at IS NOT NULL AS loaded, read_rows, inserted, updated
        FROM tidings.load ORDER BY load_id
        """
    private let people = "SELECT customer_id, email FROM tidings.customer ORDER BY 1"

    // MARK: Several files

    @Test func `each file is a load of its own, the last one holds, and the figures are the sum`()
        async throws
    {
        let store = try await Storehouse.open()
        let all = feed("m-{date:yyyyMMdd}.csv", FilePickup(takesAll: true))
        try store.write("id,email", "1,b@x.example", "2,c@x.example", to: "m-20261121.csv")
        try store.write("id,email", "1,a@x.example", "x,y", to: "m-20261119.csv")
        try store.write("id,email", "9,z@x.example", to: "m-20261122.csv")
        var first = FeedFigures.rows(inserted: 2, updated: 1, rejected: 1, isFirst: true)
        #expect(try await store.load(all) == first)
        #expect(
            try await store.rows(record)
                == ["m-20261119.csv t 2 1 0", "m-20261121.csv t 2 1 1"])
        #expect(try await store.rows(people) == ["1 b@x.example", "2 c@x.example"])
        // A file that comes late is loaded alone; without one there is nothing to do.
        try store.write("id,email", "3,d@x.example", to: "m-20261120.csv")
        first = .rows(inserted: 1)
        #expect(try await store.load(all) == first)
        #expect(try await store.load(all) == .rows(sameFile: true))
    }

    @Test func `a file that nobody touched since is known without being read`() async throws {
        let store = try await Storehouse.open()
        let all = feed("m-{date:yyyyMMdd}.csv", FilePickup(takesAll: true))
        let later = "2099-01-01T02:00:00Z"
        try store.write("id,email", "1,a@x.example", to: "m-20261119.csv")
        #expect(try await store.load(all, at: later) == .rows(inserted: 1, isFirst: true))
        // Had it been read for its hash, it would be another file than this.
        try await store.run("UPDATE tidings.load SET sha256 = 'another'")
        #expect(try await store.load(all, at: later) == .rows(sameFile: true))
        // The same bytes, written anew: now the hash decides.
        try store.write("id,email", "1,a@x.example", to: "m-20261119.csv")
        #expect(try await store.load(all, at: later) == .rows(unchanged: 1))
        // One so fresh that a write might leave no trace is read again for its hash.
        try store.write("id,email", "1,b@x.example", to: "m-20261119.csv")
        let now = Date.now.formatted(.iso8601)
        #expect(try await store.load(all, at: now) == .rows(updated: 1))
        #expect(
            try await store.rows(
                "SELECT stamp IS NULL FROM tidings.load ORDER BY load_id DESC LIMIT 1") == ["t"])
        try await store.run("UPDATE tidings.load SET sha256 = 'another'")
        #expect(try await store.load(all, at: now) == .rows(unchanged: 1))
    }

    @Test func `another locale reads the same bytes anew`() async throws {
        let store = try await Storehouse.open()
        let bytes = Array("id,email,city\n1,a@x.example,K".utf8) + [0xD6, 0xD0, 0x0A]
        let cities = Feed.csv("m", into: .customers, .field("id"), .field("city"))
        try store.write(bytes: bytes, to: "m.csv")
        store.locale = "de-DE"
        #expect(try await store.load(cities) == .rows(inserted: 1, isFirst: true))
        #expect(try await store.rows("SELECT city FROM tidings.customer") == ["KÖÐ"])
        #expect(try await store.load(cities) == .rows(unchanged: 1, sameFile: true))
        store.locale = "zh-CN"
        #expect(try await store.load(cities) == .rows(updated: 1))
        #expect(try await store.rows("SELECT city FROM tidings.customer") == ["K中"])
    }

    @Test func `a file that is turned away holds up those behind it`() async throws {
        let store = try await Storehouse.open()
        let all = feed(
            "m-{date:yyyyMMdd}.csv", FilePickup(takesAll: true),
            expect: Expectations(rejects: .count(0)))
        try store.write("id,email", "1,a@x.example", to: "m-20261119.csv")
        try store.write("id,email", "1,broken", to: "m-20261120.csv")
        try store.write("id,email", "1,c@x.example", to: "m-20261121.csv")
        let problem = await #expect(throws: Problem.self) { try await store.load(all) }
        #expect(problem?.kind == .guarded)
        #expect(
            try await store.rows(record)
                == ["m-20261119.csv t 1 1 0", "m-20261120.csv f 1 0 0"])
        try store.write("id,email", "1,b@x.example", to: "m-20261120.csv")
        #expect(try await store.load(all) == .rows(updated: 2))
        #expect(try await store.rows(people) == ["1 c@x.example"])
    }

    @Test func `a file that is not ready is not loaded`() async throws {
        let store = try await Storehouse.open()
        let marked = feed("m.csv", FilePickup(ready: [.marker("{file}.done")]))
        try store.write("id,email", "1,a@x.example", to: "m.csv")
        let problem = await #expect(throws: Problem.self) { try await store.load(marked) }
        #expect(problem?.summary == "the file m.csv is not ready: m.csv.done is missing")
        #expect(try await store.rows(record) == [])
        try store.write(to: "m.csv.done")
        #expect(try await store.load(marked) == .rows(inserted: 1, isFirst: true))
    }

    // MARK: The archive

    @Test func `a loaded file is moved, and the same run knows it again`() async throws {
        let store = try await Storehouse.open()
        try await store.run(
            """
            INSERT INTO tidings.run (job, logical_date, attempt, cause, started_at)
            SELECT 'nightly', '2026-11-21', n, 'hand', now() FROM generate_series(1, 9) n
            """)
        let moved = feed("m-*.csv", FilePickup(archive: "done"))
        try store.write("id,email", "1,a@x.example", to: "m-1.csv")
        #expect(try await store.load(moved) == .rows(inserted: 1, isFirst: true))
        let done = store.folder.appending(path: "done/m-1.csv")
        #expect(FileManager.default.fileExists(atPath: done.path))
        #expect(try await store.load(moved) == .rows(unchanged: 1, sameFile: true))
        // A move that was interrupted is made good: the bytes are known.
        try FileManager.default.moveItem(
            at: done, to: store.folder.appending(path: "m-1.csv"))
        #expect(try await store.load(moved) == .rows(unchanged: 1, sameFile: true))
        #expect(FileManager.default.fileExists(atPath: done.path))
        // On another day nothing has come.
        try await store.run("UPDATE tidings.run SET logical_date = '2026-11-20'")
        let problem = await #expect(throws: Problem.self) { try await store.load(moved) }
        #expect(problem?.summary == "the file m-*.csv is missing")
    }

    @Test func `a file that was turned away stays where it is`() async throws {
        let store = try await Storehouse.open()
        let strict = feed(
            "m.csv", FilePickup(archive: "done"), expect: Expectations(minimumRows: 2))
        try store.write("id,email", "1,a@x.example", to: "m.csv")
        await #expect(throws: Problem.self) { try await store.load(strict) }
        #expect(
            FileManager.default.fileExists(atPath: store.folder.appending(path: "m.csv").path))
    }

    // MARK: Servers

    @Test func `a version that was loaded is not sent again, one that failed is`() async throws {
        let store = try await Storehouse.open()
        let server = try await WebServer.start()
        store.web = URL(string: server.url)
        let bytes = Array("id,email\n1,a@x.example\n".utf8)
        server.script("/m.csv", .file(bytes, etag: "\"1\"", lastModified: "yesterday"))
        let strict = feed("m.csv", source: "web", expect: Expectations(minimumRows: 2))
        await #expect(throws: Problem.self) { try await store.load(strict) }
        let feed = feed("m.csv", source: "web")
        #expect(try await store.load(feed) == .rows(inserted: 1, isFirst: true))
        #expect(try await store.load(feed) == .rows(unchanged: 1, sameFile: true))
        let conditions = server.requests.map { $0.headers["if-none-match"] }
        #expect(conditions == [nil, nil, "\"1\""])
        #expect(
            try await store.rows(
                "SELECT etag, last_modified FROM tidings.load WHERE loaded_at IS NOT NULL")
                == ["\"1\" yesterday"])
    }

    @Test func `another map asks for the file again, and another tag of the same bytes is noted`()
        async throws
    {
        let store = try await Storehouse.open()
        let server = try await WebServer.start()
        store.web = URL(string: server.url)
        let bytes = Array("id,email\n1,a@x.example\n".utf8)
        server.script("/m.csv", .file(bytes, etag: "\"1\""))
        var feed = feed("m.csv", source: "web")
        _ = try await store.load(feed)
        server.script("/m.csv", .file(bytes, etag: "\"2\""))
        #expect(try await store.load(feed) == .rows(unchanged: 1, sameFile: true))
        #expect(try await store.rows("SELECT etag FROM tidings.load") == ["\"2\""])
        feed.map.append(.field("first_name", "email"))
        #expect(try await store.load(feed) == .rows(updated: 1))
        let conditions = server.requests.map { $0.headers["if-none-match"] }
        #expect(conditions == [nil, "\"1\"", nil])
    }
}
