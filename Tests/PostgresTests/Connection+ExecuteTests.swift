import Postgres
import Problems
import TestKit
import Testing

struct ConnectionExecuteTests {
    @Test func `a prepared statement runs again with other values`() async throws {
        let connection = try await TestDatabase.make().connect()
        let double = Statement(name: "double", sql: "SELECT 2 * $1::int AS twice")
        // Two texts under one name are two statements.
        let triple = Statement(name: "double", sql: "SELECT 3 * $1::int AS twice")
        for number in 1...3 {
            #expect(
                try await connection.executePrepared(double, [.int(number)]).first?.int("twice")
                    == 2 * number)
            #expect(
                try await connection.executePrepared(triple, [.int(number)]).first?.int("twice")
                    == 3 * number)
        }
        let count = Statement(
            name: "count", sql: "SELECT count(*) AS n FROM pg_prepared_statements")
        #expect(try await connection.execute(count).first?.int("n") == 2)
    }

    @Test func `a static statement folds its parameters`() async throws {
        let connection = try await TestDatabase.make().connect()
        let plan = Statement(
            name: "plan", sql: "EXPLAIN (COSTS OFF) SELECT 1 WHERE 'city' = ANY ($1::text[])")
        let absent = try await connection.execute(plan, [.textArray(["email"])])
        #expect(
            try absent.map { try $0.text("QUERY PLAN") } == ["Result", "  One-Time Filter: false"])
        let present = try await connection.execute(plan, [.textArray(["city"])])
        #expect(try present.map { try $0.text("QUERY PLAN") } == ["Result"])
    }

    @Test func `a script is one transaction`() async throws {
        let connection = try await TestDatabase.make().connect()
        let script = Statement(
            name: "m0001", sql: "CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE a ();")
        let problem = await #expect(throws: Problem.self) {
            try await connection.run(script: script)
        }
        #expect(problem?.summary == "the statement \"m0001\" failed: relation \"a\" already exists")
        let tables = Statement(
            name: "tables", sql: "SELECT FROM pg_class WHERE relname IN ('a', 'b')")
        #expect(try await connection.execute(tables).isEmpty)
        try await connection.run(
            script: Statement(name: "m0001", sql: "CREATE TABLE a (); CREATE TABLE b ()"))
        #expect(try await connection.execute(tables).count == 2)
    }

    @Test func `execute takes one statement only`() async throws {
        let connection = try await TestDatabase.make().connect()
        let problem = await #expect(throws: Problem.self) {
            try await connection.execute(Statement(name: "two", sql: "SELECT 1; DROP TABLE member"))
        }
        #expect(
            problem?.summary
                == "the statement \"two\" failed: cannot insert multiple commands into a prepared statement"
        )
    }

    @Test(arguments: ["COPY t FROM STDIN", "COPY t TO STDOUT"])
    func `a COPY sent by execute fails and leaves the connection usable`(sql: String) async throws {
        let connection = try await TestDatabase.make().connect()
        try await connection.execute(
            Statement(name: "fill", sql: "CREATE TABLE t AS SELECT generate_series(1, 100000) n"))
        let problem = await #expect(throws: Problem.self) {
            try await connection.execute(Statement(name: "copy", sql: sql))
        }
        #expect(problem?.summary == "the statement \"copy\" is a COPY and was not sent as one")
        #expect(try await connection.execute(Statement(name: "next", sql: "SELECT 1")).count == 1)
    }

    @Test func `what libpq refuses is a bug`() async throws {
        let connection = try await TestDatabase.make().connect()
        let many = [Value](repeating: 1, count: 70_000)
        let problem = await #expect(throws: Problem.self) {
            try await connection.execute(Statement(name: "many", sql: "SELECT 1"), many)
        }
        #expect(problem?.kind == .bug)
        #expect(
            problem?.summary
                == "the statement \"many\" failed: number of parameters must be between 0 and 65535"
        )
    }
}
