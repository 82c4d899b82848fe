import Postgres
import Problems
import TestKit
import Testing

struct ConnectionDatabaseTests {
    @Test func `a database is made once`() async throws {
        let connection = try await TestDatabase.make().connect()
        try await connection.createDatabase("ware-house_1")
        try await connection.createDatabase("ware-house_1")
        let names = Statement(
            name: "names", sql: "SELECT 1 FROM pg_database WHERE datname = 'ware-house_1'")
        #expect(try await connection.execute(names).count == 1)
    }

    @Test func `several who make it at once all succeed`() async throws {
        let database = try await TestDatabase.make()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { try await database.connect().createDatabase("at_once") }
            }
            try await group.waitForAll()
        }
    }

    @Test(arguments: ["", "a\"b", "a b", "é", String(repeating: "x", count: 64)])
    func `a name that could be anything else is refused`(name: String) async throws {
        let connection = try await TestDatabase.make().connect()
        let problem = await #expect(throws: Problem.self) {
            try await connection.createDatabase(name)
        }
        #expect(
            problem?.summary
                == "a database's name is empty, too long or has other characters than a-z, 0-9, _ and -"
        )
    }
}
