import Definitions
import Testing
import Warehouse

struct EntityMergeOrdersTests {
    private let heads = Feed.csv(
        into: .orders, .field("id"), .field("customer"), .field("placed_at"), .field("total"),
        .field("status", "state", values: ["R": "returned", "X": "cancelled", "P": "sale"]))
    private let headHeader = "id,customer,placed_at,total,state"
    private let orders = """
        SELECT order_id, customer_id, placed_at, status, total FROM tidings.orders ORDER BY 1, 2
        """
    private let lines = """
        SELECT order_id, customer_id, line_key, product_id, quantity, price
        FROM tidings.order_line ORDER BY 1, 2, 3
        """

    /// One row per line, told apart by one of its columns.
    private func lined(_ key: Feed.LineKey, add: Bool = false) -> Feed {
        Feed.csv(
            into: .orders, .field("id"), .field("customer"), .field("placed_at"),
            .field("line.number", "no"), .field("line.product", "isbn"),
            .field("line.quantity", "qty"), .field("line.price", "price"), lines: key, add: add)
    }
    private let lineHeader = "id,customer,placed_at,no,isbn,qty,price"

    // MARK: One row an order

    @Test func `one row an order: new, changed, the same, sent twice, without a customer`()
        async throws
    {
        let store = try await Storehouse.open()
        var feed = heads
        feed.map[1] = .field("customer", skipMissing: true)
        let first = try await store.load(
            feed, headHeader, "1,c1,2026-11-01T10:00Z,10.50,P", "2,c1,2026-11-02T10:00Z,7,P",
            "2,c1,2026-11-02T10:00Z,8,P", "3,,2026-11-02T10:00Z,8,P", "4,c2,,8,P",
            "5,c2,2026-11-02T10:00Z,8,Q")
        #expect(first == .rows(inserted: 2, duplicate: 1, filtered: 1, rejected: 2, isFirst: true))
        #expect(
            try await store.rows("SELECT line, column_name, reason FROM tidings.reject ORDER BY 1")
                == [
                    "6 placed_at no value",
                    "7 state not sale, returned or cancelled: map the source's words with values:",
                ])
        let second = try await store.load(
            feed, headHeader, "1,c1,2026-11-01T10:00Z,10.5,P", "2,c1,2026-11-02T10:00Z,8,P",
            "6,c2,2026-11-03 10:00,1,P")
        #expect(second == .rows(inserted: 1, unchanged: 2))
        #expect(
            try await store.rows(orders) == [
                "1 c1 2026-11-01 10:00:00+00 sale 10.50", "2 c1 2026-11-02 10:00:00+00 sale 8",
                "6 c2 2026-11-03 09:00:00+00 sale 1",
            ])
        #expect(try await store.rows(lines) == [])
    }

    @Test func `a status changes when the shop takes an order back`() async throws {
        let store = try await Storehouse.open()
        let row = "1,c1,2026-11-01T10:00Z,10,"
        _ = try await store.load(heads, headHeader, row + "P", "2,c1,2026-11-01T10:00Z,5,")
        #expect(
            try await store.load(heads, headHeader, row + "R", "2,c1,2026-11-01T10:00Z,5,X")
                == .rows(updated: 2))
        #expect(
            try await store.rows(orders) == [
                "1 c1 2026-11-01 10:00:00+00 returned 10",
                "2 c1 2026-11-01 10:00:00+00 cancelled 5",
            ])
    }

    @Test func `a feed leaves alone what it does not map`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(heads, headHeader, "1,c1,2026-11-01T10:00Z,10,R")
        let channels = Feed.csv(
            "channels", into: .orders, .field("id"), .field("customer"), .field("placed_at"),
            .field("channel"), .field("attributes.till"))
        #expect(
            try await store.load(
                channels, "id,customer,placed_at,channel,attributes.till",
                "1,c1,2026-11-01T10:00Z,web,7") == .rows(updated: 1, isFirst: true))
        #expect(
            try await store.rows("SELECT status, total, channel, attributes FROM tidings.orders")
                == ["returned 10 web {\"till\": \"7\"}"])
    }

    @Test func `an order that changes its customer leaves the old one`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(
            heads, headHeader, "1,c1,2026-11-01T10:00Z,10,P", "2,c1,2026-11-01T10:00Z,5,P")
        #expect(
            try await store.load(
                heads, headHeader, "1,c2,2026-11-01T10:00Z,10,P", "2,c1,2026-11-01T10:00Z,5,P")
                == .rows(updated: 1, unchanged: 1))
        #expect(
            try await store.rows(orders) == [
                "1 c2 2026-11-01 10:00:00+00 sale 10", "2 c1 2026-11-01 10:00:00+00 sale 5",
            ])
        #expect(
            try await store.rows("SELECT order_id, first_load_id FROM tidings.orders ORDER BY 1")
                == ["1 1", "2 1"])
    }

    @Test func `an order that moves takes along what other feeds said of it`() async throws {
        let store = try await Storehouse.open()
        let channels = Feed.csv(
            "channels", into: .orders, .field("id"), .field("customer"), .field("placed_at"),
            .field("channel"))
        _ = try await store.load(
            lined(.product), lineHeader, "1,c1,2026-11-01T10:00Z,,a,2,5")
        _ = try await store.load(
            channels, "id,customer,placed_at,channel", "1,c1,2026-11-01T10:00Z,web")
        _ = try await store.load(
            channels, "id,customer,placed_at,channel", "1,c2,2026-11-01T10:00Z,web")
        #expect(try await store.rows(lines) == ["1 c2 a a 2 5"])
        _ = try await store.load(
            lined(.product), lineHeader, "1,c3,2026-11-01T10:00Z,,a,2,5")
        #expect(try await store.rows(lines) == ["1 c3 a a 2 5"])
        #expect(
            try await store.rows("SELECT customer_id, channel FROM tidings.orders") == ["c3 web"])
    }

    @Test func `deleting what is missing takes an order with its lines`() async throws {
        let store = try await Storehouse.open()
        var feed = lined(.product)
        feed.deleteMissing = true
        _ = try await store.load(
            feed, lineHeader, "1,c1,2026-11-01T10:00Z,,a,1,5", "2,c1,2026-11-01T10:00Z,,a,1,5")
        #expect(
            try await store.load(feed, lineHeader, "2,c1,2026-11-01T10:00Z,,a,1,5")
                == .rows(unchanged: 1, deleted: 1))
        #expect(try await store.rows(orders).count == 1)
        #expect(try await store.rows(lines) == ["2 c1 a a 1 5"])
    }

    // MARK: One row a line

    @Test func `rows of one order form it, and share its fate in the balance`() async throws {
        let store = try await Storehouse.open()
        let feed = lined(.number)
        let first = try await store.load(
            feed, lineHeader, "1,c1,2026-11-01T10:00Z,1,a,1,5", "2,c2,2026-11-01T11:00Z,1,a,,5",
            "1,c1,2026-11-01T10:00Z,2,b,3,7.25", "1,c1,2026-11-01T10:00Z,2,b,3,7.25")
        #expect(first == .rows(inserted: 3, duplicate: 1, isFirst: true))
        #expect(
            try await store.rows(lines)
                == ["1 c1 1 a 1 5", "1 c1 2 b 3 7.25", "2 c2 1 a 1 5"])
        // One line of order 1 changes: both of its rows count as updated.
        let second = try await store.load(
            feed, lineHeader, "1,c1,2026-11-01T10:00Z,1,a,1,5", "2,c2,2026-11-01T11:00Z,1,a,,5",
            "1,c1,2026-11-01T10:00Z,2,b,2,7.25")
        #expect(second == .rows(updated: 2, unchanged: 1))
    }

    @Test(arguments: [Feed.LineKey.number, .product, .position])
    func `a later version of an order replaces its lines`(key: Feed.LineKey) async throws {
        let store = try await Storehouse.open()
        let feed = lined(key)
        _ = try await store.load(
            feed, lineHeader, "1,c1,2026-11-01T10:00Z,1,a,1,5", "1,c1,2026-11-01T10:00Z,2,b,2,6",
            "2,c1,2026-11-01T10:00Z,1,z,1,1")
        let second = try await store.load(
            feed, lineHeader, "1,c1,2026-11-01T10:00Z,1,c,1,9")
        #expect(second == .rows(updated: 1))
        let name = key == .product ? ["c", "z"] : ["1", "1"]
        #expect(
            try await store.rows(lines) == ["1 c1 \(name[0]) c 1 9", "2 c1 \(name[1]) z 1 1"])
    }

    @Test func `lines that are added keep the old ones, and the same line changes`() async throws {
        let store = try await Storehouse.open()
        let feed = lined(.product, add: true)
        _ = try await store.load(
            feed, lineHeader, "1,c1,2026-11-01T10:00Z,,a,1,5", "1,c1,2026-11-01T10:00Z,,b,2,6")
        #expect(
            try await store.load(feed, lineHeader, "1,c1,2026-11-01T10:00Z,,c,1,9")
                == .rows(updated: 1))
        #expect(
            try await store.load(
                feed, lineHeader, "1,c1,2026-11-01T10:00Z,,a,4,5",
                "1,c1,2026-11-01T10:00Z,,c,1,9") == .rows(updated: 2))
        #expect(
            try await store.load(feed, lineHeader, "1,c1,2026-11-01T10:00Z,,b,2,6")
                == .rows(unchanged: 1))
        #expect(
            try await store.rows(lines)
                == ["1 c1 a a 4 5", "1 c1 b b 2 6", "1 c1 c c 1 9"])
    }

    @Test func `lines of one product with other contents are lines of their own`() async throws {
        let store = try await Storehouse.open()
        let feed = lined(.product)
        let rows = [
            "1,c1,2026-11-01T10:00Z,,a,1,5", "1,c1,2026-11-01T10:00Z,,a,1,4",
            "1,c1,2026-11-01T10:00Z,,a,1,5",
        ]
        #expect(
            try await store.load(feed, lineHeader, rows[0], rows[1], rows[2])
                == .rows(inserted: 2, duplicate: 1, isFirst: true))
        #expect(try await store.rows(lines) == ["1 c1 a a 1 5", "1 c1 a#2 a 1 4"])
    }

    @Test func `by position equal rows are lines of their own`() async throws {
        let store = try await Storehouse.open()
        let row = "1,c1,2026-11-01T10:00Z,,a,1,5"
        let feed = lined(.position)
        #expect(
            try await store.load(feed, lineHeader, row, row) == .rows(inserted: 2, isFirst: true))
        #expect(try await store.rows(lines) == ["1 c1 1 a 1 5", "1 c1 2 a 1 5"])
        #expect(
            try await store.load(feed, lineHeader, row, row, "2,c1,2026-11-01T10:00Z,,a,1,5")
                == .rows(inserted: 1, unchanged: 2))
    }

    @Test func `negative quantities make returns`() async throws {
        let store = try await Storehouse.open()
        _ = try await store.load(
            lined(.number), lineHeader, "1,c1,2026-11-01T10:00Z,1,a,-2,5.5")
        #expect(try await store.rows(lines) == ["1 c1 1 a -2 5.5"])
    }

    @Test func `an order with lines that changes its customer takes them along`() async throws {
        let store = try await Storehouse.open()
        let feed = lined(.number)
        _ = try await store.load(
            feed, lineHeader, "1,c1,2026-11-01T10:00Z,1,a,1,5", "1,c1,2026-11-01T10:00Z,2,b,1,5")
        #expect(
            try await store.load(feed, lineHeader, "1,c2,2026-11-01T10:00Z,1,a,1,5")
                == .rows(updated: 1))
        #expect(try await store.rows(lines) == ["1 c2 1 a 1 5"])
        #expect(try await store.rows("SELECT customer_id FROM tidings.orders") == ["c2"])
    }

    @Test func `rows without a customer do not take part in the order`() async throws {
        let store = try await Storehouse.open()
        var feed = lined(.number)
        feed.map[1] = .field("customer", skipMissing: true)
        let figures = try await store.load(
            feed, lineHeader, "1,,2026-11-01T10:00Z,1,a,1,5", "2,c1,2026-11-01T10:00Z,1,a,1,5")
        #expect(figures == .rows(inserted: 1, filtered: 1, isFirst: true))
        #expect(try await store.rows(orders).count == 1)
    }
}
