import Definitions
import Foundation
import Postgres

/// The temporary tables of one evaluation of a tier programme, each filled from those before:
/// `tier_scope`, `tier_standing`, `tier_lapse`, `tier_past`, `tier_change`.
struct TierStage {
    let programme: TierProgramme
    let asOf: AsOf
    let connection: Connection

    /// Fills `tier_scope` and gives its name; nil for everyone.
    func scope(_ scope: TierEvaluation.Scope) async throws -> String? {
        try await run(
            """
            DROP TABLE IF EXISTS pg_temp.tier_scope, pg_temp.tier_standing, pg_temp.tier_lapse,
                pg_temp.tier_change, pg_temp.tier_candidate, pg_temp.tier_past
            """)
        switch scope {
        case .everyone: return nil
        case .only(let table): return table
        case .touched(let table):
            try await connection.execute(
                Statement("tier_scope", PackageResources.tier_scope_sql),
                [.text(programme.name), asOf.today.value])
            try await add(table)
            return "tier_scope"
        }
    }

    private func add(_ table: String) async throws {
        guard let touched = SQLName(checking: table) else {
            preconditionFailure("the table's name comes from Tidings' own source code")
        }
        // In the order of the key, in which their rows are near each other.
        let adding: SQLText = """
            INSERT INTO tier_scope SELECT customer_id FROM \(touched) \
            EXCEPT SELECT customer_id FROM tier_scope ORDER BY customer_id
            """
        try await run(adding.rendered.sql)
        try await run("ANALYZE pg_temp.tier_scope")
    }

    /// Fills `tier_standing` from a query of amounts: how much each customer has, the level that it earns,
    /// and the one that they hold, all NULL for who is new. CREATE TABLE AS may use several cores.
    func standings(_ query: CompiledQuery) async throws {
        let (first, last) = (query.parameters.count + 1, query.parameters.count + 2)
        try await connection.execute(
            Statement(
                name: "tier_standing",
                sql: """
                    CREATE TEMP TABLE tier_standing ON COMMIT DROP AS
                    SELECT a.customer_id, a.amount,
                        greatest(width_bucket(coalesce(a.amount, 0), $\(last)::numeric[]) - 1, 0)
                            AS earned,
                        p.started_at, p.tier, p.rank, p.reason, p.earned_on, p.kept_until, p.ends_on
                    FROM (\(query.sql)) AS a
                    LEFT JOIN tidings.tier_period AS p ON p.customer_id = a.customer_id
                        AND p.programme = $\(first)::text AND p.ended_at IS NULL
                    """),
            query.parameters + [.text(programme.name), programme.thresholds])
        try await run("ANALYZE pg_temp.tier_standing (customer_id, rank)")
        try await connection.run(
            script: Statement("tier_stage", PackageResources.tier_stage_sql))
    }

    /// Fills `tier_lapse`, the holders of levels that they no longer earn.
    func lapses(ofEveryone isOfEveryone: Bool) async throws {
        let last = try await connection.execute(
            Statement("tier_last_evaluation", PackageResources.tier_last_evaluation_sql),
            [.text(programme.name)]
        ).first
        try await connection.execute(
            Statement("tier_lapse", PackageResources.tier_lapse_sql),
            [
                .text(programme.name), asOf.today.value,
                .int(programme.keepDays), .int(programme.graceDays),
                .text(programme.downgrade.rawValue), .text(programme.review.word),
                .int(programme.review.dayOfMonth), .boolean(isOfEveryone),
                .date(try last?.date("evaluated_on") ?? asOf.today.description),
                .int(try last?.int("keep_days") ?? programme.keepDays),
                .text(asOf.zone.identifier),
            ])
        try await run("ANALYZE pg_temp.tier_lapse")
    }

    /// The days on which those of `tier_lapse` last earned their level.
    func earnedDays() async throws -> [LocalDate] {
        try await connection.execute(
            Statement("tier_earned_days", PackageResources.tier_earned_days_sql),
            [asOf.today.value]
        ).compactMap { LocalDate(try $0.date("earned_on")) }
    }

    /// Adds to `tier_past` what those who last earned their level on a day had then.
    func past(on day: LocalDate, _ amounts: (_ table: String) -> CompiledQuery) async throws {
        try await run("DELETE FROM tier_candidate")
        try await connection.execute(
            Statement("tier_candidates", PackageResources.tier_candidates_sql), [day.value])
        let query = amounts("tier_candidate")
        try await connection.execute(
            Statement(
                name: "tier_past",
                sql: "INSERT INTO tier_past (customer_id, amount) \(query.sql)"),
            query.parameters)
    }

    /// Fills `tier_change`, those whose level begins, ends, or ends on another day.
    func changes(_ mode: String) async throws {
        try await connection.execute(
            Statement("tier_change", PackageResources.tier_change_sql),
            [
                .text(programme.name), programme.thresholds, programme.tiers, asOf.today.value,
                .text(programme.downgrade.rawValue), .text(mode),
            ])
        try await run("ANALYZE pg_temp.tier_change")
    }

    /// Notes that the programme was evaluated.
    func evaluated() async throws {
        try await connection.execute(
            Statement("tier_evaluated", PackageResources.tier_evaluated_sql),
            [.text(programme.name), asOf.today.value, .int(programme.keepDays)])
    }

    private func run(_ sql: String) async throws {
        try await connection.run(script: Statement(name: "tier_stage", sql: sql))
    }
}

extension TierProgramme {
    /// From the lowest to the highest, as numeric[].
    fileprivate var thresholds: Value { .textArray(levels.map { "\($0.from)" }) }
    fileprivate var tiers: Value { .textArray(levels.map(\.tier)) }

    /// The same for the same metric, levels and rules; benefits do not matter.
    package var fingerprint: String {
        let ladder = levels.map { "\($0.tier) from \($0.from)" }.joined(separator: ", ")
        let grace = graceDays > 0 ? " and \(graceDays) of grace" : ""
        return "\(metric.fingerprint): \(ladder); \(keepDays) days\(grace), "
            + "\(downgrade.rawValue), \(review)"
    }
}

extension TierProgramme.Review {
    fileprivate var word: String {
        switch self {
        case .daily: "daily"
        case .monthly: "monthly"
        case .anniversaryOfJoining: "joining"
        case .anniversaryOfTier: "tier"
        }
    }

    fileprivate var dayOfMonth: Int {
        if case .monthly(let day) = self { day } else { 1 }
    }
}
