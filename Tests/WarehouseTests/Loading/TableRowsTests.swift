import Definitions
import Testing
import Warehouse

/// A first large file goes straight into its tables: the same rows as through a stage.
struct TableRowsTests {
    private let members = Feed.csv(
        into: .customers, .field("id"), .field("email"), .field("birthday"),
        .field("consent.news"), .field("consent.greetings"), .field("attributes.plan"))
    private let books = Feed.csv(
        into: .products, .field("id"), .field("title"), .field("price"), .field("categories"),
        .field("attributes.shelf"))

    /// Every kind of row, some of them rejects, and more bytes than go through a stage.
    private func memberLines(last: String...) -> String {
        let days = ["1990-02-28", "--02-29", "", "2000-13-01"]
        let answers = ["yes,no", ",yes", "no,", ",", "yes,yes"]
        let rows = (1...9_000).map { number in
            "\(number),member-\(number)@post.example,\(days[number % 4]),"
                + "\(answers[number % 5]),\(number % 3 == 0 ? "" : "plan \(number % 7)")\n"
        }
        return "id,email,birthday,consent.news,consent.greetings,attributes.plan\n"
            + rows.joined() + last.map { $0 + "\n" }.joined()
    }

    private let everything = """
        SELECT (SELECT md5(string_agg(c::text, E'\\n' ORDER BY customer_id)) FROM tidings.customer c),
            (SELECT md5(string_agg(k::text, E'\\n' ORDER BY customer_id, topic))
                FROM tidings.consent k),
            (SELECT md5(string_agg(p::text, E'\\n' ORDER BY product_id)) FROM tidings.product p),
            (SELECT md5(string_agg(r::text, E'\\n' ORDER BY position)) FROM tidings.reject r)
        """

    /// Loads a file into an empty warehouse, and into one that holds a row, which sends it through a
    /// stage; that row is taken out again.
    private func expectSame(
        _ feed: Feed, _ text: String, _ table: String, _ figures: FeedFigures
    ) async throws -> Storehouse {
        let filled = try await Storehouse.open()
        let staged = try await Storehouse.open()
        try await staged.run(
            """
            INSERT INTO tidings.\(table) (\(table)_id, first_load_id, load_id, line)
            VALUES ('other', 0, 0, 0)
            """)
        for store in [filled, staged] {
            try store.write(bytes: Array(text.utf8), to: "feed.csv")
            #expect(try await store.load(feed) == figures)
        }
        try await staged.run("DELETE FROM tidings.\(table) WHERE \(table)_id = 'other'")
        let rows = try await filled.rows(everything)
        #expect(try await staged.rows(everything) == rows)
        return filled
    }

    @Test func `customers with their consents are the same whichever way they come in`()
        async throws
    {
        let store = try await expectSame(
            members, memberLines(), "customer",
            .rows(inserted: 6_750, rejected: 2_250, isFirst: true))
        #expect(
            try await store.rows(
                """
                SELECT count(*) AS consents, count(*) FILTER (WHERE given) AS given,
                    count(DISTINCT (given_at, is_dated, load_id)) AS kinds
                FROM tidings.consent
                """) == ["8100 5400 1"])
        #expect(
            try await store.rows(
                "SELECT topic, given, given_at, is_dated, line FROM tidings.consent "
                    + "WHERE customer_id = '5' ORDER BY topic")
                == [
                    "greetings f 2026-11-21 02:00:00+00 f 6", "news t 2026-11-21 02:00:00+00 f 6",
                ])
        // What came straight in is known again row by row.
        try store.write(bytes: Array((memberLines() + "\n").utf8), to: "feed.csv")
        #expect(try await store.load(members) == .rows(unchanged: 6_750, rejected: 2_250))
    }

    @Test func `products are the same whichever way they come in`() async throws {
        let rows = (1...9_000).map { number in
            "\(number),\"A Book of the Number \(number)\",\(number % 50).\(number % 10),"
                + "\(number % 4 == 0 ? "" : "Fiction > Crime; Paper"),\(number % 3)\n"
        }
        let store = try await expectSame(
            books, "id,title,price,categories,attributes.shelf\n" + rows.joined(), "product",
            .rows(inserted: 9_000, isFirst: true))
        #expect(
            try await store.rows(
                "SELECT categories, attributes, new_at, first_load_id, load_id, line "
                    + "FROM tidings.product WHERE product_id = '4'")
                == [#"{} {"shelf": "1"} - 1 1 5"#])
    }

    @Test func `products that a later load brings into an empty table are news`() async throws {
        let store = try await Storehouse.open()
        #expect(
            try await store.load(
                books, "id,title,price,categories,attributes.shelf", "0,Old,1,,")
                == .rows(inserted: 1, isFirst: true))
        try await store.run("DELETE FROM tidings.product")
        let rows = (1...9_000).map { "\($0),\"A Book of the Number \($0)\",1,,\n" }
        try store.write(
            bytes: Array(("id,title,price,categories,attributes.shelf\n" + rows.joined()).utf8),
            to: "feed.csv")
        #expect(
            try await store.load(books, at: "2026-11-22T02:00:00Z") == .rows(inserted: 9_000))
        #expect(
            try await store.rows("SELECT DISTINCT new_at FROM tidings.product")
                == ["2026-11-22 02:00:00+00"])
    }

    @Test func `a key that is there twice sends the file through a stage, and rejects stay single`()
        async throws
    {
        let store = try await Storehouse.open()
        try store.write(
            bytes: Array(memberLines(last: "1,again@post.example,,no,,").utf8), to: "feed.csv")
        #expect(
            try await store.load(members)
                == .rows(inserted: 6_750, duplicate: 1, rejected: 2_250, isFirst: true))
        #expect(
            try await store.rows(
                "SELECT count(*), count(DISTINCT line), max(position) FROM tidings.reject")
                == ["2250 2250 2250"])
        #expect(
            try await store.rows(
                "SELECT email, birth_month, line FROM tidings.customer WHERE customer_id = '1'")
                == ["again@post.example - 9002"])
        #expect(
            try await store.rows(
                "SELECT topic, given FROM tidings.consent WHERE customer_id = '1' ORDER BY 1")
                == ["news f"])
    }

    @Test func `a guard that trips leaves the tables empty and their indexes as they were`()
        async throws
    {
        let store = try await Storehouse.open()
        let indexes = """
            SELECT indexdef FROM pg_indexes WHERE schemaname = 'tidings' ORDER BY indexname
            """
        let before = try await store.rows(indexes)
        var strict = members
        strict.expect = Expectations(rejects: .count(10))
        try store.write(bytes: Array(memberLines().utf8), to: "feed.csv")
        await #expect(throws: (any Error).self) { try await store.load(strict) }
        #expect(try await store.rows(indexes) == before)
        #expect(try await store.rows("SELECT count(*) FROM tidings.customer") == ["0"])
        #expect(try await store.rows("SELECT count(*) FROM tidings.consent") == ["0"])
        #expect(try await store.load(members).inserted == 6_750)
    }
}
