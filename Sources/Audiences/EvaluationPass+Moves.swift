import Definitions
import Foundation
import Postgres
import Warehouse

extension EvaluationPass {
    /// What an evaluation finds of one segment.
    struct Movement {
        let segment: Segment
        /// From 0, in the layout.
        let position: Int
        var before: Int
        var entered = 0
        var left = 0

        var after: Int { before + entered - left }
    }

    /// Fills `segment_move` with who enters and who leaves, and counts them.
    ///
    /// - Parameters:
    ///   - settled: the segments whose entries follow what was kept; of the others entries are
    ///     compared with everybody.
    ///   - baselines: those that set a state, for which nobody asks why.
    func move(settled: Set<String>, baselines: Set<String>) async throws -> [Movement] {
        try await create("segment_move", moves(of: settled))
        var movements: [Movement] = []
        for (position, segment) in layout.segments.enumerated() {
            var before = 0
            if let record, settled.contains(segment.name),
                let index = record.segments.firstIndex(of: segment.name)
            {
                before = record.members[index]
            } else {
                before = try await compareEntries(
                    of: segment, at: position, isBaseline: baselines.contains(segment.name))
            }
            movements.append(Movement(segment: segment, position: position, before: before))
        }
        let counts = try await connection.execute(
            Statement("segment_move_count", PackageResources.segment_move_count_sql))
        for row in counts {
            let position = try row.int("position")
            movements[position].entered = try row.int("entered")
            movements[position].left = try row.int("left_count")
        }
        return movements
    }

    private func compareEntries(
        of segment: Segment, at position: Int, isBaseline: Bool
    ) async throws -> Int {
        try await connection.execute(
            Statement("segment_move_all", PackageResources.segment_move_all_sql),
            [
                .text(job), .int(layout.conditions.count + position + 1), .text(segment.name),
                .int(position),
            ])
        if !isBaseline { try await giveReasons(of: segment, at: position) }
        return try await connection.execute(
            Statement("segment_open", PackageResources.segment_open_sql), [.text(segment.name)]
        ).first?.int("members") ?? 0
    }

    // MARK: Who moves, and why

    private func moves(of settled: Set<String>) -> SQLText {
        var parts: [SQLText] = [
            """
            SELECT NULL::text AS customer_id, NULL::integer AS position, NULL::boolean AS enters, \
            NULL::text[] AS because WHERE false
            """
        ]
        var moves: [SQLText] = []
        for (index, segment) in layout.segments.enumerated() where settled.contains(segment.name) {
            guard let now = layout.truth(of: segment.name),
                let kept = record?.truth(ofSegment: segment.name)
            else { continue }
            let isMove: SQLText = """
                j.truths[\(.literal(now))] \
                IS DISTINCT FROM coalesce(j.old_truths[\(.literal(kept))], false)
                """
            moves.append(isMove)
            parts.append(
                """
                SELECT j.customer_id, \(.literal(index)), j.truths[\(.literal(now))], \
                \(reasons(of: segment)) FROM moving AS j WHERE \(isMove)
                """)
        }
        // Who moves is found in one look; they are few.
        return """
            WITH moving AS MATERIALIZED (SELECT j.* FROM evaluation_judged AS j \
            WHERE \(.any(moves))) \(.joined(parts, by: " UNION ALL "))
            """
    }

    /// Gives those who moved while a guard held a segment back what holds of them now, or does not: in
    /// which night it came to be so is not kept.
    private func giveReasons(of segment: Segment, at position: Int) async throws {
        try await run(
            "segment_move_reasons",
            """
            UPDATE segment_move AS m SET because = \(reasons(of: segment, isCompared: false)) \
            FROM (SELECT v.customer_id, s.customer_id IS NOT NULL AS is_here, s.truths, \
            v.enters FROM segment_move AS v LEFT JOIN tidings.segment_state AS s \
            ON s.customer_id = v.customer_id AND s.job = \(Value.text(job))::text \
            WHERE v.position = \(.literal(position))) AS j \
            WHERE m.customer_id = j.customer_id AND m.position = \(.literal(position))
            """)
    }

    /// The conditions of a segment that are another way than they were, as they are now.
    ///
    /// - Parameter isCompared: whether they are compared with what was kept; else those that hold
    ///   speak for who enters, and those that do not for who leaves.
    private func reasons(of segment: Segment, isCompared: Bool = true) -> SQLText {
        var seen: Set<Condition> = []
        let reasons = segment.condition.leaves.filter { seen.insert($0).inserted }
            .compactMap { leaf -> SQLText? in
                guard let now = layout.truth(of: leaf) else { return nil }
                let is_: SQLText = "j.truths[\(.literal(now))]"
                let (text, not) = (Value.text("\(leaf)"), Value.text("\(Condition.not(leaf))"))
                guard isCompared else {
                    return """
                        CASE WHEN \(is_) AND j.enters THEN \(text)::text \
                        WHEN \(is_) IS NOT TRUE AND NOT j.enters THEN \(not)::text END
                        """
                }
                guard let kept = keptTruth(of: leaf) else { return nil }
                return """
                    CASE WHEN j.old_truths IS NOT NULL \
                    AND \(is_) IS NOT DISTINCT FROM j.old_truths[\(.literal(kept))] THEN NULL \
                    WHEN \(is_) THEN \(text)::text \
                    WHEN j.old_truths IS NOT NULL THEN \(not)::text END
                    """
            }
        return """
            CASE WHEN j.is_here THEN nullif(array_remove(\
            ARRAY[\(.joined(reasons, by: ", "))]::text[], NULL), '{}') \
            ELSE ARRAY[\(Value.text(Self.isGone))::text] END
            """
    }

    private func keptTruth(of leaf: Condition) -> Int? {
        if let name = leaf.segment, layout.truth(of: name) != nil {
            return record?.truth(ofSegment: name)
        }
        return record?.truth(of: "\(leaf)")
    }

    /// Why somebody leaves who is not known any more.
    private static let isGone = "no longer a customer"

    // MARK: Writing

    /// Writes who enters and who leaves, and how large the segments are now.
    func write(
        _ movements: [Movement], baselines: Set<String>, at instant: Date, runID: Int
    ) async throws {
        let segments: [Value] = [
            .textArray(movements.map { "\($0.position)" }),
            .textArray(movements.map(\.segment.name)),
            .textArray(movements.map { baselines.contains($0.segment.name) ? "t" : "f" }),
        ]
        let entry = segments + [.instant(instant), .int(runID)]
        try await connection.execute(
            Statement("segment_enter", PackageResources.segment_enter_sql), entry)
        try await connection.execute(
            Statement("segment_leave", PackageResources.segment_leave_sql), entry)
        try await note(movements, segments[0])
        try await connection.execute(
            Statement("segment_size_write", PackageResources.segment_size_write_sql),
            [
                segments[1], .textArray(movements.map { "\($0.after)" }),
                .textArray(movements.map { "\($0.entered)" }),
                .textArray(movements.map { "\($0.left)" }), .instant(instant), .int(runID),
            ])
    }

    private func note(_ movements: [Movement], _ positions: Value) async throws {
        let count = movements.reduce(0) { $0 + $1.entered + $1.left }
        if count >= ChangeLog.manyRows {
            return try await ChangeLog(connection).noteEverybody(.segment)
        }
        try await connection.execute(
            Statement("segment_note", PackageResources.segment_note_sql), [positions, transaction])
    }
}
