import Postgres
import Synchronization
import TestKit
import Testing

struct TestDatabaseTests {
    static let prepared = Mutex(0)

    @Test func `each test has its own copy of a template that is prepared once`() async throws {
        let databases = try await withThrowingTaskGroup(of: TestDatabase.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await TestDatabase.make(template: "prepared once") { connection in
                        Self.prepared.withLock { $0 += 1 }
                        try await connection.execute(
                            Statement(name: "table", sql: "CREATE TABLE t AS SELECT 1 AS n"))
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Self.prepared.withLock { $0 } == 1)
        let rows = Statement(name: "rows", sql: "SELECT FROM t")
        let insert = Statement(name: "insert", sql: "INSERT INTO t VALUES (2)")
        for database in databases {
            let connection = try await database.connect()
            try await connection.execute(insert)
            #expect(try await connection.execute(rows).count == 2)
        }
    }
}
