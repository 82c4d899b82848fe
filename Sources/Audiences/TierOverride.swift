package import Definitions
package import Foundation
package import Postgres
import Problems

/// A customer's level set by hand: it holds until its day is over, whatever the rules say.
///
/// It is recorded, and in force at once. A level above what the rules gave lets the customer earn
/// more; one below is what they have. It triggers no mail, and neither does its end.
package struct TierOverride: Sendable {
    package let customer: String
    package let programme: TierProgramme
    private let timezone: TimeZone
    private let currency: String

    /// - Parameters:
    ///   - timezone: the workspace's.
    ///   - currency: the workspace's, ISO 4217.
    package init(
        of customer: String, in programme: TierProgramme, timezone: TimeZone, currency: String
    ) {
        self.customer = customer
        self.programme = programme
        self.timezone = timezone
        self.currency = currency
    }

    /// Sets a level up to a day, that included, in the place of another that stands.
    ///
    /// - Returns: whether it is in force; not while the programme waits for its next run, because it
    ///   is new or was edited.
    /// - Throws: `Problem`s of usage.
    package func set(
        _ tier: String, until: LocalDate, reason: String, at now: Date, _ connection: Connection
    ) async throws -> Bool {
        guard let rank = programme.levels.firstIndex(where: { $0.tier == tier }) else {
            throw Self.noTier(tier, in: programme)
        }
        guard until >= LocalDate(now, in: timezone) else { throw Self.over(until) }
        let text = reason.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw Self.noReason }
        return try await connection.transaction { connection in
            let ruled = try await ruledRank(connection)
            try await end(at: now, connection)
            try await connection.execute(
                Statement("tier_override_begin", PackageResources.tier_override_begin_sql),
                [
                    .text(customer), .text(programme.name), .instant(now), .text(tier),
                    .date(until.description), .text(text), .boolean(rank >= ruled),
                ])
            return try await evaluate(at: now, connection)
        }
    }

    /// Clears what was set by hand.
    ///
    /// - Returns: whether the rules are in force again, as of ``set(_:until:reason:at:_:)``.
    /// - Throws: a `Problem` of usage when nothing is set.
    package func clear(at now: Date, _ connection: Connection) async throws -> Bool {
        try await connection.transaction { connection in
            _ = try await ruledRank(connection)
            guard try await end(at: now, connection) > 0 else {
                throw Self.nothingSet(customer, in: programme)
            }
            return try await evaluate(at: now, connection)
        }
    }

    // MARK: Steps

    /// What the rules gave last; 0 without anything.
    private func ruledRank(_ connection: Connection) async throws -> Int {
        let row = try await connection.execute(
            Statement("tier_ruled", PackageResources.tier_ruled_sql),
            [.text(customer), .text(programme.name)]
        ).first
        guard let row else { throw Self.noCustomer(customer) }
        return try row.intOrNil("rank") ?? 0
    }

    @discardableResult
    private func end(at now: Date, _ connection: Connection) async throws -> Int {
        try await connection.execute(
            Statement("tier_override_end", PackageResources.tier_override_end_sql),
            [
                .text(customer), .text(programme.name), .instant(now),
                .date("\(LocalDate(now, in: timezone))"),
            ]
        ).affected
    }

    private func evaluate(at now: Date, _ connection: Connection) async throws -> Bool {
        let evaluation = TierEvaluation(timezone: timezone, currency: currency)
        guard try await !evaluation.needsEveryone(programme, connection) else { return false }
        try await connection.execute(
            Statement("tier_touched", PackageResources.tier_touched_sql), [.text(customer)])
        _ = try await evaluation.evaluate(
            programme, of: .only("tier_touched"), asOf: now, at: now, runID: nil, connection)
        return true
    }
}

extension TierOverride {
    private static func noTier(_ tier: String, in programme: TierProgramme) -> Problem {
        Problem(
            .usage, "\(programme.name) has no tier \"\(tier)\"",
            hint: Suggestion.hint(
                for: tier, among: programme.levels.map(\.tier), known: "tiers"))
    }

    private static func over(_ until: LocalDate) -> Problem {
        Problem(
            .usage, "\(until) is over", hint: "Say until which day the tier holds, that included.")
    }

    private static var noReason: Problem {
        Problem(
            .usage, "a tier that is set by hand needs a reason",
            hint: "Say why, for who looks at it later: --reason \"complaint 4711\".")
    }

    private static func noCustomer(_ customer: String) -> Problem {
        Problem(
            .usage, "there is no customer \"\(customer)\"",
            hint: "Write the shop's own id of the customer, as its feed brings it.")
    }

    private static func nothingSet(_ customer: String, in programme: TierProgramme) -> Problem {
        Problem(
            .usage, "no tier of \(programme.name) is set by hand for \"\(customer)\"",
            hint: "`tidings tiers --history --customer \(customer)` shows what was.")
    }
}
