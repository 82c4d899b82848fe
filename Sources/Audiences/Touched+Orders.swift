import Definitions
import Foundation
import Postgres

extension Touched {
    /// The orders that may have come to count, or ceased to, since the last evaluation:
    /// `customer_id`, `order_id`, and `is_new`, whether it was not there when that read orders.
    var orders: SQLText {
        let passed = passedRanges[.orders] ?? []
        let rows = passed.map { range -> SQLText in
            """
            SELECT customer_id, order_id, false FROM tidings.orders WHERE placed_at \
            BETWEEN \(Value.instant(range.lowerBound))::timestamptz \
            AND \(Value.instant(range.upperBound))::timestamptz
            """
        }
        let new: SQLText = """
            SELECT customer_id, order_id, true AS is_new FROM tidings.change \
            WHERE \(isUnseen) AND NOT \(wasRead) AND what = 'order' AND order_id <> ''
            """
        return """
            SELECT n.customer_id, n.order_id, bool_or(n.is_new) AS is_new \
            FROM (\(.joined([new] + rows, by: " UNION ALL "))) AS n \
            GROUP BY n.customer_id, n.order_id
            """
    }

    /// The customers of whom more changed than that orders came: `customer_id`, with repeats. Also
    /// those of orders that came while the last evaluation read: it may have counted them or not.
    var recounted: SQLText {
        let changed: SQLText = "\(changes) AND (order_id = '' OR \(wasRead))"
        return .joined([changed] + chosen, by: " UNION ALL ")
    }
}
