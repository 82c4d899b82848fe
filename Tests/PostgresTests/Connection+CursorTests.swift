import Postgres
import Problems
import TestKit
import Testing

struct ConnectionCursorTests {
    @Test func `rows come in batches of flat cells`() async throws {
        let connection = try await TestDatabase.make().connect()
        let query = Statement(
            name: "feed members",
            sql: """
                SELECT n AS id, CASE WHEN n = 2 THEN NULL ELSE '鲁迅' || n END AS name, '' AS none
                FROM generate_series(1, $1) n WHERE n > $2 -- no more;
                """)
        let cursor = try await connection.openCursor(query, [5, .text("0")], batch: 2)
        #expect(cursor.columns.map(\.name) == ["id", "name", "none"])
        #expect(cursor.columns.map(\.type) == [23, 25, 25])
        var rows: [[String?]] = []
        var sizes: [Int] = []
        while let batch = try await cursor.next() {
            sizes.append(batch.rows)
            for row in 0..<batch.rows {
                rows.append((0..<batch.columns).map { batch.text(row: row, column: $0) })
            }
        }
        #expect(sizes == [2, 2, 1])
        #expect(
            rows == [
                ["1", "鲁迅1", ""], ["2", nil, ""], ["3", "鲁迅3", ""], ["4", "鲁迅4", ""],
                ["5", "鲁迅5", ""],
            ])
        #expect(await !connection.isInTransaction)
        #expect(try await cursor.next() == nil)
    }

    @Test func `cells are ranges of one buffer`() async throws {
        let connection = try await TestDatabase.make().connect()
        let cursor = try await connection.openCursor(
            Statement(name: "cells", sql: "VALUES ('ab', NULL, ''), ('c', 'd', NULL)"))
        let batch = try #require(try await cursor.next())
        #expect(batch.bytes == Array("abcd".utf8))
        #expect(batch.range(row: 0, column: 0) == 0..<2)
        #expect(batch.range(row: 0, column: 1) == nil)
        #expect(batch.range(row: 0, column: 2) == 2..<2)
        #expect(batch.range(row: 1, column: 0) == 2..<3)
        #expect(batch.range(row: 1, column: 1) == 3..<4)
        #expect(batch.range(row: 1, column: 2) == nil)
        await cursor.close()
    }

    @Test func `a cursor that is given up ends its transaction, and only that`() async throws {
        let connection = try await TestDatabase.make().connect()
        let query = Statement(name: "many", sql: "SELECT generate_series(1, 100000)")
        let cursor = try await connection.openCursor(query)
        #expect(try await cursor.next()?.rows == 2000)
        #expect(await connection.isInTransaction)
        await cursor.close()
        #expect(await !connection.isInTransaction)
        try await connection.begin()
        await cursor.close()
        #expect(await connection.isInTransaction)
    }

    @Test func `two cursors share an open transaction`() async throws {
        let connection = try await TestDatabase.make().connect()
        try await connection.transaction(.snapshot) { connection in
            let left = try await connection.openCursor(
                Statement(name: "left", sql: "SELECT generate_series(1, 3)"), batch: 1)
            let right = try await connection.openCursor(
                Statement(name: "right", sql: "SELECT generate_series(7, 9)"), batch: 1)
            #expect(try await left.next()?.text(row: 0, column: 0) == "1")
            #expect(try await right.next()?.text(row: 0, column: 0) == "7")
            #expect(try await left.next()?.text(row: 0, column: 0) == "2")
            await left.close()
            #expect(try await right.next()?.text(row: 0, column: 0) == "8")
        }
    }

    @Test(arguments: [
        ("SELECT 1; DELETE FROM t", "cannot insert multiple commands into a prepared statement"),
        ("INSERT INTO t VALUES (1) RETURNING 1", "syntax error at or near \"INSERT\""),
        (
            "WITH x AS (DELETE FROM t RETURNING 1) SELECT * FROM x",
            "DECLARE CURSOR must not contain data-modifying statements in WITH"
        ),
        (
            "SELECT setval('s', 9)",
            "cannot execute setval() in a read-only transaction"
        ),
    ])
    func `a query cannot write`(sql: String, message: String) async throws {
        let connection = try await TestDatabase.make().connect()
        try await connection.run(
            script: Statement(name: "table", sql: "CREATE TABLE t (n int); CREATE SEQUENCE s"))
        do {
            let cursor = try await connection.openCursor(Statement(name: "feed", sql: sql))
            while try await cursor.next() != nil {}
            Issue.record("the query ran")
        } catch {
            #expect(await connection.failure(behind: error)?.message == message)
        }
    }

    @Test func `a failure's position counts in the query's own text`() async throws {
        let connection = try await TestDatabase.make().connect()
        do {
            _ = try await connection.openCursor(Statement(name: "feed", sql: "SELECT nmae FROM x"))
            Issue.record("the query ran")
        } catch {
            let failure = await connection.failure(behind: error)
            #expect(failure?.position == 18)
            #expect(failure?.message == "relation \"x\" does not exist")
        }
        #expect(await !connection.isInTransaction)
    }
}
