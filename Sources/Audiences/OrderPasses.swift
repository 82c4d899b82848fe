import Definitions
import Foundation
import Postgres

/// One grouped pass over orders and one over their lines, which all conditions of an expression
/// share: each asks for a column and gets its name.
struct OrderPasses {
    let asOf: AsOf
    let currency: String
    /// A table of the customers that matter; nil means all.
    let restriction: SQLName?
    /// Until when returns still subtract, past the as-of instant; nil means not at all.
    let returnsUntil: Date?

    private var orders = AggregatePass(alias: SQLName("o", 0))
    private var lines = AggregatePass(alias: SQLName("l", 0))
    private var chosenProducts: [(filter: ProductFilter, name: SQLName)] = []
    private var ordersReadLines = false
    private var readsReturns = (orders: false, lines: false)

    init(asOf: AsOf, currency: String, restriction: SQLName?, returnsUntil: Date? = nil) {
        self.asOf = asOf
        self.currency = currency
        self.restriction = restriction
        self.returnsUntil = returnsUntil
        readsReturns = (returnsUntil != nil, returnsUntil != nil)
    }

    /// An order that counts as an order. Negative units make a return of it, and so does a
    /// negative total where there are no lines.
    private static let isSale: [SQLText] = [
        "o.status = 'sale'", "r.is_return IS NOT TRUE", "coalesce(o.total, 0) >= 0",
    ]

    mutating func count(_ scope: OrderScope) -> SQLText {
        let filter = timeAndChannel(scope)
        if scope.products.isEmpty {
            readsReturns.orders = true
            return orders.column(
                "count(*)", where: filter + Self.isSale, bounds: asOf.bounds(of: scope.window),
                key: "count \(scope)")
        }
        readsReturns.lines = true
        return lines.column(
            "count(DISTINCT l.order_id)",
            where: filter + chosen(scope.products) + Self.isSale + ["l.quantity > 0"],
            bounds: asOf.bounds(of: scope.window), key: "count \(scope)")
    }

    mutating func spend(_ scope: OrderScope) -> SQLText {
        let inCurrency: SQLText = "o.currency IS NULL OR o.currency = \(Value.text(currency))"
        let filter = timeAndChannel(scope) + [inCurrency]
        if scope.products.isEmpty {
            ordersReadLines = true
            let amount: SQLText = "coalesce(o.total, t.amount)"
            return orders.column(
                "sum(CASE WHEN o.status = 'sale' THEN \(amount) ELSE least(\(amount), 0) END)",
                where: filter, bounds: asOf.bounds(of: scope.window), key: "spend \(scope)")
        }
        return lines.column(
            Self.sum("l.quantity * l.price"), where: filter + chosen(scope.products),
            bounds: asOf.bounds(of: scope.window), key: "spend \(scope)")
    }

    mutating func items(_ scope: OrderScope) -> SQLText {
        lines.column(
            Self.sum("l.quantity"), where: timeAndChannel(scope) + chosen(scope.products),
            bounds: asOf.bounds(of: scope.window), key: "items \(scope)")
    }

    mutating func firstOrder() -> SQLText {
        readsReturns.orders = true
        return orders.column(
            "min(o.placed_at)", where: Self.isSale, bounds: AsOf.Bounds(), key: "first")
    }

    mutating func lastOrder() -> SQLText {
        readsReturns.orders = true
        return orders.column(
            "max(o.placed_at)", where: Self.isSale, bounds: AsOf.Bounds(), key: "last")
    }

    /// Of an order that was returned or cancelled, no positive part.
    private static func sum(_ part: SQLText) -> SQLText {
        "sum(CASE WHEN o.status = 'sale' THEN \(part) ELSE least(\(part), 0) END)"
    }

    private func timeAndChannel(_ scope: OrderScope) -> [SQLText] {
        let bounds = asOf.bounds(of: scope.window)
        var parts: [SQLText] = []
        if let from = bounds.from {
            parts.append("o.placed_at >= \(Value.instant(from))::timestamptz")
        }
        if let until = bounds.until {
            parts.append("o.placed_at < \(Value.instant(until))::timestamptz")
        }
        if !scope.channels.isEmpty { parts.append(Match.one("o.channel", of: scope.channels)) }
        return parts
    }

    /// Whether a line's product is one of those meant; products are looked up in joined tables.
    private mutating func chosen(_ filters: [ProductFilter]) -> [SQLText] {
        filters.map { filter in
            if case .product(let ids) = filter { return Match.one("l.product_id", of: ids) }
            let known = chosenProducts.first { $0.filter == filter }?.name
            let name = known ?? SQLName("p", chosenProducts.count + 1)
            if known == nil { chosenProducts.append((filter, name)) }
            return "\(name).product_id IS NOT NULL"
        }
    }

    // MARK: Joins

    /// The passes that are used, joined to the customers `c`.
    var joins: [SQLText] {
        [
            orders.isEmpty ? nil : join(orders, ordersSource, key: "o.customer_id"),
            lines.isEmpty ? nil : join(lines, linesSource, key: "l.customer_id"),
        ].compactMap { $0 }
    }

    private func join(_ pass: AggregatePass, _ source: SQLText, key: SQLText) -> SQLText {
        var upTo: SQLText = "o.placed_at <= \(Value.instant(asOf.instant))::timestamptz"
        if let returnsUntil {
            upTo = """
                \(upTo) OR o.placed_at <= \(Value.instant(returnsUntil))::timestamptz \
                AND (r.is_return OR o.total < 0)
                """
        }
        return pass.join(
            source, key: key, time: "o.placed_at", always: [upTo], restriction: restriction)
    }

    private var ordersSource: SQLText {
        var source: SQLText = "tidings.orders AS o"
        if readsReturns.orders { source = "\(source) \(returns)" }
        if ordersReadLines { source = "\(source) \(lineTotals)" }
        return source
    }

    private var linesSource: SQLText {
        var source: SQLText = """
            tidings.order_line AS l JOIN tidings.orders AS o \
            ON o.customer_id = l.customer_id AND o.order_id = l.order_id
            """
        if readsReturns.lines { source = "\(source) \(returns)" }
        for (filter, name) in chosenProducts {
            source = """
                \(source) LEFT JOIN (SELECT p.product_id FROM tidings.product AS p \
                WHERE \(Match.product(filter))) AS \(name) \
                ON \(name).product_id = l.product_id
                """
        }
        return source
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
