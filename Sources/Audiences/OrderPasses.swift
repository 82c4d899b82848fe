import Definitions
import Foundation
import Postgres

/// One grouped pass over orders and one over their lines, which all conditions of an expression
/// share: each asks for a column and gets its name. What is kept of either is read instead.
struct OrderPasses {
    let asOf: AsOf
    let money: Money
    /// A table of the customers that matter; nil means all.
    let restriction: SQLName?
    /// Until when returns still subtract, past the as-of instant; nil means not at all.
    let returnsUntil: Date?

    /// What is kept of orders as of that instant; nil means nothing.
    let figures: KeptFigures?

    private(set) var orders = AggregatePass(alias: SQLName("o", 0), time: "o.placed_at")
    private(set) var lines = AggregatePass(alias: SQLName("l", 0), time: "o.placed_at")
    private var chosenProducts: [ProductFilter] = []
    private var readsOtherProducts = false
    private var ordersReadLines = false
    private var readsReturns = (orders: false, lines: false)
    private var readsFigures = false

    init(
        asOf: AsOf, money: Money, restriction: SQLName?, returnsUntil: Date? = nil,
        figures: KeptFigures? = nil
    ) {
        self.asOf = asOf
        self.money = money
        self.restriction = restriction
        self.returnsUntil = returnsUntil
        self.figures = figures
        readsReturns = (returnsUntil != nil, returnsUntil != nil)
    }

    // MARK: Measures

    /// A measure; NULL for customers without any row.
    mutating func measure(_ measure: OrderMeasure, _ scope: OrderScope) -> SQLText {
        switch measure {
        case .count: return sales(.count, .other("count(DISTINCT l.order_id)"), scope, key: "count")
        case .spend: return spend(scope)
        case .items: return line(Self.sum("l.quantity", scope), scope, key: "items")
        case .products:
            readsReturns.lines = true
            return line(
                .other("count(DISTINCT l.product_id)"), scope,
                where: isSale(scope) + ["l.quantity > 0"], key: "products")
        case .average:
            return "(\(spend(scope)) / nullif(\(paid(scope)), 0))"
        case .daysBetween:
            let count = self.measure(.count, scope)
            let first = sales(.first("o.placed_at"), .first("o.placed_at"), scope, key: "first")
            let last = sales(.last("o.placed_at"), .last("o.placed_at"), scope, key: "last")
            return "((\(day(last)) - \(day(first)))::numeric / nullif(\(count) - 1, 0))"
        }
    }

    mutating func firstOrder() -> SQLText {
        sales(.first("o.placed_at"), .first("o.placed_at"), OrderScope(), key: "first")
    }

    mutating func lastOrder() -> SQLText {
        sales(.last("o.placed_at"), .last("o.placed_at"), OrderScope(), key: "last")
    }

    /// The local day of an instant.
    func day(_ instant: SQLText) -> SQLText {
        "(\(instant) AT TIME ZONE \(Value.text(asOf.zone.identifier))::text)::date"
    }

    /// The orders that a measure reads, each as a text, in any order; NULL of none.
    mutating func rows(of measure: OrderMeasure, _ scope: OrderScope, as text: SQLText) -> SQLText {
        let all = AggregatePass.Aggregate.other("array_agg(DISTINCT \(text))")
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
                .other("count(DISTINCT l.order_id)"), scope,
                where: isSale(scope) + ["l.quantity > 0", amount] + hasMoney, key: "paid")
        }
        readsReturns.orders = true
        let amount: SQLText = "\(orderAmount()) IS NOT NULL"
        return order(.count, scope, where: isSale(scope) + [amount] + hasMoney, key: "paid")
    }

    private mutating func orderAmount() -> SQLText {
        ordersReadLines = true
        return money.converted("coalesce(o.total, t.amount)")
    }

    // MARK: Columns

    /// An aggregate over sales, or over the lines of sales that add units.
    private mutating func sales(
        _ ofOrders: AggregatePass.Aggregate, _ ofLines: AggregatePass.Aggregate,
        _ scope: OrderScope, key: String
    ) -> SQLText {
        guard scope.products.isEmpty else {
            readsReturns.lines = true
            return line(ofLines, scope, where: isSale(scope) + ["l.quantity > 0"], key: key)
        }
        readsReturns.orders = true
        return order(ofOrders, scope, where: isSale(scope), key: key)
    }

    private mutating func order(
        _ aggregate: AggregatePass.Aggregate, _ scope: OrderScope, where conditions: [SQLText],
        key: String
    ) -> SQLText {
        let key = "\(key) \(scope)"
        if let kept = figures?.column(key, of: orders) {
            readsFigures = true
            return kept
        }
        return orders.column(
            aggregate, where: chosen(scope.orders) + conditions,
            bounds: asOf.bounds(of: scope.window), key: key)
    }

    private mutating func line(
        _ aggregate: AggregatePass.Aggregate, _ scope: OrderScope,
        where conditions: [SQLText] = [], key: String
    ) -> SQLText {
        let key = "\(key) \(scope)"
        if let kept = figures?.column(key, of: lines) {
            readsFigures = true
            return kept
        }
        return lines.column(
            aggregate, where: chosen(scope.orders) + chosen(scope.products) + conditions,
            bounds: asOf.bounds(of: scope.window), key: key)
    }

    /// Of an order that was returned or cancelled, no positive part, unless a scope asks for it.
    private static func sum(
        _ part: SQLText, _ scope: OrderScope
    ) -> AggregatePass.Aggregate {
        scope.namesStatuses
            ? .sum(part)
            : .sum("CASE WHEN o.status = 'sale' THEN \(part) ELSE least(\(part), 0) END")
    }

    /// That an order counts as an order. Negative units make a return of it, and so does a
    /// negative total where there are no lines.
    private func isSale(_ scope: OrderScope) -> [SQLText] {
        scope.namesStatuses
            ? []
            : ["o.status = 'sale'", "r.is_return IS NOT TRUE", "coalesce(o.total, 0) >= 0"]
    }

    private func chosen(_ filters: [OrderFilter]) -> [SQLText] {
        filters.map(Match(asOf: asOf, money: money).order)
    }

    /// Whether a line's product is one of those meant; products are looked up in a joined table.
    private mutating func chosen(_ filters: [ProductFilter]) -> [SQLText] {
        let ofLine = filters.map(Match(asOf: asOf, money: money).line)
        if ofLine.allSatisfy({ $0 != nil }) { readsOtherProducts = true }
        return zip(filters, ofLine).map { filter, line in
            if let line { return line }
            let known = chosenProducts.firstIndex(of: filter)
            if known == nil { chosenProducts.append(filter) }
            return "p0.\(SQLName("p", (known ?? chosenProducts.count - 1) + 1))"
        }
    }

    // MARK: Joins

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
        let ofLines: SQLText = """
            figure_candidate_line AS l JOIN figure_candidate AS o ON o.number = l.number \
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

extension AsOf.Bounds {
    /// That an instant is inside.
    func conditions(_ time: SQLText) -> [SQLText] {
        [
            from.map { "\(time) >= \(Value.instant($0))::timestamptz" },
            until.map { "\(time) < \(Value.instant($0))::timestamptz" },
        ].compactMap { $0 }
    }
}
