import Foundation
import Postgres
import TestKit
import Testing
import Warehouse

@testable import tidings_bench

/// A loading process that is killed leaves nothing behind, wherever it is.
struct KilledLoadTests {
    /// Where a load is held up until it is killed, by a lock on a table.
    enum Moment: String, CaseIterable {
        /// The first reject is written while the rows are being copied.
        case copying = "reject"
        /// The table of customers is stripped of its indexes already.
        case merging = "consent"
    }

    private static let rows = 12_000
    private static let state = """
        SELECT (SELECT count(*) FROM tidings.customer) AS customers,
            (SELECT count(*) FROM tidings.load WHERE loaded_at IS NOT NULL) AS loads,
            (SELECT count(*) FROM pg_indexes WHERE schemaname = 'tidings') AS indexes,
            (SELECT count(*) FROM pg_class WHERE relpersistence <> 'p') AS stages
        """

    @Test(arguments: Moment.allCases)
    func `a load killed while it copies or merges leaves nothing, and the next starts clean`(
        moment: Moment
    ) async throws {
        let database = try await TestDatabase.make(template: "killed") { connection in
            _ = try await Schema(connection).migrate(now: .distantPast)
        }
        let root = FileManager.default.temporaryDirectory
            .appending(path: "tidings-killed-\(UUID().uuidString)")
        defer {
            // It lies in the system's folder for what may be lost.
            try? FileManager.default.removeItem(at: root)
        }
        let workspace = try Self.workspace(in: root)
        let connection = try await database.connect()
        let before = try await Self.state(on: connection)
        let arguments = [
            "load", "--feed", "customers", "--database", database.uri, "--workspace", root.path,
        ]

        let holder = try await database.connect()
        try await holder.begin()
        try await holder.execute(
            Statement(name: "lock", sql: "LOCK TABLE tidings.\(moment.rawValue)"))
        let process = Process()
        process.executableURL = URL(filePath: ExtractBenchmarkTests.program)
        process.arguments = arguments
        try process.run()
        try await Self.wait(
            for: "SELECT count(*) > 0 AS holds FROM pg_locks WHERE NOT granted", on: connection)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        await holder.rollback()
        try await Self.wait(
            for: """
                SELECT count(*) = 0 AS holds FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'tidings'
                """, on: connection)
        #expect(try await Self.state(on: connection) == before)

        try workspace.place("customers.csv", as: "customers.csv")
        let next = try await MeasuredProcess.run([ExtractBenchmarkTests.program] + arguments)
        #expect(next.output == "\(Self.rows + 1) \(Self.rows) 0 0 1 0\n")
        await connection.close()
        await holder.close()
    }

    /// A workspace whose file of customers begins with a reject.
    private static func workspace(in root: URL) throws -> BenchWorkspace {
        let workspace = BenchWorkspace(root: root)
        try workspace.write()
        try BenchInput(rows: rows, folder: workspace.input).write([.customers])
        let file = workspace.input.appending(path: "customers.csv")
        let text = try String(contentsOf: file, encoding: .utf8)
        let bad = CustomersFile.header + "0,nobody,,,,,,,true\n"
        try (bad + text.dropFirst(CustomersFile.header.count))
            .write(to: file, atomically: true, encoding: .utf8)
        try workspace.place("customers.csv", as: "customers.csv")
        return workspace
    }

    private static func state(on connection: Connection) async throws -> [Int] {
        let row = try #require(
            try await connection.execute(Statement(name: "state", sql: state)).first)
        return try ["customers", "loads", "indexes", "stages"].map { try row.int($0) }
    }

    private static func wait(for condition: String, on connection: Connection) async throws {
        let statement = Statement(name: "condition", sql: condition)
        while try await connection.execute(statement).first?.bool("holds") != true {
            await Task.yield()
        }
    }
}
