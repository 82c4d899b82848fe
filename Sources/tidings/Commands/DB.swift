import ArgumentParser
import Definitions
import Foundation
import Postgres
import Running
import Warehouse

struct DB: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Look after the database: its schema, backups, and whether it may send.",
        subcommands: [
            Migrate.self, Status.self, Backup.self, Restore.self, Adopt.self,
        ])

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring the schema up to date. Safe to repeat; data stay.")

        @OptionGroup var workspace: WorkspaceOptions

        func run() async throws {
            try await Session.open(workspace.root, migrates: false) { session in
                try await session.connected { connection in
                    let before = try await Schema(connection).status()
                    let after = try await Schema(connection).migrate(now: .now)
                    let applied = after.applied - before.applied
                    Console.out(
                        applied == 0
                            ? "The schema was up to date."
                            : "\(applied.counted("migration")) applied.")
                }
            }
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether the schema is up to date, and where the database is.")

        @OptionGroup var workspace: WorkspaceOptions

        func run() async throws {
            try await Session.open(workspace.root, migrates: false) { session in
                try await session.connected { connection in
                    let status = try await Schema(connection).status()
                    Console.out(
                        """
                        database  \(connection.description)
                        schema    \(status.applied) of \(status.known.counted("migration")) applied
                        """)
                    if !status.isCurrent { return Console.out("Run `tidings db migrate`.") }
                    if try await Home(connection).isHere() == false {
                        Console.out("sends     no: it is a copy; see `tidings help db adopt`")
                    }
                }
            }
        }
    }
}
