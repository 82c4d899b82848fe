package import Definitions
package import Foundation
package import Postgres
import Warehouse

/// Brings the levels of a tier programme up to date.
///
/// Works inside the caller's transaction; a plan is an evaluation that is rolled back. Every
/// customer has a level, at least the lowest. The rules:
///
/// - A higher level begins as soon as its amount is reached.
/// - An evaluation that finds the level earned keeps it until so many days later. A level that is
///   no longer earned ends after that day: it falls by one level (and is then kept as long as if
///   it were earned), to what is earned, or never.
/// - A return that unearns a level ends it at once. It has unearned it when the metric, computed
///   anew as of the end of the day on which the level was last earned, over today's data and with
///   the returns that came since, no longer reaches it. The customer falls to the highest of what
///   is earned now, what is left of that day, and the level held before where that would still be
///   kept. This is looked at while the level is kept; levels reached by a downgrade or a new
///   definition end by rule only.
/// - The first evaluation, and one after the metric, the levels or a rule changed, is a baseline.
///   After a change, a level that exists further on is kept for as long as it was to be.
package struct TierEvaluation: Sendable {
    private let timezone: TimeZone
    private let currency: String

    /// - Parameters:
    ///   - timezone: the workspace's.
    ///   - currency: the workspace's, ISO 4217.
    package init(timezone: TimeZone, currency: String) {
        self.timezone = timezone
        self.currency = currency
    }

    /// Evaluates a programme and writes who rises and who falls. The same again changes nothing.
    ///
    /// - Parameters:
    ///   - asOf: what windows are relative to; its local day is the day evaluated.
    ///   - instant: when periods begin and end.
    ///   - baseline: whether it is a baseline in any case, as when a feed was first loaded.
    package func evaluate(
        _ programme: TierProgramme, asOf: Date, at instant: Date, runID: Int,
        baseline: Bool = false, _ connection: Connection
    ) async throws -> TierFigures {
        let today = AsOf(asOf, in: timezone)
        try await stage(programme, today, connection)
        let record = DefinitionRecord(kind: .tiers, name: programme.name)
        let known = try await record.fingerprint(connection)
        let mode = mode(of: programme, known: known, baseline: baseline)
        if mode == .usual { try await lookBack(programme, today, connection) }

        try await connection.execute(
            Statement("tier_change", PackageResources.tier_change_sql),
            [
                .text(programme.name), programme.thresholds, programme.tiers, today.today.value,
                .int(programme.keepDays), .text(programme.downgrade.rawValue),
                .text(mode.rawValue),
            ])
        try await connection.run(
            script: Statement(name: "tier_change", sql: "ANALYZE pg_temp.tier_change"))
        let period: [Value] = [.text(programme.name), .instant(instant), .int(runID)]
        try await connection.execute(
            Statement("tier_keep", PackageResources.tier_keep_sql), [.text(programme.name)])
        try await connection.execute(
            Statement("tier_end", PackageResources.tier_end_sql), period)
        let begun = try await connection.execute(
            Statement("tier_begin", PackageResources.tier_begin_sql), period
        ).affected
        try await note(begun, connection)
        try await record.record(programme.fingerprint, at: instant, connection)
        return try await figures(connection)
    }

    // MARK: Steps

    private enum Mode: String {
        case usual, baseline, redefined
    }

    private func mode(of programme: TierProgramme, known: String?, baseline: Bool) -> Mode {
        if programme.includeExisting { return .usual }
        guard let known else { return .baseline }
        if baseline { return .baseline }
        return known == programme.fingerprint ? .usual : .redefined
    }

    /// Fills the temporary table `tier_amount` and makes the others anew.
    private func stage(
        _ programme: TierProgramme, _ asOf: AsOf, _ connection: Connection
    ) async throws {
        try await connection.run(
            script: Statement(
                name: "tier_amount",
                sql: "DROP TABLE IF EXISTS pg_temp.tier_amount, pg_temp.tier_change, "
                    + "pg_temp.tier_candidate, pg_temp.tier_past"))
        let query = ExpressionCompiler(
            timezone: timezone, currency: currency, asOf: asOf.instant
        ).amounts(of: programme.metric)
        try await connection.execute(
            Statement(
                name: "tier_amount",
                sql: "CREATE TEMP TABLE tier_amount ON COMMIT DROP AS \(query.sql)"),
            query.parameters)
        try await connection.run(
            script: Statement(
                name: "tier_amount",
                sql: "ALTER TABLE pg_temp.tier_amount ADD PRIMARY KEY (customer_id);"
                    + "ANALYZE pg_temp.tier_amount"))
        try await connection.run(
            script: Statement("tier_stage", PackageResources.tier_stage_sql))
    }

    /// Computes the metric as of the days on which levels that are only kept were last earned,
    /// each day for its own customers.
    private func lookBack(
        _ programme: TierProgramme, _ asOf: AsOf, _ connection: Connection
    ) async throws {
        let days = try await connection.execute(
            Statement("tier_earned_days", PackageResources.tier_earned_days_sql),
            [
                .text(programme.name), programme.thresholds, asOf.today.value,
                .int(programme.keepDays),
            ])
        for row in days {
            guard let day = LocalDate(try row.date("earned_on")) else { continue }
            try await connection.run(
                script: Statement(name: "tier_candidate", sql: "DELETE FROM tier_candidate"))
            try await connection.execute(
                Statement("tier_candidates", PackageResources.tier_candidates_sql),
                [
                    .text(programme.name), programme.thresholds, day.value,
                    .int(programme.keepDays),
                ])
            let end = asOf.start(of: day.adding(days: 1)).addingTimeInterval(-0.001)
            let query = ExpressionCompiler(timezone: timezone, currency: currency, asOf: end)
                .amounts(
                    of: programme.metric, restrictedTo: "tier_candidate",
                    returnsUntil: asOf.instant)
            try await connection.execute(
                Statement(
                    name: "tier_past",
                    sql: "INSERT INTO tier_past (customer_id, amount) \(query.sql)"),
                query.parameters)
        }
    }

    /// Notes whose tier changed.
    private func note(_ count: Int, _ connection: Connection) async throws {
        let log = ChangeLog(connection)
        if count >= ChangeLog.manyRows { return try await log.noteEverybody(.tier) }
        try await connection.execute(
            Statement("tier_note", PackageResources.tier_note_sql), [try await log.transaction()])
    }

    private func figures(_ connection: Connection) async throws -> TierFigures {
        let counts = try await connection.execute(
            Statement("tier_counts", PackageResources.tier_counts_sql))
        guard let row = counts.first else { return TierFigures(evaluated: 0, up: 0, down: 0) }
        return TierFigures(
            evaluated: try row.int("evaluated"), up: try row.int("up"), down: try row.int("down"))
    }
}

extension TierProgramme {
    /// From the lowest to the highest, as numeric[].
    fileprivate var thresholds: Value { .textArray(levels.map { "\($0.from)" }) }
    fileprivate var tiers: Value { .textArray(levels.map(\.tier)) }

    /// The same for the same metric, levels and rules; benefits do not matter.
    package var fingerprint: String {
        let ladder = levels.map { "\($0.tier) from \($0.from)" }.joined(separator: ", ")
        return "\(metric.fingerprint): \(ladder); \(keepDays) days, \(downgrade.rawValue)"
    }
}
