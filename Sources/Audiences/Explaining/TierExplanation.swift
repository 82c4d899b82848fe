package import Definitions
package import Foundation
package import Postgres

/// Why a customer has the level that they have in a tier programme.
package struct TierExplanation: Sendable {
    package var programme: String
    /// What was recorded by the last evaluation; nil before the first.
    package var level: Level?
    /// The metric, as of the instant asked about.
    package var metric: Explanation
    /// The level that the metric earns, and the next one with what it takes in all.
    package var earned: String
    /// Whether there is no lower level to fall to.
    package var isLowest: Bool
    package var next: TierLevel?

    package struct Level: Sendable {
        package var tier: String
        package var since: Date
        package var reason: String
        /// The tier before; nil of the first.
        package var before: String?
        /// What the customer had when the level began.
        package var amount: String?
        package var run: Int?
        /// The day of the last evaluation that earned it, the last day on which it is kept, and
        /// the day on which it ends unless it is earned again; nil while it is earned.
        package var earnedOn: String?
        package var keptUntil: String?
        package var endsOn: String?
        package var override: Override?
    }

    /// What was set by hand and is in force.
    package struct Override: Sendable {
        package var tier: String
        /// The last day.
        package var until: String
        package var reason: String
    }
}

extension Explainer {
    /// Why the customer has their level.
    package func explain(
        _ programme: TierProgramme, of customer: String, _ connection: Connection
    ) async throws -> TierExplanation {
        let metric = try await explain(programme.metric, connection)
        let amount = metric.values.first?.value.flatMap { text in
            Double(text.split(separator: " ").first ?? "")
        }
        let earned = programme.levels.lastIndex { $0.from <= amount ?? 0 } ?? 0
        let next = programme.levels.dropFirst(earned + 1).first
        let row = try await connection.execute(
            Statement("explain_tier", PackageResources.explain_tier_sql),
            [.text(customer), .text(programme.name), compiler.asOf.today.value]
        ).first
        return TierExplanation(
            programme: programme.name, level: try row.map(TierExplanation.Level.init),
            metric: metric, earned: programme.levels[earned].tier,
            isLowest: try row?.text("tier") == programme.levels.first?.tier, next: next)
    }
}

extension TierExplanation.Level {
    fileprivate init(_ row: Row) throws {
        tier = try row.text("tier")
        since = try row.instant("started_at")
        reason = try row.text("reason")
        before = try row.textOrNil("before")
        amount = try row.textOrNil("amount")
        run = try row.intOrNil("started_run")
        earnedOn = try row.textOrNil("earned_on")
        keptUntil = try row.textOrNil("kept_until")
        endsOn = try row.textOrNil("ends_on")
        override = try row.textOrNil("set_tier").map { tier in
            TierExplanation.Override(
                tier: tier, until: try row.text("set_until"), reason: try row.text("set_reason"))
        }
    }
}
