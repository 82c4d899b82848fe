import Definitions
import Foundation
import Postgres

/// Judges claimed messages by the rules of planning once more, and gathers what they show.
struct HandOff: Sendable {
    let workspace: Workspace
    let now: Date

    func letters(for claimed: [Claim], on connection: Connection) async throws -> [Letter] {
        let attempts = Dictionary(
            claimed.map { ($0.key, $0.attempts) }, uniquingKeysWith: { first, _ in first })
        return try await connection.transaction { connection in
            try await connection.execute(.candidateTable)
            try await connection.execute(.handOffCandidates, claimed.map(\.key).columns)
            try await connection.execute(.candidateAnalyze)
            try await connection.execute(.handOffExpired, [.instant(now)])
            try await Eligibility(workspace: workspace).suppress(on: connection)
            try await connection.execute(.handOffStock)
            try await waitForQuiet(on: connection)
            let rows = try await connection.execute(.handOffList)
            let products = try await products(of: rows, on: connection)
            return try rows.map { row in
                let key = try MessageKey(row)
                return try Letter(
                    row, key: key, attempts: attempts[key] ?? 0, products: products)
            }
        }
    }

    /// A message that is late may have come into the quiet hours.
    private func waitForQuiet(on connection: Connection) async throws {
        guard let quiet = workspace.quietHours else { return }
        try await connection.execute(
            .handOffQuiet,
            [
                .text(workspace.timezone.identifier), .int(quiet.from), .int(quiet.to),
                .instant(now),
            ])
    }

    private func products(
        of rows: Result, on connection: Connection
    ) async throws -> [String: ProductValues] {
        let ids = Set(try rows.flatMap { try $0.texts("products") }).sorted()
        guard !ids.isEmpty else { return [:] }
        let found = try await connection.execute(.productValues, [.textArray(ids)])
        return Dictionary(
            try found.map { (try $0.text("product_id"), try ProductValues($0)) },
            uniquingKeysWith: { first, _ in first })
    }
}
