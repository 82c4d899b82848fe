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
            layout.dependencies, since: record, asOf: asOf, money: money, figures: figures)
        isOfEveryone = try await touched?.fill(Self.touchedTable, connection) != true
    }

    /// Reads what rows say of those who are looked at, beside what was kept of them: each table once,
    /// grouped by customer, and of orders what is kept.
    mutating func readFacts() async throws {
        var query = query()
        let (customers, customer) = self.customers
        var columns: [SQLText] = [
            "\(customer) AS customer_id", "c.customer_id IS NOT NULL AS is_here",
            "w.amounts AS old_amounts", "w.truths AS old_truths",
        ]
        for index in layout.conditions.indices where comesFromFacts(index) {
            let truth = query.sql(layout.conditions[index], isRequired: false)
            columns.append("(\(truth)) AS \(Formula.column(index + 1))")
        }
        for (index, metric) in layout.rankings.enumerated() {
            columns.append("\(query.rankedAmount(metric)) AS \(Formula.amount(index + 1))")
        }
        looked = try await create(
            "evaluation_facts", query.select(.joined(columns, by: ", "), from: customers))
    }

    /// Those who are looked at: customers as `c`, and as `w` what was kept, also of who is gone.
    private var customers: (tables: SQLText, id: SQLText) {
        let kept: SQLText = """
            (SELECT customer_id, amounts, truths FROM tidings.segment_state \
            WHERE job = \(Value.text(job))::text) AS w
            """
        if !isOfEveryone {
            return (
                """
                evaluation_touched AS f LEFT JOIN tidings.customer AS c \
                ON c.customer_id = f.customer_id LEFT JOIN \(kept) ON w.customer_id = f.customer_id
                """, "f.customer_id"
            )
        }
        // Of a job that begins anew nothing counts that is kept.
        let join: SQLText = record == nil ? "LEFT JOIN" : "FULL JOIN"
        let on: SQLText = record == nil ? "false" : "w.customer_id = c.customer_id"
        return (
            "tidings.customer AS c \(join) \(kept) ON \(on)",
            "coalesce(c.customer_id, w.customer_id)"
        )
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
