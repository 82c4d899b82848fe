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
            try await connection.execute(
                .handOffCandidates,
                claimed.map(\.key).columns + [
                    .instant(now), .text(workspace.timezone.identifier),
                ])
            try await connection.execute(.candidateAnalyze)
            try await connection.execute(.handOffExpired, [.instant(now)])
            try await Eligibility(workspace: workspace).suppress(on: connection)
            try await connection.execute(.handOffStock)
            try await waitForQuiet(on: connection)
            try await keepCaps(for: claimed, on: connection)
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
            .handOffQuiet, [.int(quiet.from), .int(quiet.to), .instant(now)])
    }

    /// Mail leaves at other times than it was planned for, where a budget, a blackout, a pause or the
    /// server held it back: what has left by now decides whether a cap is full.
    private func keepCaps(for claimed: [Claim], on connection: Connection) async throws {
        guard !workspace.caps.isEmpty else { return }
        try await connection.execute(.bookedTable)
        let booked = try await connection.execute(
            .handOffBooked, [.instant(now), .instant(workspace.capHorizon(before: now))]
        ).affected
        let turns = Dictionary(grouping: claimed, by: \.key.customer).values.map(\.count).max() ?? 0
        guard booked > 0 || turns > 1 else { return }
        try await connection.execute(.bookedAnalyze)
        for turn in 1...turns {
            try await connection.execute(
                .candidatePlace,
                [
                    .int(turn), .json(workspace.caps.json), .int(workspace.quietHours?.from),
                    .int(workspace.quietHours?.to),
                ])
            if turn < turns { try await connection.execute(.bookedTurn, [.int(turn)]) }
        }
        try await connection.execute(
            .handOffInHand, [.instant(now.addingTimeInterval(Self.moment))])
    }

    /// How long a message waits for another one that a sender has in hand.
    private static let moment: TimeInterval = 60

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
