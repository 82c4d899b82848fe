package import Definitions
package import Foundation
package import Postgres
package import Problems

/// Brings a segment's membership up to date: who matches now, against who was a member.
///
/// Works inside the caller's transaction. A plan is an evaluation that is rolled back: it sees
/// the segments that it uses as they would be.
package struct SegmentEvaluation: Sendable {
    private let timezone: TimeZone
    private let currency: String

    /// - Parameters:
    ///   - timezone: the workspace's.
    ///   - currency: the workspace's, ISO 4217.
    package init(timezone: TimeZone, currency: String) {
        self.timezone = timezone
        self.currency = currency
    }

    /// The segments of a run in the order of their use.
    ///
    /// - Throws: `Problems` when some use each other in a circle.
    package static func order(of segments: [Segment]) throws(Problems) -> [Segment] {
        try SegmentOrder.sorted(segments)
    }

    /// Evaluates a segment and writes who enters and who leaves.
    ///
    /// The first evaluation of a segment, and the first after its expression changed, is a
    /// baseline, unless the segment includes existing members. The same again changes nothing.
    ///
    /// - Parameters:
    ///   - asOf: what windows and "ago" are relative to.
    ///   - instant: when entries and exits take place.
    ///   - baseline: whether it is a baseline in any case, as when a feed was first loaded.
    /// - Throws: a `Problem` of kind `.guarded` when more moves than the segment's guard allows;
    ///   then nothing was written. A baseline and a segment without members are not guarded.
    package func evaluate(
        _ segment: Segment, asOf: Date, at instant: Date, runID: Int, baseline: Bool = false,
        _ connection: Connection
    ) async throws -> SegmentFigures {
        let compiler = ExpressionCompiler(timezone: timezone, currency: currency, asOf: asOf)
        try await stage(compiler.members(of: segment.expression), connection)

        let record = DefinitionRecord(kind: .segment, name: segment.name)
        let fingerprint = segment.expression.fingerprint
        let isNew = try await record.fingerprint(connection) != fingerprint
        let isBaseline = (isNew || baseline) && !segment.includeExisting
        let (figures, before) = try await count(segment, isBaseline: isBaseline, connection)
        if !isNew { try check(figures, before: before, of: segment) }

        let parameters: [Value] = [
            .text(segment.name), .instant(instant), .int(runID), .boolean(isBaseline),
        ]
        try await connection.execute(
            Statement("segment_enter", PackageResources.segment_enter_sql), parameters)
        try await connection.execute(
            Statement("segment_leave", PackageResources.segment_leave_sql), parameters)
        try await record.record(fingerprint, at: instant, connection)
        return figures
    }

    // MARK: Steps

    /// Fills the temporary table `segment_wanted`; CREATE TABLE AS may use several cores.
    private func stage(_ query: CompiledQuery, _ connection: Connection) async throws {
        try await connection.run(
            script: Statement(
                name: "segment_wanted", sql: "DROP TABLE IF EXISTS pg_temp.segment_wanted"))
        try await connection.execute(
            Statement(
                name: "segment_wanted",
                sql: "CREATE TEMP TABLE segment_wanted ON COMMIT DROP AS \(query.sql)"),
            query.parameters)
        // Fails on a customer who is there twice, and tells the planner how many there are.
        try await connection.run(
            script: Statement(
                name: "segment_wanted",
                sql: "ALTER TABLE pg_temp.segment_wanted ADD PRIMARY KEY (customer_id);"
                    + "ANALYZE pg_temp.segment_wanted"))
    }

    private func count(
        _ segment: Segment, isBaseline: Bool, _ connection: Connection
    ) async throws -> (SegmentFigures, before: Int) {
        let counts = try await connection.execute(
            Statement("segment_counts", PackageResources.segment_counts_sql),
            [.text(segment.name)])
        guard let row = counts.first else { return (SegmentFigures(none: isBaseline), 0) }
        let figures = SegmentFigures(
            members: try row.int("members"), entered: try row.int("entered"),
            left: try row.int("left_count"), isBaseline: isBaseline)
        return (figures, try row.int("before"))
    }

    private func check(
        _ figures: SegmentFigures, before: Int, of segment: Segment
    ) throws(Problem) {
        guard let limit = segment.guardPercent, before > 0 else { return }
        let moved = figures.entered + figures.left
        guard Double(moved) * 100 > limit * Double(before) else { return }
        throw Self.guarded(segment, figures, before: before, limit: limit)
    }
}

extension SegmentFigures {
    fileprivate init(none isBaseline: Bool) {
        self.init(members: 0, entered: 0, left: 0, isBaseline: isBaseline)
    }
}

extension SegmentEvaluation {
    private static func guarded(
        _ segment: Segment, _ figures: SegmentFigures, before: Int, limit: Double
    ) -> Problem {
        let share = Double(figures.entered + figures.left) * 100 / Double(before)
        return Problem(
            .guarded,
            "the segment \"\(segment.name)\" would change by \(text(share))%, more than the "
                + "\(text(limit))% of its guard: of \(before) members \(figures.left) leave, and "
                + "\(figures.entered) enter",
            at: segment.place,
            hint: "See who moves with tidings plan. If it is right, raise the guard for one run.")
    }

    /// With at most one digit after the point.
    private static func text(_ percent: Double) -> String {
        let tenths = (percent * 10).rounded()
        return tenths.truncatingRemainder(dividingBy: 10) == 0
            ? String(Int(tenths / 10)) : String(tenths / 10)
    }
}
