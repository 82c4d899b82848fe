import Definitions
import Foundation
import Postgres
import Problems
import Warehouse

/// A generated shop in a database of its own, and its nights.
struct BenchShop {
    let server: BenchServer
    let database: String
    let members: Int
    let active: Int
    let changes: Int
    let program: String
    private let connection: Connection

    /// The logical date of a night.
    private static func day(_ night: Int) -> LocalDate {
        BenchWorkspace.day.adding(days: night)
    }

    /// Generates a shop and makes its indexes and statistics.
    static func make(
        _ name: String, members: Int, active: Int, changes: Int, program: String,
        on server: BenchServer
    ) async throws -> BenchShop {
        try await server.cluster.createDatabase(name)
        let database = server.cluster.uri(database: name)
        let shop = BenchShop(
            server: server, database: database, members: members, active: active, changes: changes,
            program: program, connection: try await Connection.open(database))
        _ = try await Schema(shop.connection).migrate(now: .now)
        for script in [
            PackageResources.shop_strip_sql, PackageResources.shop_generate_sql,
            PackageResources.shop_remake_sql, PackageResources.floor_marts_sql,
        ] {
            _ = try await shop.psql(script, day: 0)
        }
        try await shop.settle()
        return shop
    }

    /// Who is looked at.
    enum Scope: String {
        case changed, everybody
    }

    /// Runs the workspace's job for a night; 0 is the first evaluation.
    func night(_ night: Int, of scope: Scope = .changed) async throws -> Report.Sample {
        let sample = try await measured(
            [
                program, "night", "--workspace", server.workspace.root.path, "--database",
                database, "--day", Self.day(night).description,
            ] + (scope == .everybody ? ["--everybody"] : []))
        try await settle()
        return sample
    }

    /// Evaluates everybody by hand-written SQL.
    func floor(day night: Int) async throws -> Report.Sample {
        let sample = try await psql(PackageResources.floor_audiences_sql, day: night)
        try await settle()
        return sample
    }

    /// Loads a night's orders, as a feed.
    func bringOrders(_ night: Int) async throws {
        let file = server.workspace.input.appending(path: "night.csv")
        _ = try await psql(PackageResources.shop_delta_sql, day: night, output: file)
        try server.workspace.place("night.csv", as: "orders.csv")
        _ = try await measured([
            program, "load", "--workspace", server.workspace.root.path, "--database", database,
            "--feed", "orders",
        ])
        try await settle()
    }

    func differing() async throws -> Int {
        try await connection.execute(
            Statement("differing_audiences", PackageResources.differing_audiences_sql)
        ).first?.int("differing") ?? 0
    }

    /// How many memberships and tiers changed in runs that looked at everybody after a night.
    func movedBySecondLook() async throws -> Int {
        try await connection.execute(
            Statement("moved_by_second_look", PackageResources.moved_by_second_look_sql)
        ).first?.int("moved") ?? 0
    }

    /// Deletes the database.
    func close() async throws {
        await connection.close()
        let other = try await Connection.open(server.cluster.uri(database: "postgres"))
        let name = database.split(separator: "/").last?.split(separator: "?").first ?? ""
        try await other.execute(Statement(name: "drop", sql: "DROP DATABASE \(name)"))
        await other.close()
    }

    // MARK: Means

    private func psql(
        _ script: [UInt8], day night: Int, output: URL? = nil
    ) async throws -> Report.Sample {
        let tool = try MeasuredProcess.find("psql", package: "postgresql-client")
        let file = server.workspace.root.appending(path: "script.sql")
        try Data(script).write(to: file)
        let settings = [
            "rows": "\(members)", "active": "\(active)", "changes": "\(changes)",
            "night": "\(night)", "day": Self.day(night).description,
        ]
        return try await measured(
            [tool, "-qX", "-v", "ON_ERROR_STOP=1", "-d", database]
                + settings.sorted { $0.key < $1.key }
                .flatMap { ["-c", "SET bench.\($0.key) = '\($0.value)'"] }
                + (output.map { ["-o", $0.path] } ?? []) + ["-f", file.path])
    }

    private func measured(_ command: [String]) async throws -> Report.Sample {
        let before = server.time?.seconds ?? 0
        let process = try await MeasuredProcess.run(command)
        let served = (server.time?.seconds ?? 0) - before
        guard process.status == 0 else { throw BenchSides.failed(command, process.output) }
        return Report.Sample(
            seconds: process.seconds, cpu: process.cpu + served, peak: process.peak)
    }

    /// What a server does in a quiet hour, so that no side pays for what the other left.
    private func settle() async throws {
        let tables = try await connection.execute(
            Statement("shop_tables", PackageResources.shop_tables_sql))
        for table in tables {
            try await connection.execute(
                Statement(
                    name: "vacuum", sql: "VACUUM (ANALYZE) \(try table.text("table_name"))"))
        }
        try await connection.execute(Statement(name: "checkpoint", sql: "CHECKPOINT"))
    }
}
