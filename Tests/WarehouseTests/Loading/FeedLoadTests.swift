import Definitions
import Foundation
import Postgres
import Problems
import Synchronization
import TestKit
import Testing

@testable import Warehouse

struct FeedLoadTests {
    private let members = Feed.csv(
        into: .customers, .field("id"), .field("email"), .field("consent.news"))
    private let header = "id,email,consent.news"
    private let people = "SELECT customer_id, email FROM tidings.customer ORDER BY 1"
    private let record = """
        SELECT load_id, loaded_at IS NOT NULL AS loaded, read_rows, inserted, rejected
        FROM tidings.load ORDER BY 1
        """

    // MARK: The same file

    @Test func `the same bytes are recognised and not read again`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(members, header, "1,a@x.example,", "1,a@x.example,", "2,x,")
        #expect(
            try await store.load(members)
                == .rows(unchanged: 1, duplicate: 1, rejected: 1, sameFile: true))
        #expect(try await store.rows("SELECT count(*) FROM tidings.load") == ["1"])
    }

    @Test func `the same bytes are read anew when the map or the filter changed`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(members, header, "1,a@x.example,yes", "2,b@x.example,no")
        var renamed = members
        renamed.map[1] = .field("first_name", "email")
        #expect(try await store.load(renamed) == .rows(updated: 2))
        var filtered = renamed
        filtered.filters = [
            RowFilter(input: "id", values: ["1"], isNegated: false, place: Place("test"))
        ]
        #expect(try await store.load(filtered) == .rows(unchanged: 1, filtered: 1))
        filtered.filters = [
            RowFilter(input: "id", values: ["1"], isNegated: true, place: Place("test"))
        ]
        #expect(try await store.load(filtered) == .rows(unchanged: 1, filtered: 1))
        #expect(
            try await store.load(filtered) == .rows(unchanged: 1, filtered: 1, sameFile: true))
    }

    @Test func `another feed of the same file, or the same feed of another job, reads it`()
        async throws
    {
        let store = try await Storehouse.open()
        _ = try await store.load(members, header, "1,a@x.example,")
        var other = members
        other.name = "other"
        #expect(try await store.load(other) == .rows(unchanged: 1, isFirst: true))
        #expect(try await store.load(members, job: "weekly") == .rows(unchanged: 1, isFirst: true))
        #expect(try await store.load(members).sameFile)
    }

    @Test func `a file that goes back to an earlier state is read again`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(members, header, "1,a@x.example,")
        _ = try await store.load(members, header, "1,b@x.example,")
        #expect(try await store.load(members, header, "1,a@x.example,") == .rows(updated: 1))
        #expect(try await store.rows(people) == ["1 a@x.example"])
    }

    @Test func `a file whose load failed is read again`() async throws {
        let store = try await Storehouse.open()
        var strict = members
        strict.expect = Expectations(rejects: .count(0))
        await #expect(throws: Problem.self) {
            try await store.load(strict, header, "1,a@x.example,", "2,x,")
        }
        strict.expect = Expectations()
        #expect(
            try await store.load(strict) == .rows(inserted: 1, rejected: 1, isFirst: true))
    }

    // MARK: Guards

    @Test(arguments: [
        (
            Expectations(minimumRows: 2), "2,b@x.example,",
            "feed \"feed\" has 1 rows; at least 2 were expected"
        ),
        (
            Expectations(rejects: .percent(10)), "2,x,\n3,c@x.example,",
            "feed \"feed\" has 1 rejects in 2 rows; at most 10% were expected"
        ),
        (
            Expectations(shrinkPercent: 50), "2,b@x.example,",
            "feed \"feed\" shrank from 3 to 1 rows; at most 50% less were expected"
        ),
    ])
    func `a guard that trips leaves yesterday's data in force, and says so`(
        expect: Expectations, rows: String, summary: String
    ) async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(
            members, header, "1,a@x.example,yes", "2,a@x.example,yes", "3,a@x.example,yes")
        let before = try await state(of: store)
        var guarded = members
        guarded.expect = expect
        guarded.deleteMissing = true
        let problem = await #expect(throws: Problem.self) {
            try await store.load(guarded, header, rows)
        }
        #expect(problem?.kind == .guarded)
        #expect(problem?.summary == summary)
        #expect(try await state(of: store) == before)
        let (read, rejected) = rows.contains("\n") ? (2, 1) : (1, 0)
        #expect(try await store.rows(record) == ["1 t 3 3 0", "2 f \(read) 0 \(rejected)"])
        #expect(try await store.rows("SELECT count(*) FROM tidings.reject") == ["\(rejected)"])
    }

    @Test func `a load that a guard turned away is no measure for the next`() async throws {
        let store = try await Storehouse.open()
        var guarded = members
        guarded.expect = Expectations(shrinkPercent: 50)
        _ = try await store.load(guarded, header, "1,a@x.example,", "2,b@x.example,")
        await #expect(throws: Problem.self) { try await store.load(guarded, header) }
        #expect(try await store.load(guarded, header, "1,a@x.example,") == .rows(unchanged: 1))
    }

    @Test(arguments: ["", "nothing"])
    func `a file that is empty or missing changes nothing`(kind: String) async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(members, header, "1,a@x.example,yes")
        let before = try await state(of: store)
        if kind.isEmpty {
            try store.write(bytes: [], to: "feed.csv")
        } else {
            try FileManager.default.removeItem(at: store.folder.appending(path: "feed.csv"))
        }
        let problem = await #expect(throws: Problem.self) { try await store.load(members) }
        #expect(problem?.kind == .guarded)
        #expect(
            problem?.summary
                == (kind.isEmpty ? "feed.csv is empty" : "the file feed.csv is missing")
        )
        #expect(try await state(of: store) == before)
    }

    // MARK: Whole or not at all

    @Test func `a feed that fails in its last statement leaves nothing behind`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(members, header, "1,a@x.example,yes")
        let before = try await state(of: store)
        // The consents are written after the customers: this makes the last statement fail.
        try await store.run("ALTER TABLE tidings.consent ADD CHECK (topic <> 'news' OR given)")
        let problem = await #expect(throws: Problem.self) {
            try await store.load(members, header, "1,z@x.example,yes", "2,b@x.example,no", "3,x,")
        }
        #expect(problem?.kind == .bug)
        #expect(try await state(of: store) == before)
        #expect(try await store.rows(record) == ["1 t 1 1 0", "2 f 3 1 1"])
        #expect(try await store.rows("SELECT load_id, line FROM tidings.reject") == ["2 4"])
        // The connection is fit for the next feed.
        try await store.run("ALTER TABLE tidings.consent DROP CONSTRAINT consent_check")
        #expect(
            try await store.load(members, header, "2,b@x.example,no") == .rows(inserted: 1))
    }

    @Test func `a connection killed in the middle of COPY leaves nothing behind`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(members, header, "0,z@x.example,yes")
        let before = try await state(of: store)
        let rows = (1...200_000).map { "\($0),m\($0)@x.example,yes\n" }.joined()
        try store.write(bytes: Array((header + "\n1,x,\n" + rows).utf8), to: "feed.csv")
        let other = try await store.database.connect()
        let backend = try #require(
            try await other.execute(
                Statement(name: "id", sql: "SELECT pg_backend_pid() AS id")
            ).first?.int("id"))
        // The first reject waits for this lock while the rows are being copied.
        let holder = try await store.database.connect()
        try await holder.begin()
        try await holder.execute(Statement(name: "lock", sql: "LOCK TABLE tidings.reject"))
        let load = try store.feedLoad(members, on: other)
        let loading = Task { try await load.run { _ in } }
        let watcher = try await store.database.connect()
        try await waitForLock(on: watcher)
        try await watcher.execute(
            Statement(name: "kill", sql: "SELECT pg_terminate_backend($1::int, 10000)"),
            [.int(backend)])
        await holder.rollback()
        let problem = await #expect(throws: Problem.self) { try await loading.value }
        #expect(problem?.kind == .infrastructure)
        #expect(try await state(of: store) == before)
        #expect(
            try await store.rows(
                "SELECT loaded_at IS NULL AS a, read_rows > 0 AS b, rejected FROM tidings.load WHERE load_id = 2"
            )
                == ["t t 1"])
        // The next try, on a new connection, finds yesterday's data and a file to be read.
        #expect(try await store.load(members) == .rows(inserted: 200_000, rejected: 1))
    }

    @Test func `a load inside the caller's transaction is undone with it`() async throws {
        let store = try await Storehouse.open()
        try store.write(header, "1,a@x.example,yes", to: "feed.csv")
        try await store.data.begin()
        let load = try store.feedLoad(members, atomicity: .savepoint)
        #expect(try await load.run { _ in } == .rows(inserted: 1, isFirst: true))
        await store.data.rollback()
        #expect(try await store.rows(people) == [])
        #expect(try await store.load(members) == .rows(inserted: 1, isFirst: true))
    }

    @Test func `two feeds of one entity share a transaction`() async throws {
        let store = try await Storehouse.open()
        try store.write(header, "1,a@x.example,yes", to: "feed.csv")
        try store.write("id,city", "1,Bern", "2,Basel", to: "cities.csv")
        let cities = Feed.csv("cities", into: .customers, .field("id"), .field("city"))
        try await store.data.begin()
        _ = try await store.feedLoad(members, atomicity: .savepoint).run { _ in }
        #expect(
            try await store.feedLoad(cities, atomicity: .savepoint).run { _ in }
                == .rows(inserted: 1, updated: 1, isFirst: true))
        try await store.data.commit()
        #expect(
            try await store.rows("SELECT customer_id, city FROM tidings.customer ORDER BY 1")
                == ["1 Bern", "2 Basel"])
    }

    @Test func `progress counts the rows and the bytes that were read`() async throws {
        let store = try await Storehouse.open()
        let rows = (1...50_000).map { "\($0),m\($0)@x.example,\n" }.joined()
        try store.write(bytes: Array((header + "\n" + rows).utf8), to: "feed.csv")
        let size = try store.folder.appending(path: "feed.csv")
            .resourceValues(forKeys: [.fileSizeKey]).fileSize
        let heard = Mutex<[FeedProgress]>([])
        _ = try await store.load(members) { read in heard.withLock { $0.append(read) } }
        let counts = heard.withLock { $0 }.map(\.rows)
        #expect(heard.withLock { $0.last }?.bytes == size)
        #expect(heard.withLock { $0.allSatisfy { $0.totalBytes == size } })
        #expect(counts.last == 50_000)
        #expect(counts.count > 1)
        #expect(counts == counts.sorted())
    }

    /// All that feeds write, as text.
    private func state(of store: Storehouse) async throws -> [String] {
        try await store.rows(people)
            + store.rows(
                "SELECT customer_id, topic, given, given_at FROM tidings.consent ORDER BY 1, 2")
            + store.rows("SELECT load_id, loaded_at FROM tidings.load WHERE loaded_at IS NOT NULL")
    }

    /// Returns when a statement about rejects waits for a lock. Outside a transaction: inside, the
    /// server shows the same activity again and again.
    private func waitForLock(on connection: Connection) async throws {
        let waiting = Statement(
            name: "waiting",
            sql: """
                SELECT count(*) AS n FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                    AND query LIKE '%COPY tidings.reject%'
                """)
        while try await connection.execute(waiting).first?.int("n") == 0 { await Task.yield() }
    }
}
