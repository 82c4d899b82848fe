import Definitions
import Testing
import Warehouse

/// Loads that are large enough to fill empty tables without their indexes.
struct EmptyTablesTests {
    private let members = Feed.csv(
        into: .customers, .field("id"), .field("email"), .field("consent.news"))
    private let orders = Feed.csv(
        into: .orders, .field("id"), .field("customer"), .field("placed_at"),
        .field("line.number", "no"), .field("line.product", "isbn"), .field("line.quantity", "qty"),
        lines: .number)
    private let indexes = """
        SELECT indexdef FROM pg_indexes WHERE schemaname = 'tidings' ORDER BY indexname
        """
    private let keys = """
        SELECT conrelid::regclass, conname, contype FROM pg_constraint
        WHERE contype IN ('p', 'u') AND connamespace = 'tidings'::regnamespace ORDER BY 2
        """

    /// Orders of two lines each, and what comes after them.
    private func write(_ store: Storehouse, quantity: Int = 1, last: String...) throws {
        let rows = (1...6_000).flatMap { order in
            [1, 2].map { "\(order),c\(order % 50),2026-11-01T10:00Z,\($0),p\($0),\(quantity)\n" }
        }
        let text =
            "id,customer,placed_at,no,isbn,qty\n" + rows.joined()
            + last.map { $0 + "\n" }.joined()
        try store.write(bytes: Array(text.utf8), to: "feed.csv")
    }

    @Test func `customers and consents fill empty tables, whose indexes are what they were`()
        async throws
    {
        let store = try await Storehouse.open()
        let before = try await store.rows(indexes) + store.rows(keys)
        let rows = (1...20_000).map { "\($0),m\($0)@x.example,\($0 % 2 == 0 ? "yes" : "")\n" }
        let text = "id,email,consent.news\n" + rows.joined() + "7,again@x.example,no\n"
        try store.write(bytes: Array(text.utf8), to: "feed.csv")
        #expect(
            try await store.load(members) == .rows(inserted: 20_000, duplicate: 1, isFirst: true))
        #expect(try await store.rows(indexes) + store.rows(keys) == before)
        #expect(
            try await store.rows(
                """
                SELECT count(*) AS a, count(DISTINCT customer_id) AS b,
                    count(*) FILTER (WHERE given) AS c
                FROM tidings.consent
                """) == ["10001 10001 10000"])
        #expect(
            try await store.rows("SELECT email FROM tidings.customer WHERE customer_id = '7'")
                == ["again@x.example"])
        try store.write(bytes: Array((text + "\n").utf8), to: "feed.csv")
        #expect(try await store.load(members) == .rows(unchanged: 20_000, duplicate: 1))
    }

    @Test func `customers fill an empty table beside answers that were there before`() async throws
    {
        let store = try await Storehouse.open()
        try await store.run(
            """
            INSERT INTO tidings.consent
                (customer_id, topic, given, given_at, is_dated, load_id, line)
            VALUES ('1', 'news', true, '2026-01-01Z', true, 1, 1),
                ('2', 'news', true, '2026-01-01Z', true, 1, 2)
            """)
        let rows = (1...12_000).map { "\($0),m\($0)@x.example,\($0 == 1 ? "yes" : "no")\n" }
        try store.write(
            bytes: Array(("id,email,consent.news\n" + rows.joined()).utf8), to: "feed.csv")
        #expect(try await store.load(members) == .rows(inserted: 12_000, isFirst: true))
        #expect(
            try await store.rows(
                """
                SELECT customer_id, given, is_dated, given_at = '2026-01-01Z' AS is_old
                FROM tidings.consent WHERE customer_id IN ('1', '2', '3') ORDER BY customer_id
                """) == ["1 t t t", "2 f t t", "3 f f f"])
        #expect(try await store.rows("SELECT count(*) FROM tidings.consent") == ["12000"])
    }

    @Test func `a large load that fails leaves tables and indexes as they were`() async throws {
        let store = try await Storehouse.open()
        let before = try await store.rows(indexes) + store.rows(keys)
        try await store.run("ALTER TABLE tidings.order_line ADD CHECK (quantity < 9)")
        try write(store, quantity: 9)
        await #expect(throws: (any Error).self) { try await store.load(orders) }
        #expect(try await store.rows(indexes) + store.rows(keys) == before)
        #expect(try await store.rows("SELECT count(*) FROM tidings.orders") == ["0"])
        try await store.run(
            "ALTER TABLE tidings.order_line DROP CONSTRAINT order_line_quantity_check")
        #expect(try await store.load(orders) == .rows(inserted: 12_000, isFirst: true))
        #expect(try await store.rows(indexes) + store.rows(keys) == before)
    }

    @Test func `orders whose rows are apart, and lines sent twice, are put together`()
        async throws
    {
        let store = try await Storehouse.open()
        let apart = ["5,c9,2026-11-02T10:00Z,3,p3,1", "6,c6,2026-11-01T10:00Z,2,p2,1"]
        try write(store, last: apart[0], apart[1])
        #expect(
            try await store.load(orders) == .rows(inserted: 12_001, duplicate: 1, isFirst: true))
        let five = """
            SELECT o.customer_id, o.line, l.line_key, l.product_id
            FROM tidings.orders o
            JOIN tidings.order_line l ON l.customer_id = o.customer_id AND l.order_id = o.order_id
            WHERE o.order_id = '5' ORDER BY 3
            """
        #expect(
            try await store.rows(five) == ["c9 12002 1 p1", "c9 12002 2 p2", "c9 12002 3 p3"])
        try write(store, last: apart[0], apart[1], "")
        #expect(try await store.load(orders) == .rows(unchanged: 12_001, duplicate: 1))
        try write(store, last: apart[1])
        #expect(
            try await store.load(orders) == .rows(updated: 2, unchanged: 11_998, duplicate: 1))
        #expect(try await store.rows(five) == ["c5 11 1 p1", "c5 11 2 p2"])
    }

    @Test func `a line that somebody else changed is found, although the file is the same`()
        async throws
    {
        let store = try await Storehouse.open()
        try write(store)
        _ = try await store.load(orders)
        let others = Feed.csv(
            "others", into: .orders, .field("id"), .field("customer"), .field("placed_at"),
            .field("line.number", "no"), .field("line.product", "isbn"),
            .field("line.quantity", "qty"), lines: .number)
        #expect(
            try await store.load(
                others, "id,customer,placed_at,no,isbn,qty", "5,c5,2026-11-01T10:00Z,1,p1,4",
                "5,c5,2026-11-01T10:00Z,2,p2,1") == .rows(updated: 2, isFirst: true))
        #expect(
            try await store.rows(
                """
                SELECT line_key, quantity, xmin = (SELECT max(xmin::text)::xid FROM tidings.orders
                    WHERE order_id = '5') AS is_written
                FROM tidings.order_line WHERE order_id = '5' ORDER BY 1
                """) == ["1 4 t", "2 1 f"])
        try write(store, last: "")
        #expect(try await store.load(orders) == .rows(updated: 2, unchanged: 11_998))
    }
}
