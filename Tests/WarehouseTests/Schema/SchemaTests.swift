import Foundation
import Postgres
import Problems
import TestKit
import Testing

@testable import Warehouse

struct SchemaTests {
    private let now = Date(timeIntervalSince1970: 1_795_226_400)

    @Test func `a fresh database has nothing applied and is refused`() async throws {
        let connection = try await TestDatabase.make().connect()
        let schema = Schema(connection)
        #expect(try await schema.status() == Schema.Status(applied: 0, known: Migration.all.count))
        let problem = await #expect(throws: Problem.self) { try await schema.requireCurrent() }
        #expect(
            problem
                == Problem(
                    .infrastructure, "the database's schema is older than this program",
                    hint: "Run `tidings db migrate`."))
    }

    @Test func `migrating applies every migration once, with its checksum and its time`()
        async throws
    {
        let connection = try await TestDatabase.make().connect()
        let schema = Schema(connection)
        let current = Schema.Status(applied: Migration.all.count, known: Migration.all.count)
        #expect(try await schema.migrate(now: now) == current)
        #expect(try await schema.migrate(now: now.addingTimeInterval(60)) == current)
        #expect(try await schema.status() == current)
        try await schema.requireCurrent()
        let rows = try await connection.execute(
            Statement(name: "all", sql: "SELECT * FROM tidings.migration ORDER BY number"))
        #expect(try rows.map { try $0.int("number") } == Migration.all.map(\.number))
        #expect(try rows.map { try $0.text("name") } == Migration.all.map(\.name))
        #expect(try rows.map { try $0.text("checksum") } == Migration.all.map(\.checksum))
        #expect(try rows.allSatisfy { try $0.instant("applied_at") == now })
    }

    @Test func `an upgrade keeps the data, and one that fails leaves all as it was`() async throws {
        let connection = try await migrated()
        try await connection.execute(
            Statement(
                name: "row",
                sql: """
                    INSERT INTO tidings.customer (customer_id, email, first_load_id, load_id, line)
                    VALUES ('ann', 'ann@reader.example', 1, 1, 1)
                    """))
        let count = Migration.all.count
        let next = Migration(
            count + 1, "nickname", Array("ALTER TABLE tidings.customer ADD nickname text;".utf8))
        let broken = Migration(
            count + 2, "broken",
            Array("ALTER TABLE tidings.customer DROP email; SELECT 1 / 0;".utf8))
        let newer = Schema(connection, migrations: Migration.all + [next])
        #expect(try await newer.status() == Schema.Status(applied: count, known: count + 1))
        let refused = await #expect(throws: Problem.self) { try await newer.requireCurrent() }
        #expect(refused?.hint == "Run `tidings db migrate`.")
        #expect(
            try await newer.migrate(now: now)
                == Schema.Status(applied: count + 1, known: count + 1))

        let faulty = Schema(connection, migrations: Migration.all + [next, broken])
        await #expect(throws: Problem.self) { try await faulty.migrate(now: now) }
        #expect(try await faulty.status() == Schema.Status(applied: count + 1, known: count + 2))
        let rows = try await connection.execute(
            Statement(
                name: "rows", sql: "SELECT customer_id, email, nickname FROM tidings.customer")
        )
        #expect(
            try rows.map { [try $0.text("customer_id"), try $0.text("email")] }
                == [["ann", "ann@reader.example"]])
        #expect(try rows.first?.textOrNil("nickname") == nil)
        // The older program leaves it alone from now on.
        await #expect(throws: Problem.self) { try await Schema(connection).requireCurrent() }
    }

    @Test func `the checksum is the SHA-256 of the file as it stands`() throws {
        let migration = Migration(1, "x", Array("SELECT 1;\n".utf8))
        // printf 'SELECT 1;\n' | sha256sum
        #expect(
            migration.checksum
                == "b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd")
    }

    @Test func `migrations are numbered from one without a gap`() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
    }

    @Test func `a schema that a newer program made is refused`() async throws {
        let connection = try await migrated()
        try await connection.execute(
            Statement(
                name: "newer",
                sql: """
                    INSERT INTO tidings.migration (number, name, checksum, applied_at)
                    VALUES (\(Migration.all.count + 1), 'future', 'x', '2030-01-01')
                    """))
        let newer = Problem(
            .infrastructure, "the database's schema is newer than this program",
            hint: "Use the version of tidings that made it, or a newer one.")
        let schema = Schema(connection)
        #expect(await #expect(throws: Problem.self) { try await schema.status() } == newer)
        #expect(await #expect(throws: Problem.self) { try await schema.migrate(now: now) } == newer)
        #expect(await #expect(throws: Problem.self) { try await schema.requireCurrent() } == newer)
    }

    @Test func `a schema whose migration was edited is refused`() async throws {
        let connection = try await migrated()
        try await connection.execute(
            Statement(
                name: "edit", sql: "UPDATE tidings.migration SET checksum = 'x' WHERE number = 1"))
        let edited = Problem(
            .infrastructure, "migration 1 (warehouse) differs from what was applied",
            hint: "Use the version of tidings that made this database, or restore a backup.")
        let schema = Schema(connection)
        #expect(await #expect(throws: Problem.self) { try await schema.status() } == edited)
        #expect(
            await #expect(throws: Problem.self) { try await schema.migrate(now: now) } == edited)
    }

    @Test func `a refused migration lets the next process in`() async throws {
        let database = try await TestDatabase.make(template: "warehouse") { connection in
            _ = try await Schema(connection).migrate(now: .distantPast)
        }
        let refused = try await database.connect()
        try await refused.execute(
            Statement(name: "edit", sql: "UPDATE tidings.migration SET checksum = 'x'"))
        await #expect(throws: Problem.self) { try await Schema(refused).migrate(now: now) }
        let held = try await database.connect().execute(
            Statement(
                name: "held",
                sql: """
                    SELECT count(*) AS n FROM pg_locks JOIN pg_database d ON d.oid = database
                    WHERE locktype = 'advisory' AND datname = current_database()
                    """))
        #expect(try held.first?.int("n") == 0)
    }

    @Test func `two processes that migrate at once apply it once`() async throws {
        let database = try await TestDatabase.make()
        let current = Schema.Status(applied: Migration.all.count, known: Migration.all.count)
        let now = now
        let results = try await withThrowingTaskGroup(of: Schema.Status.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await Schema(try await database.connect()).migrate(now: now)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results == Array(repeating: current, count: 4))
        let rows = try await database.connect().execute(
            Statement(name: "count", sql: "SELECT count(*) AS n FROM tidings.migration"))
        #expect(try rows.first?.int("n") == Migration.all.count)
    }

    private func migrated() async throws -> Connection {
        try await TestDatabase.make(template: "warehouse") { connection in
            _ = try await Schema(connection).migrate(now: .distantPast)
        }.connect()
    }
}
