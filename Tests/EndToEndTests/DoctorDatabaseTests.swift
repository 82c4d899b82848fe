import Foundation
import Postgres
import TestKit
import Testing

extension EndToEnd {
    /// What the doctor says of databases that are not as they should be.
    @Suite struct DoctorDatabaseTests {
        /// The lines of a text doctor about the database, its settings, the clock and the zones.
        static func lines(
            _ shop: TestShop, uri: String? = nil
        ) async throws -> (code: Int32, text: String) {
            let run = try await shop.tidings(
                "doctor", environment: uri.map { ["TIDINGS_DATABASE_URL": $0] } ?? [:])
            let own = ["database", "database settings", "backup", "clock", "time zones"]
            var isOwn = false
            let lines = run.stdout.split(separator: "\n").filter { line in
                if !line.hasPrefix(" ") {
                    let name = line.dropFirst(6).prefix { $0 != ":" }
                    isOwn = own.contains(String(name)) && !line.hasPrefix("ok ")
                }
                return isOwn
            }
            return (run.exitCode, lines.joined(separator: "\n"))
        }

        private static func execute(_ sql: String, on database: TestDatabase) async throws {
            let connection = try await database.connect()
            try await connection.execute(Statement(name: "test", sql: sql))
            await connection.close()
        }

        /// What stands in front of the server's own for sessions of a database: it lies to them.
        private static func shadow(
            _ name: String, _ definition: String, on database: TestDatabase
        ) async throws {
            try await execute(definition, on: database)
            try await execute(
                """
                DO $$ BEGIN EXECUTE format(
                    'ALTER DATABASE %I SET search_path = public, pg_catalog', current_database());
                END $$
                """, on: database)
        }

        private static func set(_ setting: String, on database: TestDatabase) async throws {
            try await execute(
                """
                DO $$ BEGIN EXECUTE format(
                    'ALTER DATABASE %I SET \(setting)', current_database()); END $$
                """, on: database)
        }

        @Test(arguments: [
            (
                "clock_timestamp",
                """
                CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql
                    AS $$ SELECT pg_catalog.clock_timestamp() + interval '5.02 seconds' $$
                """,
                """
                FAIL  clock: the database's clock is 5.0 seconds before this machine's
                        Set both by NTP: timedatectl set-ntp true.
                """
            ),
            (
                "clock_timestamp",
                """
                CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql
                    AS $$ SELECT pg_catalog.clock_timestamp() - interval '1 hour' $$
                """,
                """
                FAIL  clock: the database's clock is 3600.0 seconds behind this machine's
                        Set both by NTP: timedatectl set-ntp true.
                """
            ),
            (
                "pg_timezone_names",
                """
                CREATE VIEW public.pg_timezone_names AS
                    SELECT * FROM pg_catalog.pg_timezone_names WHERE name <> 'GMT'
                """,
                """
                FAIL  time zones: this machine and the database do not agree on GMT
                        Bring the time-zone data of both up to date: apt-get install tzdata, and restart the server.
                """
            ),
            (
                "pg_stat_activity",
                """
                CREATE VIEW public.pg_stat_activity AS
                    SELECT 'client backend' AS backend_type FROM generate_series(1, 495)
                """,
                """
                FAIL  database settings: the database server has 5 free connections
                        `tidings serve` needs about 5 and 4 for each job at once: raise max_connections.
                """
            ),
        ])
        func `a clock, zone data or room that does not do is told with how to mend it`(
            name: String, definition: String, expected: String
        ) async throws {
            let database = try await TestDatabase.make()
            try await Self.shadow(name, definition, on: database)
            let found = try await Self.lines(try TestShop(on: database))
            #expect(found.text == expected)
            #expect(found.code == 8)
        }

        @Test
        func `settings that cut a night off are warnings, a database that is read only fails`()
            async throws
        {
            let database = try await TestDatabase.make()
            let shop = try TestShop(on: database)
            for setting in [
                "statement_timeout = ''1min''", "idle_session_timeout = ''5min''",
                "default_transaction_read_only = on",
            ] {
                try await Self.set(setting, on: database)
            }
            let found = try await Self.lines(shop)
            #expect(
                found.text == """
                    FAIL  database settings: the database may only be read
                            Name the primary server in `database:`, not a standby, and see that default_transaction_read_only is off.
                    warn  database settings: statement_timeout is 1min: it may cut a night off
                            ALTER ROLE … SET statement_timeout = 0 for the user of `database:`.
                    warn  database settings: idle_session_timeout is 5min: it may cut a night off
                            ALTER ROLE … SET idle_session_timeout = 0 for the user of `database:`.
                    """)
            #expect(found.code == 8)
        }

        @Test func `a user without privileges hears which to grant`() async throws {
            let database = try await TestDatabase.make()
            let role = "limited_\(UInt32.random(in: 0 ..< .max))"
            try await Self.execute(
                """
                DO $$ BEGIN
                    CREATE ROLE \(role) LOGIN;
                    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
                    EXECUTE format('GRANT CONNECT ON DATABASE %I TO \(role)', current_database());
                END $$
                """, on: database)
            let uri = database.uri.replacing(/user=[a-z]+/, with: "user=\(role)")
            let found = try await Self.lines(try TestShop(on: database), uri: uri)
            #expect(
                found.text == """
                    FAIL  database settings: the database's user may not make tables
                            GRANT CREATE ON DATABASE … TO the user, who must own the schema tidings.
                    FAIL  database settings: the database's user may not make temporary tables
                            GRANT TEMP ON DATABASE … TO the user: feeds are staged in them.
                    """)
            #expect(found.code == 8)
            try await Self.execute(
                """
                DO $$ BEGIN
                    EXECUTE format('REVOKE ALL ON DATABASE %I FROM \(role)', current_database());
                    DROP ROLE \(role);
                END $$
                """, on: database)
        }

        @Test func `a database in another encoding is refused with how to make one that does`()
            async throws
        {
            let database = try await TestDatabase.make()
            let name = "latin_\(UInt32.random(in: 0 ..< .max))"
            try await Self.execute(
                """
                CREATE DATABASE \(name) ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'
                    TEMPLATE template0
                """, on: database)
            let uri = database.uri.replacing(/\/test_[0-9]+/, with: "/\(name)")
            let found = try await Self.lines(try TestShop(on: database), uri: uri)
            #expect(
                found.text == """
                    FAIL  database settings: the database's encoding is LATIN1, not UTF8
                            Make another: CREATE DATABASE tidings ENCODING 'UTF8' TEMPLATE template0.
                    """)
        }

        @Test func `a pooler that gives each transaction another session is found out`()
            async throws
        {
            let database = try await TestDatabase.make()
            let pooler = try Pgbouncer(before: database)
            let found = try await Self.lines(try TestShop(on: database), uri: pooler.uri)
            #expect(
                found.text == """
                    FAIL  database settings: a pooler stands between Tidings and the database
                            Runs are held by locks of a session: name the server itself in `database:`.
                    """)
            #expect(found.code == 8)
        }

        @Test func `a server that is too old is told, and one that pg_dump is too old for`()
            async throws
        {
            let database = try await TestDatabase.make()
            let shop = try TestShop(on: database)
            let old = try DisguisedServer(before: database, as: 14)
            let refused = try await Self.lines(shop, uri: old.uri)
            #expect(
                refused.text == """
                    FAIL  database: the database server is older than PostgreSQL 15
                            Upgrade it, or leave `database:` empty for a private one.
                    """)
            #expect(refused.code == 8)
            let own = try Python.output(
                """
                import glob, os
                print(max(int(path.split("/")[4]) for path in glob.glob("/usr/lib/postgresql/*")))
                """
            ).dropLast()
            let new = try DisguisedServer(before: database, as: 99)
            let warned = try await Self.lines(shop, uri: new.uri)
            #expect(
                warned.text == """
                    warn  backup: pg_dump is of PostgreSQL \(own), and the server of 99: it cannot be backed up
                            Install its client programs: apt-get install postgresql-client-99.
                    """)
            #expect(warned.code == 0)
        }

        @Test func `a database that is not there leaves the other checks`() async throws {
            let shop = try TestShop(on: try await TestDatabase.make())
            let port = try FreePort.next()
            let uri = "postgresql://shop:s3cret@127.0.0.1:\(port)/lantern"
            let run = try await shop.tidings("doctor", environment: ["TIDINGS_DATABASE_URL": uri])
            #expect(run.exitCode == 8)
            #expect(
                run.stdout.contains(
                    "\nFAIL  database: cannot connect to database \"lantern\" on 127.0.0.1:\(port) as user \"shop\" ("
                ), "\(run.stdout)")
            #expect(
                run.stdout.contains(
                    "\n        Check that the server runs, and the host, port, user and password.\n"
                ))
            #expect(!run.stdout.contains("s3cret"))
            #expect(run.stdout.contains("\nok    feed members: members.csv\n"))
        }
    }
}
