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
    private(set) var chosenProducts: [ProductFilter] = []
    private(set) var readsOtherProducts = false
    private(set) var ordersReadLines = false
    private(set) var readsReturns = (orders: false, lines: false)
    private(set) var readsFigures = false

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
