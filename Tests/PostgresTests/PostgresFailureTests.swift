import Postgres
import Problems
import TestKit
import Testing

struct PostgresFailureTests {
    @Test func `a failed statement is told by name, message and state`() async throws {
        let connection = try await TestDatabase.make().connect()
        let statement = Statement(
            name: "read_members", sql: "SELECT nmae FROM (SELECT 1 AS name) m")
        let problem = await #expect(throws: Problem.self) {
            try await connection.execute(statement)
        }
        #expect(problem?.kind == .bug)
        #expect(
            problem?.text == """
                the statement "read_members" failed: column "nmae" does not exist
                  Cause: SQLSTATE 42703 at character 8. Perhaps you meant to reference the column "m.name".
                  This is a fault of Tidings: please report it with this text.
                """)
    }

    @Test func `a caller learns what the server said and where`() async throws {
        let connection = try await TestDatabase.make().connect()
        let statement = Statement(name: "feed members", sql: "SELECT '鲁迅', id FROM members")
        do {
            try await connection.execute(statement)
            Issue.record("the statement succeeded")
        } catch {
            #expect(
                await connection.failure(behind: error)
                    == PostgresFailure(
                        statement: "feed members", sqlState: "42P01",
                        message: "relation \"members\" does not exist", position: 22))
            let other = Problem(.failed, "another", hint: "Look elsewhere.")
            #expect(await connection.failure(behind: other) == nil)
        }
    }

    @Test(arguments: [
        (
            "SELECT ('4111' || $1)::int", "22P02",
            "invalid input syntax for type integer: \"…\""
        ),
        (
            "SELECT ('99999999999' || right($1, 0))::int", "22003",
            "value \"…\" is out of range for type integer"
        ),
        (
            "SELECT ('2026-02-3' || right($1, 1))::date", "22008",
            "date/time field value out of range: \"…\""
        ),
        ("SELECT 1 / length(right($1, 0))", "22012", "division by zero"),
        (
            "WITH x AS (SELECT $1::text) INSERT INTO t VALUES ('a@example.org')", "23505",
            "duplicate key value violates unique constraint \"t_mail\""
        ),
    ])
    func `row values stay out of errors`(sql: String, state: String, message: String) async throws {
        let connection = try await TestDatabase.make().connect()
        let table = Statement(
            name: "table",
            sql: """
                CREATE TABLE t (mail text CONSTRAINT t_mail UNIQUE);
                INSERT INTO t VALUES ('a@example.org')
                """)
        try await connection.run(script: table)
        let problem = await #expect(throws: Problem.self) {
            try await connection.execute(Statement(name: "sample", sql: sql), ["a \"quoted\" 9"])
        }
        #expect(problem?.summary == "the statement \"sample\" failed: \(message)")
        #expect(problem?.cause?.hasPrefix("SQLSTATE \(state)") == true)
        for secret in ["4111", "99999", "2026", "quoted", "example"] {
            #expect(problem?.text.contains(secret) == false)
        }
    }

    @Test func `a constraint that does not hold is named`() async throws {
        let connection = try await TestDatabase.make().connect()
        try await connection.execute(
            Statement(name: "table", sql: "CREATE TABLE t (n int CONSTRAINT small CHECK (n < 3))"))
        do {
            try await connection.execute(Statement(name: "fill", sql: "INSERT INTO t VALUES (7)"))
            Issue.record("the statement succeeded")
        } catch {
            #expect(await connection.failure(behind: error)?.constraint == "small")
        }
    }

    @Test(arguments: [
        ("08006", true), ("53100", true), ("53300", true), ("57P01", true), ("57014", true),
        ("40001", true), ("40P01", true), ("55P03", true), ("58030", true),
        ("42601", false), ("23505", false), ("22P02", false), ("XX000", false),
    ])
    func `what may pass is told from what will not`(state: String, isPassing: Bool) {
        let failure = PostgresFailure(statement: "s", sqlState: state, message: "m")
        #expect(failure.isPassing == isPassing)
        let problem = failure.problem(in: "database \"shop\" on db:5432")
        #expect(problem.kind == (isPassing ? .infrastructure : .bug))
    }

    @Test func `a lost connection is no bug and may be tried again`() async throws {
        let database = try await TestDatabase.make()
        let connection = try await database.connect()
        let ending = Statement(name: "long", sql: "SELECT pg_terminate_backend(pg_backend_pid())")
        let problem = await #expect(throws: Problem.self) { try await connection.execute(ending) }
        #expect(problem?.kind == .infrastructure)
        // The server's farewell or libpq's "server closed the connection", whichever comes first.
        #expect(problem?.summary.hasPrefix("the statement \"long\" could not finish: ") == true)
        #expect(
            problem?.hint == "Check \(connection.description), then try again: that is safe.")
        #expect(await !connection.isOpen)
        #expect(await !connection.isInTransaction)
        let next = await #expect(throws: Problem.self) {
            try await connection.execute(Statement(name: "next", sql: "SELECT 1"))
        }
        #expect(next?.kind == .infrastructure)
        #expect(
            next?.summary == "the statement \"next\" could not finish: no connection to the server")
    }
}
