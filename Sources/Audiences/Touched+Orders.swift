import Definitions
import Foundation
import Postgres

extension Touched {
    /// The orders that came or changed since the last evaluation read them: `customer_id`, `order_id`,
    /// `is_new`, whether it was not there, and `images`, how many transactions kept what it was, of
    /// which `xid` is one.
    var changedOrders: SQLText {
        """
        SELECT n.customer_id, n.order_id, bool_or(b.xid IS NULL) AS is_new, \
        count(b.xid) AS images, (array_remove(array_agg(b.xid), NULL))[1] AS xid \
        FROM (SELECT customer_id, order_id, xid FROM tidings.change \
        WHERE \(isUnseen) AND NOT \(wasRead) AND what = 'order' AND order_id <> '') AS n \
        LEFT JOIN tidings.order_before AS b ON b.customer_id = n.customer_id \
        AND b.order_id = n.order_id AND b.xid = n.xid GROUP BY n.customer_id, n.order_id \
        ORDER BY n.customer_id, n.order_id
        """
    }

    /// The orders that may have come to count, or ceased to, since the last evaluation: those that an
    /// edge passed, those of the table `figure_changed` as they are, and as they were.
    ///
    /// The columns of an order that expressions read; `is_here` and `was_here`, whether it is there
    /// now, and was before; `xid`, where it is as it was; `is_return`, whether its units are negative
    /// together, and `amount`, what its lines come to where it has no total. In the order of the key, in
    /// which their lines are near each other.
    var orders: SQLText {
        let passed = (passedRanges[.orders] ?? []).map { range -> SQLText in
            """
            o.placed_at BETWEEN \(Value.instant(range.lowerBound))::timestamptz \
            AND \(Value.instant(range.upperBound))::timestamptz
            """
        }
        let columns: SQLText = """
            o.customer_id, o.order_id, o.placed_at, o.status, o.total, o.currency, o.channel, \
            o.attributes
            """
        return """
            SELECT \(columns), true AS is_here, true AS was_here, NULL::xid8 AS xid, \
            \(Self.ofLines("tidings.order_line", of: "true")) FROM tidings.orders AS o \
            WHERE (\(.any(passed))) AND NOT EXISTS (SELECT FROM figure_changed AS c \
            WHERE c.customer_id = o.customer_id AND c.order_id = o.order_id) UNION ALL \
            SELECT \(columns), true, false, NULL, \
            \(Self.ofLines("tidings.order_line", of: "true")) FROM figure_changed AS c \
            JOIN tidings.orders AS o ON o.customer_id = c.customer_id AND o.order_id = c.order_id \
            UNION ALL SELECT \(columns), false, true, o.xid, \
            \(Self.ofLines("tidings.order_line_before", of: "k.xid = o.xid")) \
            FROM figure_changed AS c JOIN tidings.order_before AS o \
            ON o.customer_id = c.customer_id AND o.order_id = c.order_id AND o.xid = c.xid \
            WHERE NOT c.is_new ORDER BY customer_id, order_id
            """
    }

    /// What an order's lines make of it. Few orders have negative lines, or no total: an index has
    /// them.
    private static func ofLines(_ lines: SQLName, of version: SQLText) -> SQLText {
        func read(_ what: SQLText, _ condition: SQLText = "true") -> SQLText {
            """
            (SELECT \(what) FROM \(lines) AS k WHERE k.customer_id = o.customer_id \
            AND k.order_id = o.order_id AND \(version) AND \(condition))
            """
        }
        return """
            CASE WHEN EXISTS \(read("1", "k.quantity < 0")) \
            THEN \(read("sum(k.quantity) < 0")) END AS is_return, \
            CASE WHEN o.total IS NULL THEN \(read("sum(k.quantity * k.price)")) END AS amount
            """
    }

    /// The lines of an order `o` of the table `figure_candidate`, as they are or as they were.
    static let lines: SQLText = """
        SELECT l.customer_id, l.order_id, l.product_id, l.quantity, l.price \
        FROM tidings.order_line AS l \
        WHERE o.is_here AND l.customer_id = o.customer_id AND l.order_id = o.order_id UNION ALL \
        SELECT l.customer_id, l.order_id, l.product_id, l.quantity, l.price \
        FROM tidings.order_line_before AS l WHERE l.customer_id = o.customer_id \
        AND l.order_id = o.order_id AND l.xid = o.xid
        """

    /// The customers of whom more changed than that orders came and went: `customer_id`, with repeats.
    /// Also those of orders that changed while the last evaluation read: it may have counted them as
    /// they were or as they are; and of orders that changed more than once since.
    var recounted: SQLText {
        let changed: SQLText = "\(changes) AND (order_id = '' OR \(wasRead))"
        let unclear: SQLText = """
            SELECT customer_id FROM figure_changed WHERE images > 1 AND NOT is_new
            """
        return .joined([changed, unclear] + chosen, by: " UNION ALL ")
    }
}
