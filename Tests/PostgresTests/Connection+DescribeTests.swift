import Postgres
import Problems
import TestKit
import Testing

struct ConnectionDescribeTests {
    @Test func `a statement is described without running it`() async throws {
        let connection = try await TestDatabase.make().connect()
        try await connection.execute(
            Statement(name: "table", sql: "CREATE TABLE t (id int, at timestamptz)"))
        let insert = Statement(
            name: "insert", sql: "INSERT INTO t VALUES ($1, $2) RETURNING at, id")
        let description = try await connection.describe(insert)
        #expect(description.parameters == [23, 1184])
        #expect(
            description.columns == [Column(name: "at", type: 1184), Column(name: "id", type: 23)])
        #expect(try await connection.execute(Statement(name: "rows", sql: "SELECT FROM t")).isEmpty)
    }

    @Test func `a statement without rows has no columns`() async throws {
        let connection = try await TestDatabase.make().connect()
        let description = try await connection.describe(
            Statement(name: "set", sql: "SET jit = off"))
        #expect(description.parameters == [])
        #expect(description.columns == [])
    }

    @Test func `a statement that cannot be parsed says where`() async throws {
        let connection = try await TestDatabase.make().connect()
        do {
            _ = try await connection.describe(Statement(name: "feed", sql: "SELECT\n  1 FORM t"))
            Issue.record("the statement was parsed")
        } catch {
            let failure = await connection.failure(behind: error)
            #expect(failure?.sqlState == "42601")
            #expect(failure?.position == 17)
        }
    }
}
