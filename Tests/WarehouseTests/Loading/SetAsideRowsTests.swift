import Definitions
import Foundation
import Problems
import Testing
import Warehouse

/// What rows bring that were set aside, once they are read again or sent again: they are a part of
/// what their feed brought, and take nothing from the rest.
struct SetAsideRowsTests {
    private static let lines = """
        SELECT order_id, line_key, product_id, quantity, price FROM tidings.order_line
        ORDER BY order_id, line_key
        """

    private func store() async throws -> Storehouse {
        let store = try await Storehouse.open()
        try await store.run(
            """
            INSERT INTO tidings.run (job, logical_date, attempt, cause, started_at)
            VALUES ('nightly', '2026-11-21', 1, 'hand', '2026-11-21'),
                ('nightly', '2026-11-22', 1, 'hand', '2026-11-22')
            """)
        return store
    }

    private func replay(_ feed: Feed, of run: Int = 1, _ store: Storehouse) async throws
        -> FeedFigures
    {
        let sets = try await RejectSet.all(of: run, feed: nil, on: store.record)
        let set = try #require(sets.first)
        let replay = try #require(
            RejectReplay(
                set, of: feed, workspace: store.workspace, now: .distantPast, data: store.data,
                record: store.record))
        return try await replay.run(progress: { _ in })
    }

    private static func orders(_ key: Feed.LineKey) -> Feed {
        Feed.csv(
            "orders", into: .orders, .field("id"), .field("customer"), .field("placed_at", "at"),
            .field("line.number", "no"), .field("line.product", "sku"),
            .field("line.quantity", "n"), .field("line.price", "price"), lines: key)
    }

    private static let header = "id,customer,at,no,sku,n,price"

    @Test(arguments: [
        (Feed.LineKey.number, ["a 10 x 1 1", "a 20 y 1 2", "a 30 z 1 3"]),
        (.product, ["a x x 1 1", "a y y 1 2", "a z z 1 3"]),
        (.position, ["a 1 x 1 1", "a 2 z 1 3", "a row 3 y 1 2"]),
    ])
    func `a line that is read again joins the others of its order`(
        key: Feed.LineKey, expected: [String]
    ) async throws {
        let store = try await store()
        var feed = Self.orders(key)
        let first = try await store.load(
            feed, Self.header, "a,7,2026-11-01,10,x,1,1", "a,7,2026-11-01,20,y,1,two",
            "a,7,2026-11-01,30,z,1,3")
        #expect(first == .rows(inserted: 2, rejected: 1, isFirst: true))
        feed.map[6].values = ["two": "2"]
        #expect(try await replay(feed, store) == .rows(updated: 1))
        #expect(try await store.rows(Self.lines) == expected)
        // The whole file brings the order as it is in the file.
        let again = try await store.load(feed)
        #expect(again.rejected == 0)
        #expect(try await store.rows("SELECT count(*) FROM tidings.order_line") == ["3"])
    }

    @Test func `lines of XML orders are read again by their values`() async throws {
        let store = try await store()
        func orders(_ decimal: Character?) -> Feed {
            let place = Place("Jobs/nightly.yaml", line: 7)
            func field(_ field: String, _ path: String) -> FieldMap {
                FieldMap(field: field, input: path, place: place)
            }
            var feed = Feed(
                name: "orders", entity: .orders, source: "shop",
                input: .xml(
                    file: FilePattern("orders.xml"),
                    XMLFormat(records: ["//Order"], lines: "Line")),
                map: [
                    field("id", "ID"), field("customer", "mail"), field("placed_at", "d"),
                    field("currency", "../@cur"), field("line.number", "ID"),
                    field("line.product", "sku"), field("line.price", "p"),
                ], lineKey: .number, place: place)
            feed.map[1].lookup = "email"
            feed.map[6].decimal = decimal
            return feed
        }
        try store.write(
            "<orders cur='EUR'><Order><ID>A</ID><mail>ann@x.example</mail><d>2026-11-01</d>",
            "<Line><ID>1</ID><sku>\"x\", or so</sku><p>1,50</p></Line>",
            "<Line><ID>2</ID><sku>y</sku><p>2</p></Line></Order>",
            "<Order><ID>B</ID><mail>bob@x.example</mail><d>2026-11-01</d>",
            "<Line><ID>1</ID><sku>z</sku><p>3,5</p></Line>",
            "<Line><ID>2</ID><sku>z</sku><p>4</p></Line>",
            "<Line><ID>3</ID><sku>z</sku><p>four</p></Line></Order></orders>", to: "orders.xml")
        #expect(
            try await store.load(
                Feed.csv("members", into: .customers, .field("id"), .field("email")), "id,email",
                "7,ann@x.example") == .rows(inserted: 1, isFirst: true))
        #expect(try await store.load(orders(nil)) == .rows(inserted: 1, rejected: 4, isFirst: true))
        #expect(try await store.rows(Self.lines) == ["A 2 y 1 2"])
        _ = try await store.load(
            Feed.csv("members", into: .customers, .field("id"), .field("email")), "id,email",
            "7,ann@x.example", "8,bob@x.example")

        let figures = try await replay(orders(","), of: 2, store)
        #expect(figures == .rows(inserted: 2, updated: 1, rejected: 1))
        #expect(
            try await store.rows(Self.lines) == [
                "A 1 \"x\", or so 1 1.50", "A 2 y 1 2", "B 1 z 1 3.5", "B 2 z 1 4",
            ])
        #expect(
            try await store.rows(
                """
                SELECT line, byte_offset, column_name, convert_from(raw, 'UTF8') AS raw
                FROM tidings.reject WHERE load_id = 2 AND replayed_by IS NULL
                """) == ["7 338 p (line) <Line><ID>3</ID><sku>z</sku><p>four</p></Line>"])
    }

    @Test func `records that need what stands above them are read again by their values`()
        async throws
    {
        let store = try await store()
        func books(_ price: [String: String]) -> Feed {
            let place = Place("Jobs/nightly.yaml", line: 7)
            return Feed(
                name: "books", entity: .products, source: "shop",
                input: .xml(file: FilePattern("books.xml"), XMLFormat(records: ["//book"])),
                map: [
                    FieldMap(field: "id", input: "@no", place: place),
                    FieldMap(field: "title", input: "s", place: place),
                    FieldMap(field: "categories", input: "s", place: place),
                    FieldMap(field: "price", input: "p", values: price, place: place),
                    FieldMap(field: "currency", input: "p/@c | ancestor::list/cur", place: place),
                ],
                filters: [
                    RowFilter(input: "@no", values: ["9"], isNegated: true, place: place)
                ], place: place)
        }
        try store.write(
            "<all><list><cur>EUR</cur><book no='1'><s>Fiction</s><s>Poems</s><p>dear</p></book>",
            "</list><list><cur>USD</cur><book no='2'><s>Art</s><p>dear</p></book>",
            "<book no='3'><p c='CNY'>dear</p></book></list></all>", to: "books.xml")
        #expect(try await store.load(books([:])) == .rows(rejected: 3, isFirst: true))
        #expect(try await replay(books([:]), store) == .rows(rejected: 3))
        #expect(try await replay(books(["dear": "5"]), store) == .rows(inserted: 3))
        #expect(
            try await store.rows(
                """
                SELECT product_id, title, categories, price, currency, line FROM tidings.product
                ORDER BY 1
                """) == [
                    "1 Fiction {Fiction,Poems} 5 EUR 1", "2 Art {Art} 5 USD 2", "3 - {} 5 CNY 3",
                ])
    }

    @Test func `a mended export is a part: nothing else is missing, no guard trips`()
        async throws
    {
        let store = try await store()
        var feed = Self.orders(.number)
        feed.deleteMissing = true
        feed.expect = Expectations(minimumRows: 3, shrinkPercent: 10)
        _ = try await store.load(
            feed, Self.header, "a,7,2026-11-01,10,x,1,1", "a,7,2026-11-01,20,y,1,two",
            "b,8,2026-11-01,10,z,1,3")
        let mended = try await store.load(
            feed, "tidings_line,tidings_column,tidings_reason," + Self.header,
            "3,price,not a number,a,7,2026-11-01,20,y,1,2")
        #expect(mended == .rows(updated: 1))
        #expect(try await store.rows(Self.lines) == ["a 10 x 1 1", "a 20 y 1 2", "b 10 z 1 3"])
    }
}
