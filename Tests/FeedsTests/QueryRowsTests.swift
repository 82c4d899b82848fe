import Definitions
import Feeds
import Postgres
import Problems
import TestKit
import Testing

struct QueryRowsTests {
    private func database() async throws -> TestDatabase {
        try await TestDatabase.make(template: "feeds") { connection in
            let table = """
                CREATE TABLE member (id text, email text, born_on date, newsletter boolean,
                    spent numeric, updated_at timestamptz)
                """
            let rows = """
                INSERT INTO member VALUES
                    ('1', 'ann@b.example', '1990-02-28', true, 12.50, '2026-11-20 10:00+00'),
                    ('2', 'ben@b.example', NULL, NULL, NULL, '2026-11-21 08:00:00.5+00'),
                    ('3', 'nobody', '1990-02-28', false, 1, '2026-11-19 10:00+00'),
                    ('4', 'cy@b.example', NULL, false, 1, NULL)
                """
            for sql in [table, rows] {
                try await connection.execute(Statement(name: "prepare", sql: sql))
            }
        }
    }

    private func load(
        _ query: String, _ database: TestDatabase, map: [(String, String)], column: String? = nil,
        since: String? = nil
    ) async throws -> Loaded {
        try await FeedSample.load(
            .customers, .query(query, since: column), map: FeedSample.map(map),
            from: .postgres(uri: database.uri), since: since)
    }

    private let fields = [
        ("id", "id"), ("email", "email"), ("birthday", "born_on"), ("consent.news", "newsletter"),
        ("attributes.spent", "spent"),
    ]
    private let query = """
        SELECT id, email, born_on, newsletter, spent, updated_at FROM member
        WHERE updated_at > :since ORDER BY id
        """

    @Test func `a query's rows are mapped like a file's, and the cursor is the greatest value`()
        async throws
    {
        let loaded = try await load(query, database(), map: fields, column: "updated_at")
        #expect(loaded.column("customer_id", of: .customers) == ["1", "2"])
        #expect(loaded.column("birth_year", of: .customers) == ["1990", "\\N"])
        #expect(
            loaded.column("consents", of: .customers) == [#"{"t"}"#, #"{"\N"}"#])
        #expect(
            loaded.column("attributes", of: .customers)
                == [#"{"spent": "12.50"}"#, #"{"spent": null}"#])
        #expect(loaded.cursor == "2026-11-21 08:00:00.5+00")
        #expect(loaded.read == 3)
        #expect(
            loaded.rejects == [
                Reject(
                    file: nil, line: 3, byteOffset: nil, column: "email",
                    reason: "not an e-mail address",
                    raw: Array("3,nobody,1990-02-28,f,1".utf8))
            ])
    }

    @Test func `a query's columns go through the steps of their fields`() async throws {
        let place = FeedSample.place
        let map = [
            FieldMap(field: "id", input: "id", prefix: "till-", place: place),
            FieldMap(
                field: "email", input: "email", steps: TextSteps(letters: .upper), place: place),
            FieldMap(
                field: "first_name", input: "email",
                steps: TextSteps(split: .init(separator: "@", take: 1)), place: place),
            FieldMap(
                field: "city", input: "id + email",
                steps: TextSteps(join: .init(inputs: ["id", "email"], separator: "/")),
                place: place),
            FieldMap(
                field: "attributes.plan", input: "newsletter", values: ["T": "reader"],
                fallback: "none", steps: TextSteps(letters: .upper), place: place),
        ]
        let loaded = try await FeedSample.load(
            .customers,
            .query(
                "SELECT id, email, newsletter FROM member WHERE id < '3' ORDER BY id", since: nil),
            map: map, from: .postgres(uri: database().uri), since: nil)
        #expect(loaded.reasons == [])
        #expect(loaded.column("customer_id", of: .customers) == ["till-1", "till-2"])
        #expect(loaded.column("email", of: .customers) == ["ANN@B.EXAMPLE", "BEN@B.EXAMPLE"])
        #expect(loaded.column("first_name", of: .customers) == ["ann", "ben"])
        #expect(loaded.column("city", of: .customers) == ["1/ann@b.example", "2/ben@b.example"])
        #expect(
            loaded.column("attributes", of: .customers)
                == [#"{"plan": "reader"}"#, #"{"plan": "NONE"}"#])
    }

    @Test func `the next run begins after the cursor, and without a row there is none`()
        async throws
    {
        let database = try await database()
        let cursor = "2026-11-20 10:00:00+00"
        let next = try await load(
            query, database, map: fields, column: "updated_at", since: cursor)
        #expect(next.column("customer_id", of: .customers) == ["1", "2"])
        #expect(next.cursor == "2026-11-21 08:00:00.5+00")
        let last = try await load(
            query, database, map: fields, column: "updated_at", since: next.cursor)
        #expect(last.column("customer_id", of: .customers) == ["2"])
        #expect(last.cursor == nil)
    }

    @Test func `rows that share the last value are read again`() async throws {
        let database = try await database()
        let first = try await load(query, database, map: fields, column: "updated_at")
        let connection = try await database.connect()
        try await connection.execute(
            Statement(
                name: "tie",
                sql: """
                    INSERT INTO member (id, email, updated_at)
                    VALUES ('5', 'dan@b.example', '2026-11-21 08:00:00.5+00')
                    """))
        let next = try await load(
            query, database, map: fields, column: "updated_at", since: first.cursor)
        #expect(next.column("customer_id", of: .customers) == ["2", "5"])
    }

    @Test func `an overlap reads again what was stamped a little earlier`() async throws {
        let database = try await database()
        let loaded = try await FeedSample.load(
            .customers,
            .query(
                FeedQuery(
                    query, since: FeedQuery.Since(column: "updated_at", overlapSeconds: 86_400))),
            map: FeedSample.map(fields), from: .postgres(uri: database.uri),
            since: "2026-11-21 08:00:00.5+00")
        #expect(loaded.column("customer_id", of: .customers) == ["1", "2"])
        // No later value was seen: the cursor stays.
        #expect(loaded.cursor == nil)
    }

    @Test func `an overlap of numbers is none`() async throws {
        let database = try await database()
        let problems = await FeedSample.problems {
            _ = try await FeedSample.load(
                .customers,
                .query(
                    FeedQuery(
                        "SELECT n AS id FROM generate_series(1, 9) n WHERE n > :since",
                        since: FeedQuery.Since(column: "id", overlapSeconds: 60))),
                map: FeedSample.map([("id", "id")]), from: .postgres(uri: database.uri),
                since: "5")
        }
        #expect(
            problems.map(\.text) == [
                "Jobs/nightly.yaml:7:3: \"overlap\" is a length of time, but :since is a number\n"
                    + "  Take \"overlap\" out: rows that share the last number are read again in "
                    + "any case."
            ])
    }

    @Test func `a query that takes too long is given up`() async throws {
        let database = try await database()
        let problems = await FeedSample.problems {
            _ = try await FeedSample.load(
                .customers,
                .query(
                    FeedQuery("SELECT id FROM member, pg_sleep(60)", timeoutSeconds: 1)),
                map: FeedSample.map([("id", "id")]), from: .postgres(uri: database.uri))
        }
        #expect(
            problems.map(\.text) == [
                "Jobs/nightly.yaml:7:3: the query of feed \"f\" took longer than 1 seconds\n"
                    + "  Nothing of the feed was taken over. Ask whether an index would help, or "
                    + "give it more time, as \"timeout: 2 hours\"."
            ])
    }

    @Test func `the run's date is a parameter`() async throws {
        let loaded = try await load(
            "SELECT id FROM member WHERE updated_at::date = :date", database(), map: [("id", "id")])
        #expect(loaded.column("customer_id", of: .customers) == ["2"])
    }

    @Test func `many rows are read in batches`() async throws {
        let loaded = try await load(
            "SELECT n AS id FROM generate_series(1, 30000) n WHERE n > :since", database(),
            map: [("id", "id")], column: "id")
        #expect(loaded.accepted == 30_000)
        #expect(loaded.cursor == "30000")
    }

    @Test(
        arguments: [
            (
                "SELECT id,\n emial FROM member", nil,
                "Jobs/nightly.yaml:7:3: the query of feed \"f\" cannot be run\n"
                    + "  Cause: column \"emial\" does not exist (line 2 of the query)\n"
                    + "  Perhaps you meant to reference the column \"member.email\"."
            ),
            (
                "SELECT id AS ids FROM member", nil,
                "Jobs/nightly.yaml:7:3: column \"id\" is not in the query's result\n"
                    + "  Did you mean \"ids\"?"
            ),
            (
                "SELECT id, email AS id FROM member", nil,
                "Jobs/nightly.yaml:7:3: column \"id\" stands twice in the query's result\n"
                    + "  Give each column a name of its own with AS."
            ),
            (
                "SELECT id FROM member", "updated_at",
                "Jobs/nightly.yaml:7:3: column \"updated_at\" is not in the query's result\n"
                    + "  The columns are: id."
            ),
            (
                "SELECT id, email FROM member WHERE email > :since", "email",
                "Jobs/nightly.yaml:7:3: \":since\" is neither a time nor a number, so it cannot be "
                    + "a cursor\n  Use a timestamp, a date or a number that grows; cast :since if "
                    + "it stands alone, as :since::timestamptz."
            ),
            (
                "SELECT 1/(id::int - 1) AS id FROM member", nil,
                "Jobs/nightly.yaml:7:3: the query of feed \"f\" failed while its rows were read\n"
                    + "  Cause: division by zero\n  Look for a row that the query cannot compute."
            ),
            (
                "DELETE FROM member RETURNING id", nil,
                "Jobs/nightly.yaml:7:3: the query of feed \"f\" cannot be run\n"
                    + "  Cause: syntax error at or near \"DELETE\" (line 1 of the query)\n"
                    + "  Try the query with psql as the same user."
            ),
        ] as [(String, String?, String)])
    func `a query that cannot be read says why`(
        query: String, column: String?, expected: String
    ) async throws {
        let database = try await database()
        let problems = await FeedSample.problems {
            _ = try await load(query, database, map: [("id", "id")], column: column)
        }
        #expect(problems.map(\.text) == [expected])
    }

    @Test func `a query cannot write`() async throws {
        let database = try await database()
        let query = "WITH gone AS (DELETE FROM member RETURNING id) SELECT id FROM gone"
        let problems = await FeedSample.problems {
            _ = try await load(query, database, map: [("id", "id")])
        }
        #expect(problems.count == 1)
        let left = try await load("SELECT id FROM member", database, map: [("id", "id")])
        #expect(left.accepted == 4)
    }

    @Test func `a database out of reach may be tried again`() async {
        let problems = await FeedSample.problems {
            _ = try await FeedSample.load(
                .customers, .query("SELECT 1 AS id", since: nil),
                map: FeedSample.map([("id", "id")]),
                from: .postgres(uri: "postgresql://nobody:secret@127.0.0.1:1/none"))
        }
        #expect(problems.map(\.kind) == [.infrastructure])
        #expect(problems.allSatisfy { !$0.text.contains("secret") })
    }
}
