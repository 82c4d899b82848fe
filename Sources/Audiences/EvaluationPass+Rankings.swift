import Definitions
import Postgres
import Problems

extension EvaluationPass {
    /// Where each cut of each ranking falls now.
    typealias Places = [Metric: [RankingCounts.Cut: RankingCounts.Place]]

    /// Counts the amounts of those who are looked at, in place of what they had.
    func countRankings() async throws -> [RankingCounts] {
        var rankings = layout.rankings.map { RankingCounts($0, in: layout) }
        if !isOfEveryone { try await readCounts(&rankings) }
        for index in rankings.indices {
            if isOfEveryone {
                try await divide(&rankings[index], amongEveryone: .facts)
            } else {
                try await count(&rankings[index])
            }
        }
        return rankings
    }

    /// Finds the cut points, and in `evaluation_near` those who may be on another side of one now.
    func cut(_ rankings: inout [RankingCounts]) async throws -> Places {
        try await readNear(rankings)
        var places: Places = [:]
        for index in rankings.indices {
            let found = try await cut(rankings[index])
            rankings[index].amounts = rankings[index].cuts.map { found[$0]?.amount ?? .infinity }
            places[rankings[index].metric] = found
        }
        return places
    }

    /// Keeps the counts; a ranking whose amounts have left its buckets is divided anew.
    func keep(_ rankings: [RankingCounts]) async throws {
        for var ranking in rankings {
            if ranking.isOutgrown { try await divide(&ranking, amongEveryone: .kept) }
            try await connection.execute(
                Statement("ranking_write", PackageResources.ranking_write_sql),
                [
                    .text(job), .text("\(ranking.metric)"), ranking.bounds.value,
                    .textArray(ranking.counts.map { "\($0)" }), ranking.amounts.value,
                ])
        }
        try await connection.execute(
            Statement("ranking_forget", PackageResources.ranking_forget_sql),
            [.text(job), .textArray(rankings.map { "\($0.metric)" })])
    }

    // MARK: Counting

    private enum Source {
        case facts, kept
    }

    /// Divides the amounts of everyone into buckets, and counts them.
    private func divide(
        _ ranking: inout RankingCounts, amongEveryone source: Source
    ) async throws {
        let position = layout.amount(of: ranking.metric) ?? 0
        func amounts(_ sample: SQLText) -> SQLText {
            switch source {
            case .facts:
                let amount = Formula.amount(position)
                return """
                    SELECT f.\(amount) AS amount FROM evaluation_facts AS f\(sample) \
                    WHERE f.is_here AND f.\(amount) IS NOT NULL
                    """
            case .kept:
                let amount: SQLText = "s.amounts[\(.literal(position))]"
                return """
                    SELECT \(amount) AS amount FROM tidings.segment_state AS s\(sample) \
                    WHERE s.job = \(Value.text(job))::text AND \(amount) IS NOT NULL
                    """
            }
        }
        // Bounds need not be even, only the counts must be right: a sample will do.
        let all = source == .facts ? looked : record?.customers ?? looked
        let share = min(100, 100 * 40 * Double(RankingCounts.buckets) / Double(max(all, 1)))
        let bounds = try await run(
            "ranking_bounds",
            """
            SELECT n.amount, count(*) > 1 AS is_common FROM (SELECT s.amount, \
            row_number() OVER (ORDER BY s.amount) AS position, count(*) OVER () AS total \
            FROM (\(amounts(" TABLESAMPLE BERNOULLI (\(Value.double(share))) REPEATABLE (1)"))) \
            AS s) AS n \
            WHERE n.position % greatest(n.total / \(Value.int(RankingCounts.buckets))::bigint, 1) \
            = 0 GROUP BY n.amount ORDER BY n.amount
            """)
        ranking.divide(
            at: try bounds.map { (try $0.double("amount"), try $0.bool("is_common")) })
        let counts = try await run(
            "ranking_counts",
            """
            SELECT width_bucket(n.amount, \(ranking.bounds.value)::float8[]) AS bucket, \
            count(*) AS count FROM (\(amounts(""))) AS n GROUP BY 1
            """)
        for row in counts { ranking.counts[try row.int("bucket")] = try row.int("count") }
    }

    /// Counts what those who are looked at have, instead of what they had.
    private func count(_ ranking: inout RankingCounts) async throws {
        let position = layout.amount(of: ranking.metric) ?? 0
        let amount = Formula.amount(position)
        let kept: SQLText = "f.old_amounts[\(.literal(position))]"
        let bounds = ranking.bounds.value
        let changes = try await run(
            "ranking_changes",
            """
            SELECT n.bucket, sum(n.change)::bigint AS change FROM (\
            SELECT width_bucket(f.\(amount), \(bounds)::float8[]) AS bucket, 1 AS change \
            FROM evaluation_facts AS f WHERE f.is_here AND f.\(amount) IS NOT NULL UNION ALL \
            SELECT width_bucket(\(kept), \(bounds)::float8[]), -1 \
            FROM evaluation_facts AS f WHERE \(kept) IS NOT NULL) AS n GROUP BY n.bucket
            """)
        for row in changes { ranking.counts[try row.int("bucket")] += try row.int("change") }
    }

    private func readCounts(_ rankings: inout [RankingCounts]) async throws {
        let rows = try await connection.execute(
            Statement("ranking_read", PackageResources.ranking_read_sql), [.text(job)])
        for row in rows {
            let metric = try row.text("metric")
            guard let index = rankings.firstIndex(where: { "\($0.metric)" == metric }) else {
                continue
            }
            rankings[index].bounds = try row.texts("bounds").compactMap { Double($0) }
            rankings[index].counts = try row.texts("counts").compactMap { Int($0) }
            rankings[index].amounts = try row.texts("cuts").compactMap { Double($0) }
        }
    }

    // MARK: Cutting

    /// Reads who has an amount between where a cut was and where it may be now, and of whom a truth
    /// differs that is computed for everyone: one look at what is kept.
    private func readNear(_ rankings: [RankingCounts]) async throws {
        let all = layout.conditions.indices.filter(isComputedForAll)
        var kept = all.map { index -> SQLText in
            let column = Formula.column(index + 1)
            return "s.truths[\(.literal(index + 1))] IS DISTINCT FROM g.\(column)"
        }
        var fresh: [SQLText] = []
        for ranking in rankings {
            let position = layout.amount(of: ranking.metric) ?? 0
            for ends in ranking.reach {
                let ends: SQLText = """
                    BETWEEN \(Value.double(ends.lowerBound))::float8 \
                    AND \(Value.double(ends.upperBound))::float8
                    """
                kept.append("s.amounts[\(.literal(position))] \(ends)")
                fresh.append("f.\(Formula.amount(position)) \(ends)")
            }
        }
        let amounts = layout.rankings.indices.map { "f.\(Formula.amount($0 + 1))" as SQLText }
        let ofFacts: SQLText = """
            SELECT f.customer_id, ARRAY[\(.joined(amounts, by: ", "))]::float8[] AS amounts, \
            NULL::boolean[] AS truths, true AS is_fresh FROM evaluation_facts AS f \
            WHERE f.is_here AND (\(.any(fresh)))
            """
        guard !isOfEveryone else {
            try await create("evaluation_near", ofFacts)
            return
        }
        let others: SQLText =
            all.isEmpty ? "" : " JOIN evaluation_all AS g ON g.customer_id = s.customer_id"
        try await create(
            "evaluation_near",
            """
            \(ofFacts) UNION ALL SELECT s.customer_id, s.amounts, s.truths, false \
            FROM tidings.segment_state AS s\(others) WHERE s.job = \(Value.text(job))::text \
            AND (\(.any(kept))) AND NOT EXISTS (SELECT 1 FROM evaluation_touched AS x \
            WHERE x.customer_id = s.customer_id)
            """)
    }

    /// The place of each cut of a ranking, among those near it.
    private func cut(
        _ ranking: RankingCounts
    ) async throws -> [RankingCounts.Cut: RankingCounts.Place] {
        let amount: SQLText = "n.amounts[\(.literal(layout.amount(of: ranking.metric) ?? 0))]"
        var places: [RankingCounts.Cut: RankingCounts.Place] = [:]
        for cut in ranking.cuts {
            guard let rank = ranking.rank(of: cut) else {
                places[cut] = RankingCounts.Place.none
                continue
            }
            let bucket = ranking.bucket(holding: rank)
            if bucket.tells(cut) {
                places[cut] = RankingCounts.Place(amount: bucket.from, customer: "")
                continue
            }
            let isBelow: SQLText =
                bucket.below == .infinity
                ? "true" : "\(amount) < \(Value.double(bucket.below))::float8"
            let row = try await run(
                "ranking_cut",
                """
                SELECT \(amount) AS amount, n.customer_id FROM evaluation_near AS n \
                WHERE \(amount) >= \(Value.double(bucket.from))::float8 AND \(isBelow) \
                ORDER BY 1, n.customer_id COLLATE "C" DESC \
                OFFSET \(Value.int(rank - bucket.before - 1))::bigint LIMIT 1
                """
            ).first
            guard let row else { throw Self.miscounted(ranking.metric) }
            places[cut] = RankingCounts.Place(
                amount: try row.double("amount"), customer: try row.text("customer_id"))
        }
        return places
    }
}

extension [Double] {
    /// As float8[].
    fileprivate var value: Value { .textArray(map { "\($0)" }) }
}

extension EvaluationPass {
    private static func miscounted(_ metric: Metric) -> Problem {
        Problem(
            .bug, "the counts of what customers are ranked by do not match: \(metric)",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}
