import Postgres
import Problems
import TestKit
import Testing

struct ConnectionTransactionTests {
    static let insert = Statement(name: "insert", sql: "INSERT INTO t VALUES ($1)")

    @Test func `a transaction that returns is kept`() async throws {
        let (connection, observer) = try await connections()
        var steps: [String] = []
        let count = try await connection.transaction { connection in
            try await connection.execute(Self.insert, [1])
            steps.append("inserted")
            #expect(await connection.isInTransaction)
            #expect(try await rows(observer) == 0)
            return steps.count
        }
        #expect(count == 1)
        #expect(steps == ["inserted"])
        #expect(try await rows(observer) == 1)
        #expect(await !connection.isInTransaction)
    }

    @Test func `a transaction that throws leaves nothing`() async throws {
        let (connection, observer) = try await connections()
        let guarded = Problem(.guarded, "too few rows", hint: "Look at the feed.")
        let thrown = await #expect(throws: Problem.self) {
            try await connection.transaction { connection in
                try await connection.execute(Self.insert, [1])
                throw guarded
            }
        }
        #expect(thrown == guarded)
        #expect(try await rows(observer) == 0)
        #expect(await !connection.isInTransaction)
    }

    @Test func `a fence that cannot be asked leaves no transaction open`() async throws {
        let (connection, observer) = try await connections()
        let refusal = Problem(.refused, "taken over", hint: "Look.")
        let broken = Statement(name: "fence", sql: "SELECT FROM nowhere")
        await connection.setFence(Fence(broken, [], rowCount: 1, refusal: refusal))
        await #expect(throws: Problem.self) {
            try await connection.transaction { try await $0.execute(Self.insert, [1]) }
        }
        #expect(await !connection.isInTransaction)
        await connection.setFence(nil)
        try await connection.transaction { try await $0.execute(Self.insert, [2]) }
        #expect(try await rows(observer) == 1)
    }

    @Test func `the failure of a statement is known after the rollback`() async throws {
        let (connection, _) = try await connections()
        do {
            try await connection.transaction { connection in
                try await connection.execute(Statement(name: "bad", sql: "SELECT 1/0"))
            }
            Issue.record("the transaction succeeded")
        } catch {
            #expect(await connection.failure(behind: error)?.sqlState == "22012")
        }
    }

    @Test func `a commit after a failed statement is no success`() async throws {
        let (connection, observer) = try await connections()
        let problem = await #expect(throws: Problem.self) {
            try await connection.transaction { connection in
                try await connection.execute(Self.insert, [1])
                _ = try? await connection.execute(Statement(name: "bad", sql: "SELECT 1/0"))
            }
        }
        #expect(
            problem?.summary
                == "a transaction was committed although one of its statements had failed")
        #expect(try await rows(observer) == 0)
    }

    @Test func `a transaction inside another is refused and spoils neither`() async throws {
        let (connection, observer) = try await connections()
        try await connection.transaction { connection in
            try await connection.execute(Self.insert, [1])
            let problem = await #expect(throws: Problem.self) {
                try await connection.transaction { _ in }
            }
            #expect(problem?.summary == "a transaction was begun inside another one")
        }
        #expect(try await rows(observer) == 1)
    }

    @Test func `a snapshot sees one moment and cannot write`() async throws {
        let (connection, other) = try await connections()
        let problem = await #expect(throws: Problem.self) {
            try await connection.transaction(.snapshot) { connection in
                #expect(try await rows(connection) == 0)
                try await other.execute(Self.insert, [1])
                #expect(try await rows(connection) == 0)
                try await connection.execute(Self.insert, [2])
            }
        }
        #expect(
            problem?.summary
                == """
                the statement "insert" could not finish: cannot execute INSERT in a read-only \
                transaction
                """)
        #expect(try await rows(other) == 1)
    }

    private func connections() async throws -> (Connection, Connection) {
        let database = try await TestDatabase.make(template: "one table") { connection in
            try await connection.execute(Statement(name: "table", sql: "CREATE TABLE t (n int)"))
        }
        return (try await database.connect(), try await database.connect())
    }

    private func rows(_ connection: Connection) async throws -> Int {
        try await connection.execute(Statement(name: "rows", sql: "SELECT FROM t")).count
    }
}
