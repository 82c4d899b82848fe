import Postgres
import Testing
import Warehouse

struct LoadSettingsTests {
    private static let settings = [
        "work_mem", "maintenance_work_mem", "random_page_cost",
    ]

    @Test(arguments: [
        (["1MB", "16MB", "4"], ["128MB", "256MB", "1.1"]),
        (["1GB", "512MB", "1"], ["1GB", "512MB", "1"]),
    ])
    func `a server that gives less gives more for the transaction`(
        given: [String], inForce: [String]
    ) async throws {
        let connection = try await Storehouse.open().data
        func values() async throws -> [String] {
            var values: [String] = []
            for name in Self.settings {
                let rows = try await connection.execute(
                    Statement(name: "test", sql: "SELECT current_setting('\(name)') AS value"))
                values.append(try #require(rows.first).text("value"))
            }
            return values
        }
        for (name, value) in zip(Self.settings, given) {
            try await connection.execute(
                Statement(name: "test", sql: "SET \(name) = '\(value)'"))
        }
        try await connection.transaction { connection in
            try await connection.execute(.loadSettings)
            #expect(try await values() == inForce)
        }
        #expect(try await values() == given)
    }
}
