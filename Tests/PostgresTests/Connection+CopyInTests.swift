import Postgres
import Problems
import TestKit
import Testing

struct ConnectionCopyInTests {
    static let copy = Statement(name: "copy_members", sql: "COPY t (id, mail) FROM STDIN")

    @Test func `rows land whatever the chunks`() async throws {
        let connection = try await connection()
        let text = (1...20_000).map { "\($0)\tmember\($0)@example.org\n" }.joined()
        let bytes = Array(text.utf8)
        let rows = try await connection.copyIn(Self.copy) { writer in
            // Chunks that end within rows, an empty one and a large one.
            try await writer.write(Array(bytes[..<7]))
            try await writer.write([])
            try await writer.write(Array(bytes[7..<1001]))
            try await writer.write(Array(bytes[1001...]))
        }
        #expect(rows == 20_000)
        #expect(try await count(connection) == 20_000)
    }

    @Test func `a COPY of no rows is one of 0 rows`() async throws {
        let connection = try await connection()
        let writer = try await connection.copyIn(Self.copy)
        #expect(try await writer.finish() == 0)
    }

    @Test func `an error at the end names no values, and the connection stays usable`() async throws
    {
        let connection = try await connection()
        let problem = await #expect(throws: Problem.self) {
            try await connection.copyIn(Self.copy) { writer in
                try await writer.write(Array("1\ta@example.org\nsecret\tb@example.org\n".utf8))
            }
        }
        #expect(
            problem?.summary
                == "the statement \"copy_members\" failed: invalid input syntax for type integer: \"…\""
        )
        #expect(problem?.cause == "SQLSTATE 22P02")
        #expect(try await count(connection) == 0)
    }

    @Test func `an error in the middle of many bytes surfaces, and the connection stays usable`()
        async throws
    {
        let connection = try await connection()
        let bytes = Array(String(repeating: "1\n", count: 1 << 20).utf8)
        let problem = await #expect(throws: Problem.self) {
            try await connection.copyIn(Self.copy) { writer in
                for _ in 0..<32 { try await writer.write(bytes) }
            }
        }
        #expect(
            problem?.summary
                == "the statement \"copy_members\" failed: missing data for column \"mail\"")
        #expect(await connection.failure(behind: try #require(problem))?.sqlState == "22P04")
        #expect(try await count(connection) == 0)
    }

    @Test func `a body that throws brings no rows`() async throws {
        let connection = try await connection()
        let guarded = Problem(.guarded, "too many rejects", hint: "Look at the feed.")
        let thrown = await #expect(throws: Problem.self) {
            try await connection.copyIn(Self.copy) { writer in
                try await writer.write(Array("1\ta@example.org\n".utf8))
                throw guarded
            }
        }
        #expect(thrown == guarded)
        #expect(try await count(connection) == 0)
    }

    @Test func `a COPY that cannot begin says why`() async throws {
        let connection = try await connection()
        let absent = Statement(name: "copy_absent", sql: "COPY absent FROM STDIN")
        let missing = await #expect(throws: Problem.self) { try await connection.copyIn(absent) }
        #expect(
            missing?.summary
                == "the statement \"copy_absent\" failed: relation \"absent\" does not exist")
        let select = Statement(name: "select", sql: "SELECT 1")
        let wrong = await #expect(throws: Problem.self) { try await connection.copyIn(select) }
        #expect(wrong?.summary == "the statement \"select\" is no COPY FROM STDIN")
        #expect(try await count(connection) == 0)
    }

    @Test func `a server that goes away during a COPY is no bug`() async throws {
        let database = try await database()
        let connection = try await database.connect()
        let other = try await database.connect()
        let kill = Statement(
            name: "kill",
            sql: """
                SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """)
        let bytes = Array(String(repeating: "1\ta\n", count: 1 << 20).utf8)
        let problem = await #expect(throws: Problem.self) {
            try await connection.copyIn(Self.copy) { writer in
                try await other.execute(kill)
                for _ in 0..<8 { try await writer.write(bytes) }
            }
        }
        #expect(problem?.kind == .infrastructure)
        #expect(await !connection.isOpen)
    }

    private func database() async throws -> TestDatabase {
        try await TestDatabase.make(template: "members") { connection in
            try await connection.execute(
                Statement(name: "table", sql: "CREATE TABLE t (id int, mail text)"))
        }
    }

    private func connection() async throws -> Connection { try await database().connect() }

    private func count(_ connection: Connection) async throws -> Int {
        let statement = Statement(name: "count", sql: "SELECT count(*) AS n FROM t")
        return try await connection.execute(statement).first?.int("n") ?? -1
    }
}
