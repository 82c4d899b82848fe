import Audiences
import Definitions
import Foundation
import Postgres
import Problems

extension Shop {
    /// reader from 0, silver from 500, gold from 2000, kept for 90 days.
    func programme(
        _ name: String = "membership", by metric: String = "spend(last 30 days)",
        downgrade: TierProgramme.Downgrade = .toEarned, keepDays: Int = 90, graceDays: Int = 0,
        review: TierProgramme.Review = .daily,
        levels: [(String, Double)] = [("reader", 0), ("silver", 500), ("gold", 2000)],
        includeExisting: Bool = false
    ) throws -> TierProgramme {
        TierProgramme(
            name: name, metric: try expression(metric, expecting: .amount),
            levels: levels.map { TierLevel(tier: $0.0, from: $0.1) },
            keepDays: keepDays, graceDays: graceDays, downgrade: downgrade, review: review,
            includeExisting: includeExisting, place: Place("Jobs/a.yaml", line: 4))
    }

    /// Evaluates at two o'clock in the night of a day.
    @discardableResult
    func evaluate(
        _ programme: TierProgramme, of scope: TierEvaluation.Scope = .everyone, day: String,
        run: Int, baseline: Bool = false
    ) async throws -> TierFigures {
        let evaluation = TierEvaluation(timezone: zone, currency: "CNY")
        let instant = try instant("\(day)T02:00:00+08:00")
        return try await connection.transaction { connection in
            try await evaluation.evaluate(
                programme, of: scope, asOf: instant, at: instant, runID: run, baseline: baseline,
                connection)
        }
    }

    /// Periods as `customer tier reason amount, kept until, started_run-ended_run`.
    func periods(of programme: String = "membership") async throws -> [String] {
        let rows = try await connection.execute(
            Statement(
                name: "periods",
                sql: """
                    SELECT concat_ws(' ', customer_id, tier, reason, amount,
                        'from ' || previous_rank, 'until ' || kept_until,
                        coalesce(started_run::text, 'hand') || '-'
                            || CASE WHEN ended_at IS NULL THEN ''
                                ELSE coalesce(ended_run::text, 'hand') END) AS period
                    FROM tidings.tier_period WHERE programme = $1
                    ORDER BY customer_id, started_at
                    """), [.text(programme)])
        return try rows.map { try $0.text("period") }
    }
}
