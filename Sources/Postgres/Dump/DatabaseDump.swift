package import Foundation
package import Problems

/// One schema of a database as a file, by PostgreSQL's own `pg_dump` and `pg_restore`.
///
/// The file is pg_dump's custom format, version and all; a dump is one snapshot, taken while
/// others work. The password goes by the environment, since a process list shows arguments.
package struct DatabaseDump: Sendable {
    private let uri: ConnectionURI
    private let schema: String
    private let executor = QueueExecutor(label: "tidings.dump")

    /// - Parameters:
    ///   - schema: the schema's name, from Tidings' own source code; nothing else is dumped.
    ///   - uri: the database's connection string.
    package init(of schema: String, in uri: String) throws(Problem) {
        self.uri = try ConnectionURI(uri)
        self.schema = schema
    }

    /// Writes the schema to a file, whole or not at all: it takes its name when it is complete.
    ///
    /// - Throws: an `.infrastructure` problem when the programs are missing or fail.
    package func write(to file: URL) async throws {
        let part = file.appendingPathExtension("part")
        do {
            try Self.makePrivate(part)
            try await run(
                "pg_dump",
                connection + ["--format=custom", "--schema=\(schema)", "--file=\(part.path)"])
            guard rename(part.path, file.path) == 0 else {
                throw Self.notWritten(file, String(cString: strerror(errno)))
            }
        } catch {
            // Nobody needs half a dump, and the first failure is the one to tell.
            try? FileManager.default.removeItem(at: part)
            throw error
        }
    }

    /// Puts what a file holds in the place of the schema, in one transaction.
    ///
    /// - Throws: an `.infrastructure` problem; then the database is as it was.
    package func read(from file: URL) async throws {
        guard FileManager.default.isReadableFile(atPath: file.path) else {
            throw Self.notThere(file)
        }
        // pg_restore alone would leave what the schema has and the dump has not.
        let script = FileManager.default.temporaryDirectory
            .appending(path: "tidings-\(UUID().uuidString).sql")
        try Self.makePrivate(script)
        defer {
            // It lies in the system's folder for what may be lost.
            try? FileManager.default.removeItem(at: script)
        }
        try await run(
            "pg_restore",
            ["--no-owner", "--no-privileges", "--file=\(script.path)", file.path])
        try await run(
            "psql",
            connection + [
                "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction",
                "--command=DROP SCHEMA IF EXISTS \(schema) CASCADE", "--file=\(script.path)",
            ])
    }

    /// Makes a file before a program fills it: the people in it are nobody else's business.
    private static func makePrivate(_ file: URL) throws(Problem) {
        let isMade = FileManager.default.createFile(
            atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard isMade else { throw notWritten(file, String(cString: strerror(errno))) }
    }

    private var connection: [String] { ["--dbname=\(uri.withoutPassword)"] }

    private func run(_ program: String, _ arguments: [String]) async throws {
        let path = try PostgresBinaries.newest(program)
        let environment = uri.password.map { ["PGPASSWORD": $0] } ?? [:]
        let answer = try await executor.run {
            try ChildProcess.run([path] + arguments, environment: environment)
        }
        guard answer.succeeded else {
            throw Self.failed(program, uri.withoutPassword(answer.output))
        }
    }
}

extension DatabaseDump {
    private static func notThere(_ file: URL) -> Problem {
        Problem(
            .usage, "there is no file \(file.path) that may be read",
            hint: "Name a file that `tidings db backup` wrote.")
    }

    private static func notWritten(_ file: URL, _ reason: String) -> Problem {
        Problem(
            .infrastructure, "the file \(file.path) cannot be written",
            hint: "Choose a folder that may be written to and has room.", cause: reason)
    }

    private static func failed(_ program: String, _ output: String) -> Problem {
        // What is told of a statement may hold a row's values.
        let lines = output.split(separator: "\n").filter { $0.contains("error:") }
        return Problem(
            .infrastructure, "\(program) failed",
            hint: "Nothing was changed. \(program) must be as new as the database's server.",
            cause: lines.first.map(String.init))
    }
}
