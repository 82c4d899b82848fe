import Definitions
import Testing
import Warehouse

/// Whom loads note as changed.
struct ChangeLogTests {
    /// `customer what`, `*` for everybody, and forgets them.
    private func noted(_ store: Storehouse) async throws -> [String] {
        let rows = try await store.rows(
            """
            SELECT DISTINCT CASE customer_id WHEN '' THEN '*' ELSE customer_id END, what
            FROM tidings.change ORDER BY 2, 1
            """)
        try await store.run("DELETE FROM tidings.change")
        return rows
    }

    private let members = Feed.csv(
        "members", into: .customers, .field("id"), .field("city"), .field("consent.news"),
        deleteMissing: true)
    private let orders = Feed.csv(
        "orders", into: .orders, .field("id"), .field("customer"), .field("placed_at"),
        .field("line.product", "product"), .field("line.quantity", "quantity"),
        deleteMissing: true, lines: .product)

    @Test func `customers who are new, changed or gone are noted, others not`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(members, "id,city,consent.news", "a,x,yes", "b,x,no", "c,x,no")
        #expect(try await noted(store) == ["a customer", "b customer", "c customer"])
        _ = try await store.load(
            members, "id,city,consent.news", "a,x,yes", "b,y,no", "c,x,yes", "d,x,no")
        #expect(try await noted(store) == ["b customer", "c customer", "d customer"])
        _ = try await store.load(members, "id,city,consent.news", "a,x,yes", "b,y,no", "c,x,yes")
        #expect(try await noted(store) == ["d customer"])
    }

    @Test func `an order is noted for whom it is of, and for whom it leaves`() async throws {
        let store = try await Storehouse.open()
        let header = "id,customer,placed_at,product,quantity"
        _ = try await store.load(
            orders, header, "1,a,2026-01-01,p,1", "2,b,2026-01-01,p,1", "3,c,2026-01-01,p,1")
        #expect(try await noted(store) == ["a order", "b order", "c order"])
        _ = try await store.load(
            orders, header, "1,a,2026-01-01,p,1", "2,d,2026-01-01,p,1", "3,c,2026-01-01,p,2")
        #expect(try await noted(store) == ["b order", "c order", "d order"])
        _ = try await store.load(orders, header, "2,d,2026-01-01,p,1", "3,c,2026-01-01,p,2")
        #expect(try await noted(store) == ["a order"])
    }

    @Test func `what an order was before it changed is kept as long as the change`() async throws {
        let store = try await Storehouse.open()
        let header = "id,customer,placed_at,product,quantity"
        let before = """
            SELECT b.customer_id, b.order_id, b.status,
                string_agg(l.product_id || ' x ' || l.quantity, ', ' ORDER BY l.line_key)
            FROM tidings.order_before b
            LEFT JOIN tidings.order_line_before l USING (customer_id, order_id, xid)
            GROUP BY b.customer_id, b.order_id, b.xid ORDER BY b.xid::text::bigint, 2
            """
        _ = try await store.load(
            orders, header, "1,a,2026-01-01,p,1", "1,a,2026-01-01,q,2", "2,b,2026-01-01,p,1",
            "3,c,2026-01-01,p,1")
        #expect(try await store.rows(before) == [])
        // One loses a line, one stays, one moves to another customer, and one comes.
        _ = try await store.load(
            orders, header, "1,a,2026-01-01,p,1", "2,b,2026-01-01,p,1", "3,d,2026-01-01,p,1",
            "4,a,2026-01-01,p,1")
        let first = "a 1 sale p x 1, q x 2"
        #expect(try await store.rows(before) == [first])
        _ = try await store.load(
            orders, header, "1,a,2026-01-02,p,1", "2,b,2026-01-01,p,1", "3,d,2026-01-01,p,1",
            "4,a,2026-01-01,p,1")
        #expect(try await store.rows(before) == [first, "a 1 sale p x 1"])
        try await store.run("DELETE FROM tidings.change")
        try await ChangeLog(store.data).prune()
        #expect(try await store.rows(before) == [])
        #expect(try await store.rows("SELECT 1 FROM tidings.order_line_before") == [])
    }

    @Test func `a product's new brand is noted for who bought it, a price for everybody`()
        async throws
    {
        let store = try await Storehouse.open()
        let products = Feed.csv(
            "products", into: .products, .field("id"), .field("brand"), .field("price"))
        _ = try await store.load(products, "id,brand,price", "p,x,1", "q,x,1")
        _ = try await store.load(
            orders, "id,customer,placed_at,product,quantity", "1,a,2026-01-01,p,1",
            "2,b,2026-01-01,q,1")
        try await store.run("DELETE FROM tidings.change")
        _ = try await store.load(products, "id,brand,price", "p,y,1", "q,x,1")
        #expect(try await noted(store) == ["a product"])
        _ = try await store.load(products, "id,brand,price", "p,y,1", "q,x,2")
        #expect(try await noted(store) == [])
    }

    @Test(.timeLimit(.minutes(8)))
    func `what every evaluation has seen is forgotten`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(members, "id,city,consent.news", "a,x,yes")
        try await store.run(
            """
            INSERT INTO tidings.evaluation (kind, name, seen, cluster, as_of, evaluated_at, basis,
                conditions, segments, members, customers, held_back, rankings)
            SELECT 'segments', 'nightly', pg_current_snapshot(), 1, '2026-01-01', '2026-01-01', '',
                '{}', '{}', '{}', 0, '{}', '{}'
            """)
        _ = try await store.load(members, "id,city,consent.news", "a,y,yes", "b,x,yes")
        try await ChangeLog(store.data).prune()
        #expect(try await noted(store) == ["a customer", "b customer"])
        _ = try await store.load(members, "id,city,consent.news", "a,z,yes", "b,x,yes")
        // While a transaction of the server is older, whatever its database, none is forgotten.
        while try await store.rows("SELECT 1 FROM tidings.change LIMIT 1") != [] {
            try Task.checkCancellation()
            try await store.run("UPDATE tidings.evaluation SET seen = pg_current_snapshot()")
            try await ChangeLog(store.data).prune()
        }
    }
}
