import Foundation
import Postgres
import Problems
import TestKit
import Testing

struct ConnectionTests {
    @Test func `a session speaks UTC, ISO and UTF-8`() async throws {
        let connection = try await TestDatabase.make().connect()
        let sql = """
            SELECT current_setting('TimeZone') AS zone, current_setting('DateStyle') AS dates,
                   current_setting('client_encoding') AS encoding,
                   current_setting('client_min_messages') AS messages,
                   current_setting('client_connection_check_interval') AS check,
                   current_setting('application_name') AS name
            """
        let row = try #require(
            try await connection.execute(Statement(name: "session", sql: sql)).first)
        #expect(try row.text("zone") == "UTC")
        #expect(try row.text("dates") == "ISO, YMD")
        #expect(try row.text("encoding") == "UTF8")
        #expect(try row.text("messages") == "warning")
        #expect(try row.text("check") == "500ms")
        #expect(try row.text("name") == "tidings-tests")
        #expect(connection.serverVersion >= 150_000)
    }

    @Test func `what is committed is on disk, whatever the database's default`() async throws {
        let database = try await TestDatabase.make()
        let setting = Statement(
            name: "setting", sql: "SELECT current_setting('synchronous_commit') AS value")
        for (standing, expected) in [("off", "on"), ("remote_apply", "remote_apply")] {
            try await database.connect().execute(
                Statement(
                    name: "default",
                    sql: """
                        DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = %L',
                            current_database(), '\(standing)'); END $$
                        """))
            let row = try #require(try await database.connect().execute(setting).first)
            #expect(try row.text("value") == expected)
        }
    }

    @Test func `an unreachable server is told without the password`() async throws {
        let problem = await #expect(throws: Problem.self) {
            try await Connection.open("postgresql://reader:s3cret@127.0.0.1:1/shop?sslmode=disable")
        }
        #expect(problem?.kind == .infrastructure)
        #expect(
            problem?.text == """
                cannot connect to database "shop" on 127.0.0.1:1 as user "reader"
                  Cause: connection to server at "127.0.0.1", port 1 failed: Connection refused \
                Is the server running on that host and accepting TCP/IP connections?
                  Check that the server runs, and the host, port, user and password.
                """)
    }

    @Test func `a password that the server's message repeats is hidden`() async throws {
        let uri = try ConnectionURI(try await TestDatabase.make().uri)
        let wrong = uri.replacingDatabase(with: "hush") + " password='hush'"
        let problem = await #expect(throws: Problem.self) { try await Connection.open(wrong) }
        #expect(problem?.cause?.hasSuffix("database \"•••\" does not exist") == true)
    }

    @Test func `a closed connection takes no statement`() async throws {
        let connection = try await TestDatabase.make().connect()
        await connection.close()
        #expect(await !connection.isOpen)
        let problem = await #expect(throws: Problem.self) {
            try await connection.execute(Statement(name: "late", sql: "SELECT 1"))
        }
        #expect(problem?.summary == "the statement \"late\" was sent over a closed connection")
    }

    @Test func `SQL with a NUL is refused, not cut short`() async throws {
        let connection = try await TestDatabase.make().connect()
        let problem = await #expect(throws: Problem.self) {
            try await connection.execute(
                Statement(name: "cut", sql: "DELETE FROM t\0 WHERE id = 1"))
        }
        #expect(problem?.summary == "the SQL of the statement \"cut\" holds a NUL character")
    }

    @Test func `a statement stops when its task is cancelled, and the connection stays usable`()
        async throws
    {
        let database = try await TestDatabase.make()
        let connection = try await database.connect()
        let observer = try await database.connect()
        let task = Task {
            try await connection.execute(Statement(name: "long", sql: "SELECT pg_sleep(600)"))
        }
        let running = Statement(
            name: "running",
            sql: """
                SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
                AND wait_event = 'PgSleep'
                """)
        while try await observer.execute(running).isEmpty { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let next = Statement(name: "next", sql: "SELECT 1 AS one")
        #expect(try await connection.execute(next).first?.int("one") == 1)
    }

    @Test func `a cancelled task may still roll back and record`() async throws {
        let connection = try await TestDatabase.make().connect()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await connection.execute(Statement(name: "record", sql: "SELECT 1")).count
        }
        #expect(try await task.value == 1)
    }

    @Test func `slow statements on many connections leave the program running`() async throws {
        let database = try await TestDatabase.make()
        let gate = try await database.connect()
        #expect(try await gate.tryLock(1))
        // More connections wait in the server than the cooperative pool has threads.
        let count = ProcessInfo.processInfo.activeProcessorCount + 4
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask {
                    let connection = try await database.connect()
                    try await connection.execute(
                        Statement(name: "wait", sql: "SELECT pg_advisory_lock_shared(1)"))
                }
            }
            let waiting = Statement(
                name: "waiting",
                sql: """
                    SELECT count(*) AS waiting FROM pg_locks
                    WHERE locktype = 'advisory' AND NOT granted AND database =
                        (SELECT oid FROM pg_database WHERE datname = current_database())
                    """)
            while try await gate.execute(waiting).first?.int("waiting") != count {
                await Task.yield()
            }
            try await gate.unlock(1)
            try await group.waitForAll()
        }
    }
}
