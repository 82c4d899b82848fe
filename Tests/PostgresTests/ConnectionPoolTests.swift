import Postgres
import Problems
import TestKit
import Testing

struct ConnectionPoolTests {
    private static let pid = Statement(name: "pid", sql: "SELECT pg_backend_pid() AS pid")
    private static let kill = Statement(
        name: "kill", sql: "SELECT pg_terminate_backend($1::int, 10000)")

    @Test func `a session that died while it lay idle is replaced, and the task is done`()
        async throws
    {
        let database = try await TestDatabase.make()
        let pool = ConnectionPool(database.uri, size: 1)
        let first = try await pool.with { try await $0.execute(Self.pid)[0].int("pid") }
        try await database.connect().execute(Self.kill, [.int(first)])
        let second = try await pool.with { try await $0.execute(Self.pid)[0].int("pid") }
        #expect(second != first)
        await pool.close()
    }

    @Test func `a session that dies under its task is told of, and its place is free again`()
        async throws
    {
        let database = try await TestDatabase.make()
        let pool = ConnectionPool(database.uri, size: 1)
        let problem = await #expect(throws: Problem.self) {
            try await pool.with { connection in
                let pid = try await connection.execute(Self.pid)[0].int("pid")
                try await database.connect().execute(Self.kill, [.int(pid)])
                try await connection.execute(Self.pid)
            }
        }
        #expect(problem?.kind == .infrastructure)
        #expect(try await pool.with { try await $0.execute(Self.pid).count } == 1)
        await pool.close()
    }
}
