package import Foundation
package import Postgres
import Problems

/// The tables of Tidings in a database: brought up to date, or checked to be so.
package struct Schema: Sendable {
    /// Where a database stands.
    package struct Status: Sendable, Equatable {
        package var applied: Int
        package var known: Int

        package var isCurrent: Bool { applied == known }
    }

    /// PostgreSQL's name of all that Tidings keeps.
    package static let name = "tidings"

    private let connection: Connection
    private let migrations: [Migration]

    /// - Parameter migrations: what the program knows. Defaults to all.
    package init(_ connection: Connection, migrations: [Migration] = Migration.all) {
        self.connection = connection
        self.migrations = migrations
    }

    /// Applies what is missing, each migration in a transaction of its own, one process at a time.
    package func migrate(now: Date) async throws -> Status {
        try await connection.execute(.schemaLock)
        do {
            try await connection.run(script: Statement.schemaPrepare)
            var status = try await verifiedStatus()
            for migration in migrations.dropFirst(status.applied) {
                try await connection.transaction { connection in
                    try await connection.run(
                        script: Statement(name: migration.name, sql: migration.script))
                    try await connection.execute(
                        .schemaRecord,
                        [
                            .int(migration.number), .text(migration.name),
                            .text(migration.checksum), .instant(now),
                        ])
                }
                status.applied += 1
            }
            try await connection.execute(.schemaUnlock)
            return status
        } catch {
            // The lock goes with the session if not with this: the first failure is the one to tell.
            _ = try? await connection.execute(.schemaUnlock)
            throw error
        }
    }

    /// Where the database stands; a newer or an edited schema is refused.
    package func status() async throws -> Status {
        let exists = try await connection.execute(.schemaExists).first?.bool("exists") ?? false
        guard exists else { return Status(applied: 0, known: migrations.count) }
        return try await verifiedStatus()
    }

    /// Refuses to go on unless the schema is current.
    package func requireCurrent() async throws {
        guard try await status().isCurrent else { throw Self.notCurrent }
    }

    private func verifiedStatus() async throws -> Status {
        let rows = try await connection.execute(.schemaApplied)
        guard rows.count <= migrations.count else { throw Self.newer }
        for (row, migration) in zip(rows, migrations) {
            guard try row.text("checksum") == migration.checksum else {
                throw Self.edited(migration)
            }
        }
        return Status(applied: rows.count, known: migrations.count)
    }
}

extension Schema {
    private static var notCurrent: Problem {
        Problem(
            .infrastructure, "the database's schema is older than this program",
            hint: "Run `tidings db migrate`.")
    }

    private static var newer: Problem {
        Problem(
            .infrastructure, "the database's schema is newer than this program",
            hint: "Use the version of tidings that made it, or a newer one.")
    }

    private static func edited(_ migration: Migration) -> Problem {
        Problem(
            .infrastructure,
            "migration \(migration.number) (\(migration.name)) differs from what was applied",
            hint: "Use the version of tidings that made this database, or restore a backup.")
    }
}
