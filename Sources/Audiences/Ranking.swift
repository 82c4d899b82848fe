import Definitions
import Foundation
import Postgres

/// Customers by an amount: the highest, and fifths.
///
/// Ranked are all customers whose amount is known and, of a count or sum, more than 0: who never
/// bought is not among the best of anything.
struct Ranking {
    private let ranked: SQLText

    init(_ metric: Metric, asOf: AsOf, currency: String) {
        var query = ExpressionQuery(asOf: asOf, currency: currency, restriction: nil)
        let amount = query.sql(metric)
        let isRanked: SQLText
        switch metric {
        case .daysSince, .attribute: isRanked = "\(amount) IS NOT NULL"
        default:
            isRanked = query.sql(.number(metric, .compare(.greater, 0)), isRequired: true)
        }
        ranked = query.select("c.customer_id, \(amount) AS amount", where: [isRanked])
    }

    /// Exactly as many as meant; customers of equal amounts are taken in the order of their ids.
    func top(_ share: TopShare) -> SQLText {
        let limit: SQLText =
            switch share {
            case .count(let count): "\(Value.int(count))::bigint"
            case .percent(let percent):
                """
                (SELECT ceil(count(*) * \(Value.number(percent))::numeric / 100)::bigint \
                FROM ranked)
                """
            }
        return """
            WITH ranked AS MATERIALIZED (\(ranked)) SELECT customer_id FROM ranked \
            ORDER BY amount DESC, customer_id COLLATE "C" LIMIT \(limit)
            """
    }

    /// Everyone with `quintile`, 1 to 5. Counted in whole numbers, so that no rounding moves
    /// anybody over an edge.
    var quintiles: SQLText {
        """
        SELECT customer_id, (5 * count(*) OVER (ORDER BY amount) + count(*) OVER () - 1) \
        / count(*) OVER () AS quintile FROM (\(ranked)) AS ranked
        """
    }
}
