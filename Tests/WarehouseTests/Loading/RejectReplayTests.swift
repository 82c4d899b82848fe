import Definitions
import Foundation
import Postgres
import Problems
import Testing
import Warehouse

struct RejectReplayTests {
    private let members = Feed.csv("members", into: .customers, .field("id"), .field("email"))
    private let orders = Feed.csv(
        "orders", into: .orders, .field("id"), .field("customer", "mail", lookup: "email"),
        .field("placed_at", "at"), .field("status", "state"))
    private let header = "id,mail,at,state"
    private let rejects = """
        SELECT line, byte_offset, column_name, reason, replayed_by FROM tidings.reject
        WHERE load_id = 1 ORDER BY line
        """

    /// Two orders of nobody known, one with a strange status, one that is good.
    private func store() async throws -> Storehouse {
        let store = try await Storehouse.open()
        try await store.run(
            """
            INSERT INTO tidings.run (job, logical_date, attempt, cause, started_at)
            VALUES ('nightly', '2026-11-21', 1, 'hand', '2026-11-21'),
                ('nightly', '2026-11-22', 1, 'hand', '2026-11-22')
            """)
        let figures = try await store.load(
            orders, header, "a,ann@x.example,2026-11-01T10:00Z,sale", "b,,2026-11-01T10:00Z,sale",
            "c,\"bob@x.example\",2026-11-01T10:00Z,\"sale\"",
            "d,ann@x.example,2026-11-01T10:00Z,paid")
        #expect(figures == .rows(rejected: 4, isFirst: true))
        return store
    }

    private func replay(_ feed: Feed, _ store: Storehouse) async throws -> FeedFigures? {
        let sets = try await RejectSet.all(of: 1, feed: nil, on: store.record)
        guard let set = sets.first else { return nil }
        #expect(sets.count == 1)
        let replay = try #require(
            RejectReplay(
                set, of: feed, workspace: store.workspace,
                now: try Date("2026-11-22T02:00:00Z", strategy: .iso8601), data: store.data,
                record: store.record))
        return try await replay.run(progress: { _ in })
    }

    @Test func `a reject of an unknown customer keeps the whole row and what stands around it`()
        async throws
    {
        let store = try await store()
        #expect(
            try await store.rows(
                "SELECT line, convert_from(raw, 'UTF8') AS raw FROM tidings.reject ORDER BY 1") == [
                    "2 a,ann@x.example,2026-11-01T10:00Z,sale", "3 b,,2026-11-01T10:00Z,sale",
                    "4 c,\"bob@x.example\",2026-11-01T10:00Z,\"sale\"",
                    "5 d,ann@x.example,2026-11-01T10:00Z,paid",
                ])
        #expect(
            try await store.rows(
                """
                SELECT load_id, file, format, delimiter, convert_from(opening, 'UTF8') AS opening,
                    length(closing) FROM tidings.reject_frame
                """) == ["1 orders.csv csv 44 id,mail,at,state 0"])
    }

    @Test func `what passes is let in as it stood, what does not stays with the reason of now`()
        async throws
    {
        let store = try await store()
        _ = try await store.load(members, "id,email", "1,ann@x.example", "2,bob@x.example")
        let first = try await replay(orders, store)
        #expect(first == .rows(inserted: 2, rejected: 2))
        #expect(
            try await store.rows(
                "SELECT order_id, customer_id, load_id, line FROM tidings.orders ORDER BY 1")
                == ["a 1 3 2", "c 2 3 4"])
        let kept = try await store.rows(rejects)
        #expect(
            kept == [
                "2 17 mail no customer has this e-mail address 3", "3 56 mail no value -",
                "4 82 mail no customer has this e-mail address 3",
                "5 125 state not sale, returned or cancelled: map the source's words with values: -",
            ])
        var mended = orders
        mended.map[3].values = ["paid": "sale"]
        let second = try await replay(mended, store)
        #expect(second == .rows(inserted: 1, rejected: 1))
        #expect(
            try await store.rows(
                "SELECT order_id, customer_id, load_id, line FROM tidings.orders ORDER BY 1")
                == ["a 1 3 2", "c 2 3 4", "d 1 4 5"])
        #expect(try await store.record.execute(.rejectList, [1, nil]).count == 1)
        #expect(try await replay(mended, store) == .rows(rejected: 1))
        #expect(
            try await store.rows(
                "SELECT load_id, replay_of, read_rows, inserted, rejected FROM tidings.load ORDER BY 1"
            )
                == ["1 - 4 0 4", "2 - 2 2 0", "3 1 4 2 2", "4 1 2 1 1", "5 1 1 0 1"])
    }

    @Test func `a replay never counts as the feed's last load`() async throws {
        let store = try await store()
        _ = try await store.load(members, "id,email", "1,ann@x.example", "2,bob@x.example")
        _ = try await replay(orders, store)
        let again = try await store.load(orders)
        #expect(again.sameFile)
        var guarded = orders
        guarded.expect = Expectations(shrinkPercent: 0)
        let problem = await #expect(throws: Problem.self) {
            try await store.load(guarded, header, "x,ann@x.example,2026-11-01T10:00Z,sale")
        }
        #expect(
            problem?.summary
                == "feed \"orders\" shrank from 4 to 1 rows; at most 0% less were expected")
    }

    @Test func `a row that filters leave aside now is settled too`() async throws {
        let store = try await store()
        var feed = orders
        feed.filters = [
            RowFilter(input: "id", values: ["z"], isNegated: false, place: orders.place)
        ]
        #expect(try await replay(feed, store) == .rows(filtered: 4))
        #expect(try await replay(feed, store) == nil)
    }

    @Test func `a replay that fails changes nothing`() async throws {
        let store = try await store()
        _ = try await store.load(members, "id,email", "1,ann@x.example", "2,bob@x.example")
        try await store.run(
            "ALTER TABLE tidings.orders ADD CONSTRAINT never CHECK (order_id <> 'c')")
        await #expect(throws: (any Error).self) { try await replay(orders, store) }
        #expect(try await store.rows("SELECT count(*) FROM tidings.orders") == ["0"])
        #expect(
            try await store.rows(
                "SELECT count(*) FROM tidings.reject WHERE replayed_by IS NOT NULL")
                == ["0"])
        try await store.run("ALTER TABLE tidings.orders DROP CONSTRAINT never")
        #expect(try await replay(orders, store) == .rows(inserted: 2, rejected: 2))
    }

    @Test func `records of XML are read again with their namespaces`() async throws {
        let store = try await store()
        try await store.run("DELETE FROM tidings.reject")
        let place = orders.place
        func books(_ price: String) -> Feed {
            Feed(
                name: "books", entity: .products, source: "shop",
                input: .xml(
                    file: FilePattern("books.xml"),
                    XMLFormat(
                        records: ["//b:book"], namespaces: XMLNamespaces(["b": "urn:books"]))),
                map: [
                    FieldMap(field: "id", input: "@no", place: place),
                    FieldMap(field: "price", input: price, place: place),
                ], place: place)
        }
        try store.write(
            "<l:list xmlns:l='urn:books'><l:shelf>", "<l:book no='1'><l:price>x</l:price>",
            "<l:was>5</l:was></l:book>", "<l:book no='2'><l:price>7</l:price></l:book>",
            "</l:shelf></l:list>", to: "books.xml")
        #expect(
            try await store.load(books("b:price")) == .rows(inserted: 1, rejected: 1, isFirst: true)
        )
        let set = try #require(try await RejectSet.all(of: 2, feed: nil, on: store.record).first)
        let replay = try #require(
            RejectReplay(
                set, of: books("b:was"), workspace: store.workspace, now: .distantPast,
                data: store.data, record: store.record))
        #expect(try await replay.run(progress: { _ in }) == .rows(inserted: 1))
        #expect(
            try await store.rows("SELECT product_id, price, line FROM tidings.product ORDER BY 1")
                == ["1 5 2", "2 7 4"])
    }

    @Test func `rows of a query are read again without it`() async throws {
        let store = try await store()
        try await store.run("DELETE FROM tidings.reject")
        let place = orders.place
        func feed(_ decimal: Character) -> Feed {
            Feed(
                name: "books", entity: .products, source: "database",
                input: .query(
                    FeedQuery(
                        """
                        SELECT * FROM (VALUES ('1', 'A "b", c', '5,50'), ('2', NULL, 'x'))
                            AS book(id, title, price)
                        """)),
                map: [
                    FieldMap(field: "id", input: "id", place: place),
                    FieldMap(field: "title", input: "title", place: place),
                    FieldMap(field: "price", input: "price", decimal: decimal, place: place),
                ], place: place)
        }
        #expect(try await store.load(feed(".")) == .rows(rejected: 2, isFirst: true))
        #expect(
            try await store.rows(
                "SELECT convert_from(raw, 'UTF8') AS raw FROM tidings.reject ORDER BY position")
                == ["1,\"A \"\"b\"\", c\",\"5,50\"", "2,,x"])
        let set = try #require(try await RejectSet.all(of: 2, feed: nil, on: store.record).first)
        let replay = try #require(
            RejectReplay(
                set, of: feed(","), workspace: store.workspace, now: .distantPast,
                data: store.data, record: store.record))
        #expect(try await replay.run(progress: { _ in }) == .rows(inserted: 1, rejected: 1))
        #expect(
            try await store.rows("SELECT product_id, title, price, line FROM tidings.product")
                == ["1 A \"b\", c 5.50 1"])
    }

    @Test func `a later run of the feed makes a set superseded, and a load turned away is told`()
        async throws
    {
        let store = try await store()
        let set = try await RejectSet.all(of: 1, feed: nil, on: store.record).first
        #expect(set?.isLetIn == true)
        #expect(set?.isSuperseded == false)
        _ = try await store.load(orders, header, "x,,2026-11-01T10:00Z,sale")
        #expect(
            try await RejectSet.all(of: 1, feed: "orders", on: store.record).first?.isSuperseded
                == true)
        #expect(try await RejectSet.all(of: 1, feed: "other", on: store.record).isEmpty)
    }

    @Test func `rows of another encoding are read again as what they say`() async throws {
        let store = try await store()
        try await store.run("DELETE FROM tidings.reject")
        let place = orders.place
        func books(_ third: String) -> Feed {
            Feed(
                name: "books", entity: .products, source: "shop",
                input: .csv(
                    file: FilePattern("books.csv"),
                    CSVFormat(delimiter: .byte(0x3B), encoding: .gb18030)),
                map: [
                    FieldMap(field: "id", input: "编号", place: place),
                    FieldMap(field: "title", input: "书名", place: place),
                    FieldMap(field: third, input: "价", place: place),
                ], place: place)
        }
        // iconv -t GB18030: 编号;书名;价 / 1;围城;dear / 2;活着;free
        let bytes: [UInt8] =
            [0xB1, 0xE0, 0xBA, 0xC5, 0x3B, 0xCA, 0xE9, 0xC3, 0xFB, 0x3B, 0xBC, 0xDB, 0x0A]
            + [0x31, 0x3B, 0xCE, 0xA7, 0xB3, 0xC7, 0x3B] + Array("dear\n".utf8)
            + [0x32, 0x3B, 0xBB, 0xEE, 0xD7, 0xC5, 0x3B] + Array("free\n".utf8)
        try store.write(bytes: bytes, to: "books.csv")
        #expect(try await store.load(books("price")) == .rows(rejected: 2, isFirst: true))
        let set = try #require(try await RejectSet.all(of: 2, feed: nil, on: store.record).first)
        #expect(
            try await store.rows("SELECT encoding FROM tidings.reject_frame WHERE load_id = 2")
                == ["gb18030"])
        let replay = try #require(
            RejectReplay(
                set, of: books("brand"), workspace: store.workspace, now: .distantPast,
                data: store.data, record: store.record))
        #expect(try await replay.run(progress: { _ in }) == .rows(inserted: 2))
        #expect(
            try await store.rows(
                "SELECT product_id, title, brand, line FROM tidings.product ORDER BY 1")
                == ["1 围城 dear 2", "2 活着 free 3"])
    }

    @Test func `records of XML in another encoding are read again as what they say`() async throws {
        let store = try await store()
        try await store.run("DELETE FROM tidings.reject")
        let place = orders.place
        func books(_ price: String) -> Feed {
            Feed(
                name: "books", entity: .products, source: "shop",
                input: .xml(file: FilePattern("books.xml"), XMLFormat(records: ["//book"])),
                map: [
                    FieldMap(field: "id", input: "@no", place: place),
                    FieldMap(field: "title", input: "t", place: place),
                    FieldMap(field: "price", input: price, place: place),
                ], place: place)
        }
        // iconv -t GB18030: 围城, 活着
        let bytes =
            Array("<?xml version='1.0' encoding='gbk'?>\n<l><book no='1'><t>".utf8)
            + [0xCE, 0xA7, 0xB3, 0xC7] + Array("</t><p>dear</p><q>5</q></book>\n".utf8)
            + Array("<book no='2'><t>".utf8) + [0xBB, 0xEE, 0xD7, 0xC5]
            + Array("</t><p>7</p></book></l>".utf8)
        try store.write(bytes: bytes, to: "books.xml")
        #expect(
            try await store.load(books("p")) == .rows(inserted: 1, rejected: 1, isFirst: true))
        let set = try #require(try await RejectSet.all(of: 2, feed: nil, on: store.record).first)
        let replay = try #require(
            RejectReplay(
                set, of: books("q"), workspace: store.workspace, now: .distantPast,
                data: store.data, record: store.record))
        #expect(try await replay.run(progress: { _ in }) == .rows(inserted: 1))
        #expect(
            try await store.rows(
                "SELECT product_id, title, price, line FROM tidings.product ORDER BY 1")
                == ["1 围城 5 2", "2 活着 7 3"])
    }
}
