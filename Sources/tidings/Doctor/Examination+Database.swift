import Definitions
import Foundation
import Postgres
import Problems
import Running
import Warehouse

extension Examination {
    /// How far two clocks may be apart, in seconds.
    private static let skew: TimeInterval = 2

    private func connected<T: Sendable>(
        _ body: (Connection) async throws -> T
    ) async throws -> T {
        guard let database else { throw Self.noDatabase }
        let connection = try await Connection.open(database)
        let value = try await body(connection)
        await connection.close()
        return value
    }

    var databaseState: Checkup.Check {
        Checkup.Check("database") {
            // Why it cannot be had is told where it was asked for.
            guard database != nil else { return [] }
            return try await connected { connection in
                guard connection.serverVersion >= 150_000 else { throw Self.tooOld }
                let status = try await Schema(connection).status()
                let schema =
                    status.isCurrent
                    ? "schema up to date"
                    : "schema \(status.applied) of \(status.known): run `tidings db migrate`"
                let version = connection.serverVersion / 10_000
                return [
                    .ok(
                        "database",
                        "PostgreSQL \(version), \(connection.description), \(schema)")
                ]
                    + (try await copy(status, connection))
                    + settings(try await DatabaseFacts.read(on: connection), connection)
                    + (await backup(version))
            }
        }
    }

    private func settings(_ facts: DatabaseFacts, _ connection: Connection) -> [Finding] {
        var problems: [Problem] = []
        if facts.encoding != "UTF8" { problems.append(Self.notUTF8(facts.encoding)) }
        if facts.isReadOnly { problems.append(Self.readOnly) }
        if !facts.mayCreate { problems.append(Self.mayNotCreate) }
        if !facts.mayStage { problems.append(Self.mayNotStage) }
        if facts.process != connection.serverProcessID { problems.append(Self.pooled) }
        if facts.freeConnections < 10 { problems.append(Self.full(facts.freeConnections)) }
        var findings = problems.map { Finding("database settings", $0) }
        for (name, value) in [
            ("statement_timeout", facts.statementTimeout),
            ("idle_session_timeout", facts.idleTimeout),
        ] where value != "0" {
            findings.append(
                Finding("database settings", Self.cutsOff(name, value), isWarning: true))
        }
        return findings.isEmpty ? [.ok("database settings", "as they should be")] : findings
    }

    /// A copy sends nothing: on a staging machine that is right, elsewhere somebody should know.
    private func copy(_ status: Schema.Status, _ connection: Connection) async throws -> [Finding] {
        guard status.isCurrent, try await Home(connection).isHere() == false else { return [] }
        return [Finding("database", Home.elsewhere, isWarning: true)]
    }

    /// Backups are made by a program that may be missing or too old; nights go on without it.
    private func backup(_ server: Int) async -> [Finding] {
        do {
            return [.ok("backup", "by pg_dump \(try await DumpPrograms().check(server: server))")]
        } catch {
            return [Finding("backup", Problem.from(error), isWarning: true)]
        }
    }

    var clock: Checkup.Check {
        Checkup.Check("clock") {
            guard database != nil else { return [] }
            return try await connected { connection in
                let before = Date.now
                let facts = try await DatabaseFacts.read(on: connection)
                let middle = before.addingTimeInterval(Date.now.timeIntervalSince(before) / 2)
                let skew = facts.now.timeIntervalSince(middle)
                guard abs(skew) <= Self.skew else { throw Self.skewed(skew) }
                return [.ok("clock", "that of this machine and of the database agree")]
            }
        }
    }

    /// Both sides reckon with zones: they must know the same rules.
    var zones: Checkup.Check {
        Checkup.Check("time zones") {
            guard database != nil else { return [] }
            let used =
                [workspace.timezone] + workspace.sources.values.map(\.timezone)
                + workspace.jobs.compactMap { $0.schedule?.timezone }
            let zones = Set(used).sorted { $0.identifier < $1.identifier }
            let months = (0..<24).map { now.addingTimeInterval(Double($0) * 30 * 86_400) }
            return try await connected { connection in
                let strange = try await DatabaseFacts.strangeZones(
                    zones, at: months, on: connection)
                guard strange.isEmpty else { throw Self.strange(strange) }
                let names = zones.map(\.identifier).joined(separator: ", ")
                return [.ok("time zones", "\(names): here and in the database alike")]
            }
        }
    }
}

extension Examination {
    private static var noDatabase: Problem {
        Problem(
            .infrastructure, "there is no database to look at", hint: "Mend that one first.")
    }

    private static var tooOld: Problem {
        Problem(
            .infrastructure, "the database server is older than PostgreSQL 15",
            hint: "Upgrade it, or leave `database:` empty for a private one.")
    }

    private static func notUTF8(_ encoding: String) -> Problem {
        Problem(
            .infrastructure, "the database's encoding is \(encoding), not UTF8",
            hint: "Make another: CREATE DATABASE tidings ENCODING 'UTF8' TEMPLATE template0.")
    }

    private static var readOnly: Problem {
        Problem(
            .infrastructure, "the database may only be read",
            hint: "Name the primary server in `database:`, not a standby, and see that"
                + " default_transaction_read_only is off.")
    }

    private static var mayNotCreate: Problem {
        Problem(
            .infrastructure, "the database's user may not make tables",
            hint: "GRANT CREATE ON DATABASE … TO the user, who must own the schema tidings.")
    }

    private static var mayNotStage: Problem {
        Problem(
            .infrastructure, "the database's user may not make temporary tables",
            hint: "GRANT TEMP ON DATABASE … TO the user: feeds are staged in them.")
    }

    private static var pooled: Problem {
        Problem(
            .infrastructure, "a pooler stands between Tidings and the database",
            hint: "Runs are held by locks of a session: name the server itself in `database:`.")
    }

    private static func full(_ free: Int) -> Problem {
        Problem(
            .infrastructure, "the database server has \(free) free connections",
            hint: "`tidings serve` needs about 5 and 4 for each job at once: raise"
                + " max_connections.")
    }

    private static func cutsOff(_ name: String, _ value: String) -> Problem {
        Problem(
            .infrastructure, "\(name) is \(value): it may cut a night off",
            hint: "ALTER ROLE … SET \(name) = 0 for the user of `database:`.")
    }

    private static func skewed(_ seconds: TimeInterval) -> Problem {
        let shown = (abs(seconds) * 10).rounded() / 10
        return Problem(
            .infrastructure,
            "the database's clock is \(shown) seconds \(seconds > 0 ? "before" : "behind") this"
                + " machine's",
            hint: "Set both by NTP: timedatectl set-ntp true.")
    }

    private static func strange(_ zones: [String]) -> Problem {
        Problem(
            .infrastructure,
            "this machine and the database do not agree on \(zones.joined(separator: ", "))",
            hint: "Bring the time-zone data of both up to date: apt-get install tzdata, and"
                + " restart the server.")
    }
}
