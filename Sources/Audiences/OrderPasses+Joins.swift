import Definitions
import Foundation
import Postgres

extension OrderPasses {
    /// The passes that are used, joined to the customers `c`.
    var joins: [SQLText] {
        [
            readsFigures ? figures?.join : nil,
            orders.isEmpty
                ? nil
                : orders.join(
                    source(.orders), key: "o.customer_id", always: [upTo],
                    restriction: restriction),
            lines.isEmpty
                ? nil
                : lines.join(
                    source(.lines), key: "l.customer_id", always: [upTo] + onlyChosen,
                    restriction: restriction),
        ].compactMap { $0 }
    }

    /// The passes that are used, by themselves.
    var queries: (orders: SQLText?, lines: SQLText?) {
        (
            orders.isEmpty
                ? nil
                : orders.query(
                    source(.orders), key: "o.customer_id", always: [upTo],
                    restriction: restriction),
            lines.isEmpty
                ? nil
                : lines.query(
                    source(.lines), key: "l.customer_id", always: [upTo] + onlyChosen,
                    restriction: restriction)
        )
    }

    /// By how much the orders that came and went (``Touched/orders``) change the passes; see
    /// ``AggregatePass``.
    func differences(from old: OrderPasses) -> (orders: SQLText?, lines: SQLText?) {
        let found: SQLText = """
            CROSS JOIN LATERAL (SELECT o.is_return) AS r \
            CROSS JOIN LATERAL (SELECT o.amount) AS t
            """
        let ofOrders: SQLText = "figure_candidate AS o \(found)"
        // Lines of orders before every window do not matter.
        let starts = [old.lines.firstStart, lines.firstStart]
        let start = starts.contains(nil) ? nil : starts.compactMap { $0 }.min()
        let ofLines: SQLText = """
            (SELECT * FROM figure_candidate AS o \
            WHERE \(.all(AsOf.Bounds(from: start).conditions("o.placed_at")))) AS o \
            CROSS JOIN LATERAL (\(Touched.lines)) AS l \
            \(found)\(joinedProducts)
            """
        return (
            orders.isEmpty
                ? nil
                : orders.difference(
                    from: old.orders, ofOrders, key: "o.customer_id", always: upTo,
                    before: old.upTo),
            lines.isEmpty
                ? nil
                : lines.difference(
                    from: old.lines, ofLines, key: "l.customer_id", always: upTo, before: old.upTo)
        )
    }

    private var upTo: SQLText {
        let upTo: SQLText = "o.placed_at <= \(Value.instant(asOf.instant))::timestamptz"
        guard let returnsUntil else { return upTo }
        return """
            \(upTo) OR o.placed_at <= \(Value.instant(returnsUntil))::timestamptz \
            AND (r.is_return OR o.total < 0)
            """
    }

    private enum Rows { case orders, lines }

    private func source(_ rows: Rows) -> SQLText {
        switch rows {
        case .orders:
            var source: SQLText = "tidings.orders AS o"
            if readsReturns.orders { source = "\(source) \(returns)" }
            if ordersReadLines { source = "\(source) \(lineTotals)" }
            return source
        case .lines:
            var source: SQLText = """
                tidings.order_line AS l JOIN tidings.orders AS o \
                ON o.customer_id = l.customer_id AND o.order_id = l.order_id
                """
            if readsReturns.lines { source = "\(source) \(returns)" }
            return "\(source)\(joinedProducts)"
        }
    }

    /// The products that are meant, each with by which choices. Who reads the lines of everybody
    /// looks at each product once; who reads few, at the products of these alone.
    private var joinedProducts: SQLText {
        guard !chosenProducts.isEmpty else { return "" }
        let match = Match(asOf: asOf, money: money)
        let choices = chosenProducts.map(match.product)
        let columns = choices.enumerated().map { index, choice -> SQLText in
            "(\(choice)) AS \(SQLName("p", index + 1))"
        }
        let fence: SQLText = restriction == nil ? " OFFSET 0" : ""
        return """
             LEFT JOIN (SELECT p.product_id, \(.joined(columns, by: ", ")) FROM tidings.product AS p \
            WHERE \(.any(choices))\(fence)) AS p0 ON p0.product_id = l.product_id
            """
    }

    /// Lines of other products count nowhere where every column chooses some.
    private var onlyChosen: [SQLText] {
        readsOtherProducts || chosenProducts.isEmpty ? [] : ["p0.product_id IS NOT NULL"]
    }

    /// Orders whose units are negative together: few, found through their negative lines. Tested
    /// with IS NOT TRUE: for an anti-join PostgreSQL would expect next to no rows to be left.
    private var returns: SQLText {
        """
        LEFT JOIN (SELECT n.customer_id, n.order_id, true AS is_return FROM tidings.order_line AS n \
        WHERE (n.customer_id, n.order_id) IN (SELECT m.customer_id, m.order_id \
        FROM tidings.order_line AS m WHERE m.quantity < 0\(restricted("m"))) \
        GROUP BY n.customer_id, n.order_id HAVING sum(n.quantity) < 0) AS r \
        ON r.customer_id = o.customer_id AND r.order_id = o.order_id
        """
    }

    /// What the lines of orders without a total come to.
    private var lineTotals: SQLText {
        """
        LEFT JOIN (SELECT u.customer_id, u.order_id, sum(v.quantity * v.price) AS amount \
        FROM tidings.orders AS u JOIN tidings.order_line AS v \
        ON v.customer_id = u.customer_id AND v.order_id = u.order_id \
        WHERE u.total IS NULL\(restricted("u")) GROUP BY u.customer_id, u.order_id) AS t \
        ON t.customer_id = o.customer_id AND t.order_id = o.order_id
        """
    }

    private func restricted(_ alias: SQLText) -> SQLText {
        guard let restriction else { return "" }
        return " AND \(alias).customer_id IN (SELECT customer_id FROM \(restriction))"
    }
}
