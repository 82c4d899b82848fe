import Postgres
import TestKit
import Testing

struct ResultTests {
    @Test func `a result has columns and rows`() async throws {
        let connection = try await TestDatabase.make().connect()
        let result = try await connection.execute(
            Statement(
                name: "numbers", sql: "SELECT n::int4, 'x'::text AS n FROM generate_series(1, 3) n")
        )
        #expect(result.columns == [Column(name: "n", type: 23), Column(name: "n", type: 25)])
        #expect(result.count == 3)
        #expect(result.affected == 3)
        #expect(result.command == "SELECT 3")
        // Of columns of one name the first counts.
        #expect(try result.map { try $0.int("n") } == [1, 2, 3])
    }

    @Test func `a result without rows has no first row`() async throws {
        let connection = try await TestDatabase.make().connect()
        let result = try await connection.execute(
            Statement(name: "none", sql: "SELECT WHERE false"))
        #expect(result.first.map { _ in true } == nil)
        #expect(result.isEmpty)
        #expect(result.affected == 0)
    }

    @Test func `changed rows are counted`() async throws {
        let connection = try await TestDatabase.make().connect()
        let fill = Statement(
            name: "fill", sql: "CREATE TABLE t AS SELECT n FROM generate_series(1, 5) n")
        try await connection.execute(fill)
        let change = Statement(name: "change", sql: "UPDATE t SET n = n + 1 WHERE n > $1")
        #expect(try await connection.execute(change, [3]).affected == 2)
        let create = Statement(name: "create", sql: "CREATE TABLE u ()")
        #expect(try await connection.execute(create).affected == 0)
    }
}
