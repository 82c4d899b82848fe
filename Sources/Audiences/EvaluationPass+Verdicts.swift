import Definitions
import Postgres

extension EvaluationPass {
    /// Decides every truth of those who are looked at, segments in steps so that each is computed
    /// once, and puts beside it what was kept.
    func judge(_ places: Places) async throws {
        var verdicts = leaves(places)
        for step in layout.steps {
            let columns = step.map { index -> SQLText in
                let segment = layout.segments[index]
                let truth = Formula(layout: layout).sql(segment.condition)
                let column = Formula.column(layout.conditions.count + index + 1)
                return "coalesce(v.is_here AND (\(truth)), false) AS \(column)"
            }
            // The fence keeps PostgreSQL from computing a segment wherever it is used.
            verdicts = """
                SELECT v.*, \(.joined(columns, by: ", ")) FROM (\(verdicts) OFFSET 0) AS v
                """
        }
        let truths = (1...(layout.conditions.count + layout.segments.count)).map {
            "v.\(Formula.column($0))" as SQLText
        }
        let amounts = layout.rankings.indices.map { "v.\(Formula.amount($0 + 1))" as SQLText }
        try await create(
            "evaluation_judged",
            """
            SELECT v.customer_id, v.is_here, ARRAY[\(.joined(amounts, by: ", "))]::float8[] \
            AS amounts, ARRAY[\(.joined(truths, by: ", "))]::boolean[] AS truths, \
            v.old_amounts, v.old_truths FROM (\(verdicts)) AS v
            """)
    }

    /// Those who are looked at, with the truth of each condition.
    private func leaves(_ places: Places) -> SQLText {
        var columns: [SQLText] = ["b.customer_id", "b.is_here", "b.old_amounts", "b.old_truths"]
        for (index, condition) in layout.conditions.enumerated() {
            let column = Formula.column(index + 1)
            if let metric = condition.rankedMetric {
                let amount: SQLText = "b.\(Formula.amount(layout.amount(of: metric) ?? 0))"
                let truth = ranked(condition, amount, places[metric] ?? [:])
                columns.append("(\(truth)) AS \(column)")
            } else {
                let source: SQLName = comesFromFacts(index) ? "b" : "g"
                columns.append("\(source).\(column)")
            }
        }
        columns += layout.rankings.indices.map { "b.\(Formula.amount($0 + 1))" }
        let all: SQLText =
            layout.conditions.indices.contains(where: isComputedForAll)
            ? " LEFT JOIN evaluation_all AS g ON g.customer_id = b.customer_id" : ""
        return "SELECT \(.joined(columns, by: ", ")) FROM (\(base)) AS b\(all)"
    }

    /// Those who are looked at, with what rows decide and what was kept.
    private var base: SQLText {
        let decided = layout.conditions.indices.filter(comesFromFacts)
        let amounts = layout.rankings.indices
        let facts =
            decided.map { "f.\(Formula.column($0 + 1))" as SQLText }
            + amounts.map { "f.\(Formula.amount($0 + 1))" }
        let looked: SQLText = """
            SELECT f.customer_id, f.old_amounts, f.old_truths, \
            \(.joined(["f.is_here"] + facts, by: ", ")) FROM evaluation_facts AS f
            """
        guard !isOfEveryone else { return looked }
        let kept =
            decided.map { "n.truths[\(.literal($0 + 1))]" as SQLText }
            + amounts.map { "n.amounts[\(.literal($0 + 1))]" }
        return """
            \(looked) UNION ALL SELECT n.customer_id, n.amounts, n.truths, \
            \(.joined(["true"] + kept, by: ", ")) FROM evaluation_near AS n WHERE NOT n.is_fresh
            """
    }

    // MARK: Ranks

    private func ranked(
        _ condition: Condition, _ amount: SQLText,
        _ places: [RankingCounts.Cut: RankingCounts.Place]
    ) -> SQLText {
        switch condition {
        case .top(let share, _):
            let place = places[.top(share)] ?? .none
            return """
                coalesce(\(amount) > \(Value.double(place.amount))::float8 \
                OR (\(amount) = \(Value.double(place.amount))::float8 \
                AND b.customer_id COLLATE "C" <= \(Value.text(place.customer))::text), false)
                """
        case .fractile(let fractile, _, let classes):
            func isAbove(_ number: Int) -> SQLText {
                let place = places[.above(number, of: fractile)] ?? .none
                return "\(amount) >= \(Value.double(place.amount))::float8"
            }
            let isInside = classes.map { number -> SQLText in
                let lower: [SQLText] = number > 1 ? [isAbove(number - 1)] : []
                let upper: [SQLText] =
                    number < fractile.rawValue ? ["NOT \(isAbove(number))"] : []
                return .all(lower + upper)
            }
            return "CASE WHEN \(amount) IS NOT NULL THEN \(.any(isInside)) END"
        default: return "false"
        }
    }

    // MARK: Keeping

    /// Writes what is true now where it differs from what was kept; gives how many customers there are.
    func keepState() async throws -> Int {
        var customers = 0
        if let record {
            let removed = try await connection.execute(
                Statement("state_remove", PackageResources.state_remove_sql), [.text(job)])
            try await connection.execute(
                Statement("state_update", PackageResources.state_update_sql), [.text(job)])
            customers = record.customers - removed.affected
        } else {
            try await connection.execute(
                Statement("state_clear", PackageResources.state_clear_sql), [.text(job)])
        }
        let added = try await connection.execute(
            Statement("state_insert", PackageResources.state_insert_sql), [.text(job)])
        return customers + added.affected
    }
}
