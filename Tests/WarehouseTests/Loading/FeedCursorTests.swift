import Definitions
import Problems
import Testing
import Warehouse

/// Feeds with `since`: how far they have read moves with their rows, and only so.
struct FeedCursorTests {
    private func feed(expect: Expectations = Expectations()) -> Feed {
        Feed(
            name: "members", entity: .customers, source: "database",
            input: .query(
                "SELECT id, email, changed FROM member WHERE changed > :since", since: "changed"),
            map: [.field("id"), .field("email")], expect: expect, place: Place("test"))
    }

    private func store() async throws -> Storehouse {
        let store = try await Storehouse.open()
        try await store.run(
            """
            CREATE TABLE member (id text, email text, changed timestamptz);
            INSERT INTO member VALUES ('1', 'a@x.example', '2026-11-01 10:00+00'),
                ('2', 'b@x.example', '2026-11-02 10:00:00.123456+00');
            """)
        return store
    }

    private let cursor = "SELECT job, feed, value FROM tidings.feed_cursor"

    @Test func `each load reads what changed since the load before`() async throws {
        let store = try await store()
        #expect(try await store.load(feed()) == .rows(inserted: 2, isFirst: true))
        #expect(
            try await store.rows(cursor) == ["nightly members 2026-11-02 10:00:00.123456+00"])
        // A row that shares the last value may have come since: they are read again.
        #expect(try await store.load(feed()) == .rows(unchanged: 1))
        #expect(
            try await store.rows(cursor) == ["nightly members 2026-11-02 10:00:00.123456+00"])
        try await store.run(
            "UPDATE member SET email = 'z@x.example', changed = '2026-11-03' WHERE id = '1'")
        #expect(try await store.load(feed()) == .rows(updated: 1, unchanged: 1))
        #expect(try await store.rows(cursor) == ["nightly members 2026-11-03 00:00:00+00"])
    }

    @Test func `a guard that trips leaves the cursor where it was`() async throws {
        let store = try await store()
        _ = try await store.load(feed())
        try await store.run("INSERT INTO member VALUES ('3', 'broken', '2026-11-05')")
        await #expect(throws: Problem.self) {
            try await store.load(feed(expect: Expectations(rejects: .count(0))))
        }
        #expect(
            try await store.rows(cursor) == ["nightly members 2026-11-02 10:00:00.123456+00"])
        // The same row is read again, and this time it may be set aside.
        #expect(try await store.load(feed()) == .rows(unchanged: 1, rejected: 1))
        #expect(try await store.rows(cursor) == ["nightly members 2026-11-05 00:00:00+00"])
        #expect(
            try await store.rows("SELECT load_id, file, line, byte_offset FROM tidings.reject")
                == ["2 - 2 -", "3 - 2 -"])
    }

    @Test func `a load that fails leaves the cursor where it was`() async throws {
        let store = try await store()
        _ = try await store.load(feed())
        try await store.run(
            """
            INSERT INTO member VALUES ('3', 'c@x.example', '2026-11-05');
            ALTER TABLE tidings.customer ADD CONSTRAINT odd CHECK (customer_id <> '3');
            """)
        await #expect(throws: Problem.self) { try await store.load(feed()) }
        try await store.run("ALTER TABLE tidings.customer DROP CONSTRAINT odd")
        #expect(try await store.load(feed()) == .rows(inserted: 1, unchanged: 1))
        #expect(try await store.rows(cursor) == ["nightly members 2026-11-05 00:00:00+00"])
    }
}
