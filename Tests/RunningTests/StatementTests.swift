import Foundation
import Postgres
import TestKit
import Testing
import Warehouse

@testable import Campaigns
@testable import Running

struct StatementTests {
    private func connection() async throws -> Connection {
        let database = try await TestDatabase.make(template: "warehouse") { connection in
            _ = try await Schema(connection).migrate(now: .init(timeIntervalSince1970: 0))
        }
        return try await database.connect()
    }

    @Test(arguments: Statement.running)
    func `every statement over runs fits the schema`(statement: Statement) async throws {
        _ = try await connection().describe(statement)
    }

    @Test func `every statement of planning and sending fits the schema`() async throws {
        try await connection().transaction { connection in
            for table in [
                Statement.namedTable, .candidateTable, .bookedTable, .gatheredTable,
            ] {
                try await connection.execute(table)
            }
            for statement in Statement.campaigns {
                _ = try await connection.describe(statement)
            }
        }
    }
}
