import Definitions
import Foundation
import Postgres

/// Customers by an amount: the highest, classes of equal size, and percentiles.
///
/// Ranked are all customers whose amount is known and, of a count or sum, more than 0: who never
/// bought is not among the best of anything.
struct Ranking {
    private let ranked: SQLText

    init(_ metric: Metric, asOf: AsOf, money: Money, figures: KeptFigures? = nil) {
        var query = ExpressionQuery(
            asOf: asOf, money: money, restriction: nil, figures: figures)
        let amount = query.sql(metric)
        let isRanked =
            metric.isCounted
            ? query.sql(.number(metric, .compare(.greater, 0)), isRequired: true)
            : "\(amount) IS NOT NULL"
        ranked = query.select("c.customer_id, \(amount) AS amount", where: [isRanked])
    }

    /// Exactly as many as meant; customers of equal amounts are taken in the order of their ids.
    func top(_ share: TopShare) -> SQLText {
        let limit: SQLText
        switch share {
        case .count(let count): limit = "\(Value.int(count))::bigint"
        case .percent(let percent):
            limit = """
                (SELECT ceil(count(*) * \(Value.number(percent))::numeric / 100)::bigint \
                FROM ranked)
                """
        case .total(let percent): return total(percent)
        }
        return """
            WITH ranked AS MATERIALIZED (\(ranked)) SELECT customer_id FROM ranked \
            ORDER BY amount DESC, customer_id COLLATE "C" LIMIT \(limit)
            """
    }

    /// Those before whom less than the share of the total is reached.
    private func total(_ percent: Number) -> SQLText {
        """
        SELECT customer_id FROM (SELECT customer_id, sum(amount) OVER () AS total, \
        sum(amount) OVER (ORDER BY amount DESC, customer_id COLLATE "C" \
        ROWS UNBOUNDED PRECEDING) - amount AS before FROM (\(ranked)) AS ranked) AS summed \
        WHERE before * 100 < total * \(Value.number(percent))::numeric
        """
    }

    /// Everyone with `place`, from 1 in the order of ``top(_:)``, and `count` of all.
    var places: SQLText {
        """
        SELECT customer_id, row_number() OVER (ORDER BY amount DESC, customer_id COLLATE "C") \
        AS place, count(*) OVER () AS count FROM (\(ranked)) AS ranked
        """
    }

    /// Everyone with `class`, 1 to the number of classes. Counted in whole numbers, so that no
    /// rounding moves anybody over an edge.
    func classes(_ fractile: Fractile) -> SQLText {
        let count = Value.int(fractile.rawValue)
        return """
            SELECT customer_id, (\(count)::bigint * count(*) OVER (ORDER BY amount) \
            + count(*) OVER () - 1) / count(*) OVER () AS class FROM (\(ranked)) AS ranked
            """
    }

    /// The least amount that so many percent do not exceed: one value, NULL of nobody.
    func percentile(_ share: Int) -> SQLText {
        """
        (SELECT percentile_disc(\(Value.int(share))::double precision / 100) \
        WITHIN GROUP (ORDER BY amount) FROM (\(ranked)) AS ranked)
        """
    }
}
