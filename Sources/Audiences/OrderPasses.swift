import Definitions
import Foundation
import Postgres

/// One grouped pass over orders and one over their lines, which all conditions of an expression
/// share: each asks for a column and gets its name.
struct OrderPasses {
    let asOf: AsOf
    let money: Money
    /// A table of the customers that matter; nil means all.
    let restriction: SQLName?
    /// Until when returns still subtract, past the as-of instant; nil means not at all.
    let returnsUntil: Date?

    private var orders = AggregatePass(alias: SQLName("o", 0))
    private var lines = AggregatePass(alias: SQLName("l", 0))
    private var chosenProducts: [(filter: ProductFilter, name: SQLName)] = []
    private var ordersReadLines = false
    private var readsReturns = (orders: false, lines: false)

    init(asOf: AsOf, money: Money, restriction: SQLName?, returnsUntil: Date? = nil) {
        self.asOf = asOf
        self.money = money
        self.restriction = restriction
        self.returnsUntil = returnsUntil
        readsReturns = (returnsUntil != nil, returnsUntil != nil)
    }

    // MARK: Measures

    /// A measure; NULL for customers without any row.
    mutating func measure(_ measure: OrderMeasure, _ scope: OrderScope) -> SQLText {
        switch measure {
        case .count: return sales("count(*)", "count(DISTINCT l.order_id)", scope, key: "count")
        case .spend: return spend(scope)
        case .items: return line(Self.sum("l.quantity", scope), scope, key: "items")
        case .products:
            readsReturns.lines = true
            return line(
                "count(DISTINCT l.product_id)", scope,
                where: isSale(scope) + ["l.quantity > 0"], key: "products")
        case .average:
            return "(\(spend(scope)) / nullif(\(paid(scope)), 0))"
        case .daysBetween:
            let count = self.measure(.count, scope)
            let first = sales("min(o.placed_at)", "min(o.placed_at)", scope, key: "first")
            let last = sales("max(o.placed_at)", "max(o.placed_at)", scope, key: "last")
            return "((\(day(last)) - \(day(first)))::numeric / nullif(\(count) - 1, 0))"
        }
    }

    mutating func firstOrder() -> SQLText {
        sales("min(o.placed_at)", "min(o.placed_at)", OrderScope(), key: "first")
    }

    mutating func lastOrder() -> SQLText {
        sales("max(o.placed_at)", "max(o.placed_at)", OrderScope(), key: "last")
    }

    /// The local day of an instant.
    func day(_ instant: SQLText) -> SQLText {
        "(\(instant) AT TIME ZONE \(Value.text(asOf.zone.identifier))::text)::date"
    }

    /// The orders that a measure reads, each as a text, in any order; NULL of none.
    mutating func rows(of measure: OrderMeasure, _ scope: OrderScope, as text: SQLText) -> SQLText {
        let all: SQLText = "array_agg(DISTINCT \(text))"
        switch measure {
        case .count, .average, .daysBetween, .products: return sales(all, all, scope, key: "rows")
        case .spend where scope.products.isEmpty:
            return order(all, scope, where: money.filter, key: "money rows")
        case .spend: return line(all, scope, where: money.filter, key: "money rows")
        case .items: return line(all, scope, key: "line rows")
        }
    }

    private mutating func spend(_ scope: OrderScope) -> SQLText {
        guard scope.products.isEmpty else {
            let amount = money.converted("l.quantity * l.price")
            return line(
                Self.sum(amount, scope), scope, where: money.filter, key: "spend")
        }
        return order(
            Self.sum(orderAmount(), scope), scope, where: money.filter, key: "spend")
    }

    /// The number of sales whose money counts.
    private mutating func paid(_ scope: OrderScope) -> SQLText {
        let hasMoney = money.filter
        guard scope.products.isEmpty else {
            let amount: SQLText = "\(money.converted("l.price")) IS NOT NULL"
            readsReturns.lines = true
            return line(
                "count(DISTINCT l.order_id)", scope,
                where: isSale(scope) + ["l.quantity > 0", amount] + hasMoney, key: "paid")
        }
        readsReturns.orders = true
        let amount: SQLText = "\(orderAmount()) IS NOT NULL"
        return order("count(*)", scope, where: isSale(scope) + [amount] + hasMoney, key: "paid")
    }

    private mutating func orderAmount() -> SQLText {
        ordersReadLines = true
        return money.converted("coalesce(o.total, t.amount)")
    }

    // MARK: Columns

    /// An aggregate over sales, or over the lines of sales that add units.
    private mutating func sales(
        _ ofOrders: SQLText, _ ofLines: SQLText, _ scope: OrderScope, key: String
    ) -> SQLText {
        guard scope.products.isEmpty else {
            readsReturns.lines = true
            return line(ofLines, scope, where: isSale(scope) + ["l.quantity > 0"], key: key)
        }
        readsReturns.orders = true
        return order(ofOrders, scope, where: isSale(scope), key: key)
    }

    private mutating func order(
        _ aggregate: SQLText, _ scope: OrderScope, where conditions: [SQLText], key: String
    ) -> SQLText {
        orders.column(
            aggregate, where: inScope(scope) + conditions, bounds: asOf.bounds(of: scope.window),
            key: "\(key) \(scope)")
    }

    private mutating func line(
        _ aggregate: SQLText, _ scope: OrderScope, where conditions: [SQLText] = [], key: String
    ) -> SQLText {
        lines.column(
            aggregate, where: inScope(scope) + chosen(scope.products) + conditions,
            bounds: asOf.bounds(of: scope.window), key: "\(key) \(scope)")
    }

    /// Of an order that was returned or cancelled, no positive part, unless a scope asks for it.
    private static func sum(_ part: SQLText, _ scope: OrderScope) -> SQLText {
        scope.namesStatuses
            ? "sum(\(part))"
            : "sum(CASE WHEN o.status = 'sale' THEN \(part) ELSE least(\(part), 0) END)"
    }

    /// That an order counts as an order. Negative units make a return of it, and so does a
    /// negative total where there are no lines.
    private func isSale(_ scope: OrderScope) -> [SQLText] {
        scope.namesStatuses
            ? []
            : ["o.status = 'sale'", "r.is_return IS NOT TRUE", "coalesce(o.total, 0) >= 0"]
    }

    private func inScope(_ scope: OrderScope) -> [SQLText] {
        let match = Match(asOf: asOf, money: money)
        return asOf.bounds(of: scope.window).conditions("o.placed_at")
            + scope.orders.map(match.order)
    }

    /// Whether a line's product is one of those meant; products are looked up in joined tables.
    private mutating func chosen(_ filters: [ProductFilter]) -> [SQLText] {
        filters.map { filter in
            if let line = Match(asOf: asOf, money: money).line(filter) { return line }
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
                WHERE \(Match(asOf: asOf, money: money).product(filter))) AS \(name) \
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

extension AsOf.Bounds {
    /// That an instant is inside.
    func conditions(_ time: SQLText) -> [SQLText] {
        [
            from.map { "\(time) >= \(Value.instant($0))::timestamptz" },
            until.map { "\(time) < \(Value.instant($0))::timestamptz" },
        ].compactMap { $0 }
    }
}
