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
/// - A level is kept for so many days after the last evaluation that earned it, and held for some
///   days of grace after that. It ends on the first day of review then: it falls by one level (which
///   is kept as long as if it were earned), to what is earned, or never.
/// - A return that unearns a level ends it at once. It has unearned it when the metric, computed
///   anew as of the end of the day on which the level was last earned, over today's data and with
///   the returns that came since, no longer reaches it. The customer falls to the highest of what
///   is earned now, what is left of that day, and the level held before where that would last
///   still. Levels reached by a downgrade or a new definition end by rule only.
/// - A level that was set by hand holds until its day is over; one that was above what the customer
///   had lets them earn more. Then they have what is earned, or had before where that would last.
/// - The first evaluation, and one after the metric, the levels or a rule changed, is a baseline.
///   After a change, a level that exists further on is kept for as long as it was to be.
///
/// Nothing is written about who goes on earning what they have. So who is neither touched nor moved
/// by time need not be looked at: an evaluation of the others writes what one of everybody would.
package struct TierEvaluation: Sendable {
    /// Whose level is looked at.
    package enum Scope: Sendable {
        case everyone
        /// The customers of a table with a column `customer_id`, lower-case letters, digits and
        /// underscores: all whose amount may have changed, who are new, or whose orders changed
        /// (a return takes back what it earned). Who moves by time alone is added.
        case touched(String)
        /// The customers of such a table and nobody else, as after something done by hand.
        case only(String)
    }

    /// How much each customer has, of those of a table, or of everyone for nil: `customer_id` once
    /// each, and `amount`, a number.
    package typealias Amounts = @Sendable (_ table: String?) -> CompiledQuery

    let timezone: TimeZone
    let currency: String

    /// - Parameters:
    ///   - timezone: the workspace's.
    ///   - currency: the workspace's, ISO 4217.
    package init(timezone: TimeZone, currency: String) {
        self.timezone = timezone
        self.currency = currency
    }

    /// Whether the next evaluation must be of everyone: the first, and one after a change.
    package func needsEveryone(
        _ programme: TierProgramme, _ connection: Connection
    ) async throws -> Bool {
        let record = DefinitionRecord(kind: .tiers, name: programme.name)
        return try await record.standing(of: programme.fingerprint, connection) != .known
    }

    /// Evaluates a programme and writes who rises and who falls. The same again changes nothing.
    ///
    /// - Parameters:
    ///   - scope: whose level is looked at; where everyone must be, everyone is.
    ///   - asOf: what windows are relative to; its local day is the day evaluated.
    ///   - instant: when periods begin and end.
    ///   - runID: nil for what is done by hand, which is no evaluation of the programme.
    ///   - baseline: whether it is a baseline in any case, as when a feed was first loaded.
    ///   - amounts: what each customer has of the metric. Defaults to computing it.
    package func evaluate(
        _ programme: TierProgramme, of scope: Scope = .everyone, asOf: Date, at instant: Date,
        runID: Int?, baseline: Bool = false, amounts: Amounts? = nil, _ connection: Connection
    ) async throws -> TierFigures {
        let today = AsOf(asOf, in: timezone)
        let record = DefinitionRecord(kind: .tiers, name: programme.name)
        let standing = try await record.standing(of: programme.fingerprint, connection)
        let mode = mode(of: programme, standing, baseline: baseline)
        let stage = TierStage(programme: programme, asOf: today, connection: connection)
        let table = try await stage.scope(standing == .known ? scope : .everyone)
        let compiler = compiler(asOf: asOf)
        try await stage.standings(
            amounts?(table) ?? compiler.amounts(of: programme.metric, restrictedTo: table))
        try await stage.lapses(ofEveryone: mode != .usual)
        if mode == .usual { try await lookBack(programme, today, stage) }
        try await stage.changes(mode.rawValue)

        let period: [Value] = [.text(programme.name), .instant(instant), .int(runID)]
        try await connection.execute(
            Statement("tier_keep", PackageResources.tier_keep_sql), [.text(programme.name)])
        try await connection.execute(
            Statement("tier_end", PackageResources.tier_end_sql), period)
        let begun = try await connection.execute(
            Statement("tier_begin", PackageResources.tier_begin_sql), period
        ).affected
        try await note(begun, connection)
        if runID != nil {
            try await stage.evaluated()
            try await record.record(programme.fingerprint, at: instant, connection)
        }
        return try await figures(mode, standing, connection)
    }

    // MARK: Steps

    private enum Mode: String {
        case usual, baseline, redefined
    }

    private func mode(
        of programme: TierProgramme, _ standing: DefinitionStanding, baseline: Bool
    ) -> Mode {
        if programme.includeExisting { return .usual }
        if baseline { return .baseline }
        return switch standing {
        case .known: .usual
        case .new: .baseline
        case .edited: .redefined
        }
    }

    func compiler(asOf: Date) -> ExpressionCompiler {
        ExpressionCompiler(timezone: timezone, currency: currency, asOf: asOf)
    }

    /// Computes the metric as of the days on which levels that are only kept were last earned,
    /// each day for its own customers. An attribute has no history: what it was nobody knows.
    private func lookBack(
        _ programme: TierProgramme, _ asOf: AsOf, _ stage: TierStage
    ) async throws {
        if case .amount(.attribute) = programme.metric.tree { return }
        for day in try await stage.earnedDays() {
            let end = asOf.start(of: day.adding(days: 1)).addingTimeInterval(-0.001)
            try await stage.past(on: day) { table in
                compiler(asOf: end).amounts(
                    of: programme.metric, restrictedTo: table, returnsUntil: asOf.instant)
            }
        }
    }

    /// Notes whose tier changed.
    private func note(_ count: Int, _ connection: Connection) async throws {
        let log = ChangeLog(connection)
        if count >= ChangeLog.manyRows { return try await log.noteEverybody(.tier) }
        try await connection.execute(
            Statement("tier_note", PackageResources.tier_note_sql), [try await log.transaction()])
    }

    private func figures(
        _ mode: Mode, _ standing: DefinitionStanding, _ connection: Connection
    ) async throws -> TierFigures {
        let counts = try await connection.execute(
            Statement("tier_counts", PackageResources.tier_counts_sql)
        ).first
        return TierFigures(
            evaluated: try counts?.int("evaluated") ?? 0, up: try counts?.int("up") ?? 0,
            down: try counts?.int("down") ?? 0, isBaseline: mode != .usual, standing: standing)
    }
}
