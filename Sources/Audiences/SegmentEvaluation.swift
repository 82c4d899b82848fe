package import Definitions
package import Foundation
package import Postgres
package import Problems
import Warehouse

/// Brings the segments of a job up to date: who matches now, against who was a member.
///
/// ```
/// changes → figures of orders → touched → facts → rankings → verdicts → entries and exits
/// ```
/// It costs what changed. Looked at are the customers whose rows changed since the last evaluation
/// (``ChangeLog``) and those for whom time alone may have moved an edge (``Dependencies``). Of them,
/// and of nobody else, all expressions of the job are computed together: each table is read once, and
/// what orders come to is kept from night to night (``OrderFigures``).
/// What was true of a customer is kept in one row, so that a membership changes where a truth does,
/// and with the conditions that changed as its reason. Ranks are found by kept counts
/// (``RankingCounts``): only who stands near a cut is looked at beside the touched.
///
/// Everybody is looked at the first time, after an edited expression, when most have changed, and for
/// conditions of which it cannot be said whom time moves. The result is the same.
///
/// Works inside the caller's transaction. A plan is an evaluation that is rolled back: it sees the
/// segments that it uses as they would be.
package struct SegmentEvaluation: Sendable {
    private let job: String
    private let timezone: TimeZone
    private let currency: String

    /// - Parameters:
    ///   - job: whose segments they are.
    ///   - timezone: the workspace's.
    ///   - currency: the workspace's, ISO 4217.
    package init(job: String, timezone: TimeZone, currency: String) {
        self.job = job
        self.timezone = timezone
        self.currency = currency
    }

    /// What became of a segment.
    package enum Outcome: Sendable {
        case evaluated(SegmentFigures)
        /// More would move than the segment's guard allows; its entries stay as they are.
        case guarded(Problem)
        /// It uses a segment that was guarded; its entries stay as they are.
        case heldBack
    }

    /// The segments of a run in the order of their use.
    ///
    /// - Throws: `Problems` when some use each other in a circle.
    package static func order(of segments: [Segment]) throws(Problems) -> [Segment] {
        try SegmentOrder.sorted(segments)
    }

    /// Evaluates all segments of the job and writes who enters and who leaves.
    ///
    /// The first evaluation of a segment, and the first after its expression changed, is a
    /// baseline, unless the segment includes existing members. The same again changes nothing. A
    /// baseline and a segment without members are not guarded.
    ///
    /// - Parameters:
    ///   - segments: all of the job.
    ///   - asOf: what windows and "ago" are relative to.
    ///   - instant: when entries and exits take place.
    ///   - baseline: whether it is a baseline in any case, as when a feed was first loaded.
    ///   - only: the segments whose entries are written; nil means all.
    ///   - everybody: whether everybody is looked at, whoever can have changed.
    ///   - figures: what the job asks of orders. Defaults to what its segments ask.
    /// - Returns: the outcome of each segment that was asked for, by name.
    package func evaluate(
        _ segments: [Segment], asOf: Date, at instant: Date, runID: Int, baseline: Bool = false,
        only: Set<String>? = nil, everybody: Bool = false, figures: JobFigures? = nil,
        _ connection: Connection
    ) async throws -> [String: Outcome] {
        let layout = EvaluationLayout(try Self.order(of: segments))
        guard !layout.segments.isEmpty else { return [:] }
        try await ChangeLog(connection).begin()
        let figures =
            figures ?? JobFigures(job: job, segments: layout.segments, programmes: [])
        // Before the figures read anything: what they do not have yet is to be followed.
        let seen = try await EvaluationRecord.snapshot(connection)
        let kept = try await OrderFigures(
            figures: figures, asOf: AsOf(asOf, in: timezone), currency: currency,
            connection: connection
        ).follow(everybody: everybody, at: instant)
        var pass = EvaluationPass(
            job: job, layout: layout, asOf: AsOf(asOf, in: timezone),
            money: Money(
                currency: currency, hasRates: layout.hasRates, zone: timezone.identifier),
            figures: kept,
            record: try await EvaluationRecord.read(.segments, job, connection), isOfEveryone: true,
            transaction: try await ChangeLog(connection).transaction(), connection: connection)
        try await pass.clear()
        try await pass.findTouched(everybody: everybody)
        try await pass.readFacts()
        try await pass.readAll()
        var rankings = try await pass.countRankings()
        let places = try await pass.cut(&rankings)
        try await pass.judge(places)
        let customers = try await pass.keepState()
        try await pass.keep(rankings)

        let states = try await states(of: layout.segments, pass.record, connection)
        let baselines = Set(
            layout.segments.filter {
                (baseline || states.standings[$0.name] != .known) && !$0.includeExisting
            }.map(\.name))
        let movements = try await pass.move(settled: states.settled, baselines: baselines)
        let decision = Decision(
            movements, layout, standings: states.standings, baselines: baselines, only: only)
        try await pass.write(
            decision.written, baselines: baselines, at: instant, runID: runID)
        try await pass.remember(
            movements, heldBack: decision.heldBack, customers: customers, seen: seen, at: instant)
        for movement in decision.written {
            try await DefinitionRecord(kind: .segment, name: movement.segment.name)
                .record(movement.segment.expression.fingerprint, at: instant, connection)
        }
        return decision.outcomes
    }

    /// Which segments are new or edited, and of which the entries follow what was kept.
    private func states(
        of segments: [Segment], _ record: EvaluationRecord?, _ connection: Connection
    ) async throws -> (standings: [String: DefinitionStanding], settled: Set<String>) {
        var standings: [String: DefinitionStanding] = [:]
        var settled: Set<String> = []
        for segment in segments {
            let standing = try await DefinitionRecord(kind: .segment, name: segment.name)
                .standing(of: segment.expression.fingerprint, connection)
            standings[segment.name] = standing
            if standing != .new, let record, record.segments.contains(segment.name),
                !record.heldBack.contains(segment.name)
            {
                settled.insert(segment.name)
            }
        }
        return (standings, settled)
    }
}
