import Definitions
import Postgres
import Warehouse

extension EvaluationPass {
    /// Finds who can have changed since what is remembered.
    mutating func findTouched(everybody: Bool) async throws {
        isOfEveryone = true
        guard !everybody, let record,
            record.conditions == layout.conditions.map(\.description),
            record.segments == layout.segments.map(\.name),
            record.rankings == layout.rankings.map(\.description)
        else { return }
        let touched = Touched(
            layout.dependencies, since: record, asOf: asOf, money: money)
        isOfEveryone = try await touched?.fill(Self.touchedTable, connection) != true
    }

    /// Reads what rows say of those who are looked at: each table once, grouped by customer, and of
    /// orders what is kept.
    mutating func readFacts() async throws {
        var query = query()
        var columns: [SQLText] = ["c.customer_id"]
        for index in layout.conditions.indices where comesFromFacts(index) {
            let truth = query.sql(layout.conditions[index], isRequired: false)
            columns.append("(\(truth)) AS \(Formula.column(index + 1))")
        }
        for (index, metric) in layout.rankings.enumerated() {
            columns.append("\(query.rankedAmount(metric)) AS \(Formula.amount(index + 1))")
        }
        looked = try await create(
            "evaluation_facts", query.select(.joined(columns, by: ", ")))
    }

    /// Whether a condition is decided by the rows of the customer alone. The others are ranks, and
    /// what is computed for everyone beside the touched.
    func comesFromFacts(_ index: Int) -> Bool {
        layout.conditions[index].rankedMetric == nil && !isComputedForAll(index)
    }

    func isComputedForAll(_ index: Int) -> Bool {
        !isOfEveryone && layout.ofEveryone.contains(index)
    }

    /// Computes for everyone what cannot be said to have changed for the touched alone.
    func readAll() async throws {
        let all = layout.conditions.indices.filter(isComputedForAll)
        guard !all.isEmpty else { return }
        var query = ExpressionQuery(
            asOf: asOf, money: money, restriction: nil, figures: figures)
        var columns: [SQLText] = ["c.customer_id"]
        for index in all {
            let truth = query.sql(layout.conditions[index], isRequired: false)
            columns.append("(\(truth)) AS \(Formula.column(index + 1))")
        }
        try await create("evaluation_all", query.select(.joined(columns, by: ", ")))
    }

    /// Reads what was kept of those who are looked at.
    func readKept() async throws {
        guard !isOfEveryone else { return }
        try await create(
            "evaluation_was",
            """
            SELECT s.customer_id, s.amounts, s.truths FROM tidings.segment_state AS s \
            JOIN evaluation_touched AS x ON x.customer_id = s.customer_id \
            WHERE s.job = \(Value.text(job))::text
            """)
    }
}

extension ExpressionQuery {
    /// By what customers are ranked, NULL for who is not. Ages are counted to a day that stands
    /// still, so that the passing of days changes nothing that is kept.
    mutating func rankedAmount(_ metric: Metric) -> SQLText {
        let amount = sql(metric)
        if case .daysSince = metric {
            return "(\(amount) - \(Value.int(asOf.today.daysSinceEpoch))::integer)::float8"
        }
        guard metric.isCounted else { return "(\(amount))::float8" }
        return "CASE WHEN \(amount) > 0 THEN (\(amount))::float8 END"
    }
}
