import Postgres
import TestKit
import Testing

extension TestDatabase {
    /// The lines of a query's one value.
    func texts(_ sql: String) async throws -> [String] {
        let connection = try await connect()
        let rows = try await connection.execute(
            Statement(name: "test", sql: "SELECT (\(sql))::text AS value"))
        await connection.close()
        return try rows.flatMap { try ($0.textOrNil("value") ?? "").split(separator: "\n") }
            .map(String.init)
    }

    /// Waits until a query's one value is so.
    func until(_ sql: String, is value: String) async throws {
        try await eventually { try await texts(sql) == [value] }
    }
}

/// Waits for what other processes do: it must come within two minutes, whatever else the machine
/// does.
func eventually(_ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try await !condition() {
        try #require(ContinuousClock.now < deadline)
        try await Task.sleep(for: .milliseconds(20))
    }
}
