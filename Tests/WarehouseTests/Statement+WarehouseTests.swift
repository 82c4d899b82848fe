import Definitions
import Foundation
import Postgres
import TestKit
import Testing

@testable import Warehouse

struct StatementWarehouseTests {
    @Test func `every statement prepares against the migrated schema`() async throws {
        let store = try await Storehouse.open()
        var prepared: Set<String> = []
        for entity in Entity.allCases {
            try await prepare(EntityMerge.of(entity), on: store.data, noting: &prepared)
        }
        try await store.data.begin()
        try await store.data.execute(EntityMerge.orders.stage)
        try await store.data.execute(CustomerLookup.people(of: "stage_orders"), [true])
        _ = try await store.data.execute(.replayRows, [1, .textArray([]), .textArray([])])
        for statement in [Statement.customerGuests, .replayRows, .replayLines, .replaySettle] {
            if statement.name != Statement.replayRows.name {
                _ = try await store.data.describe(statement)
            }
            prepared.insert(statement.name)
        }
        await store.data.rollback()
        for statement in Statement.warehouse where !prepared.contains(statement.name) {
            // The one script: several statements, which only run together.
            if statement.name == "schema_prepare" {
                try await store.data.run(script: statement)
            } else {
                _ = try await store.data.describe(statement)
            }
            prepared.insert(statement.name)
        }
        #expect(prepared.sorted() == Statement.warehouse.map(\.name).sorted())
    }

    /// The stage and the delta must be there before what reads them can be prepared.
    private func prepare(
        _ merge: EntityMerge, on connection: Connection, noting prepared: inout Set<String>
    ) async throws {
        try await connection.begin()
        let makers =
            [MergeCommand(merge.stage)] + merge.lookup.map { MergeCommand($0, .hasLines) }
            + merge.prepare + merge.duplicates
            + merge.delta.filter { !$0.conditions.contains(.filling) }
        for command in makers {
            _ = try await connection.describe(command.statement)
            try await connection.execute(
                command.statement, command.parameters.map { _ in Value.null })
        }
        let users =
            (merge.note + merge.write + merge.noteMissing + merge.missing).map(\.statement)
            + [merge.count]
        for statement in users {
            _ = try await connection.describe(statement)
        }
        prepared.formUnion((makers.map(\.statement) + users).map(\.name))
        await connection.rollback()
    }

    @Test func `every file of SQL is a statement, or a migration`() throws {
        let names = try files().map { $0.deletingPathExtension().lastPathComponent }
        let migrations = Migration.all.map { migration in
            "m" + String("000\(migration.number)".suffix(4)) + "_\(migration.name)"
        }
        #expect(names == (Statement.warehouse.map(\.name) + migrations).sorted())
    }

    @Test func `every file of SQL begins with its reason and reads no clock`() throws {
        for file in try files() {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.hasPrefix("-- "), "\(file.lastPathComponent)")
            for clock in ["now()", "current_timestamp", "current_date", "clock_timestamp"] {
                #expect(
                    !text.lowercased().contains(clock), "\(clock) in \(file.lastPathComponent)")
            }
        }
    }

    @Test func `the columns of each stage are those that feeds write, in their order`()
        async throws
    {
        let store = try await Storehouse.open()
        for entity in Entity.allCases {
            let merge = EntityMerge.of(entity)
            try await store.data.begin()
            try await store.data.execute(merge.stage)
            let rows = try await store.data.execute(
                Statement(name: "columns", sql: "SELECT * FROM pg_temp.\(merge.stageName)"))
            // What the warehouse adds for itself stands after them.
            #expect(
                rows.columns.map(\.name).prefix(entity.stageColumns.count)
                    == entity.stageColumns[...])
            await store.data.rollback()
        }
    }

    private func files() throws -> [URL] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Warehouse/SQL").standardizedFileURL
        return try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        ).sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}
