import Definitions
import Foundation

/// A customer's history in memory, and the language's meaning over it, written for clarity: every
/// condition walks the orders again. What the compiled SQL says must agree.
struct SlowEvaluator {
    struct Order {
        var placedAt: Date
        var status: String
        var total: Decimal?
        var currency: String?
        var lines: [(product: String, quantity: Decimal, price: Decimal)]

        var units: Decimal { lines.reduce(0) { $0 + $1.quantity } }
        var isSale: Bool { status == "sale" && units >= 0 && (total ?? 0) >= 0 }
    }
    struct Customer {
        var id: String
        var city: String?
        var joinedOn: LocalDate?
        var orders: [Order]
    }
    let now: Date
    let zone: TimeZone

    private var today: LocalDate { LocalDate(now, in: zone) }

    /// nil is unknown.
    func holds(_ condition: Condition, of customer: Customer) -> Bool? {
        switch condition {
        case .all(let parts):
            let values = parts.map { holds($0, of: customer) }
            return values.contains(false) ? false : values.contains(nil) ? nil : true
        case .any(let parts):
            let values = parts.map { holds($0, of: customer) }
            return values.contains(true) ? true : values.contains(nil) ? nil : false
        case .not(let part):
            return holds(part, of: customer).map { !$0 }
        case .text(_, .isOneOf(let texts)):
            return customer.city.map { texts.contains($0) }
        case .text(_, .isNoneOf(let texts)):
            return customer.city.map { !texts.contains($0) }
        case .known(.text):
            return customer.city != nil
        case .number(let metric, let test):
            return amount(metric, of: customer).flatMap { number in
                self.test(test, number, of: customer)
            }
        case .moment(.joinedOn, .compare(let comparison, let point)):
            return customer.joinedOn.map { compare(comparison, $0, day(point)) }
        case .moment(.lastOrder, .compare(let comparison, let point)):
            let last = sales(customer).map(\.placedAt).max()
            return last.map { compare(comparison, LocalDate($0, in: zone), day(point)) }
        default:
            preconditionFailure("not among the conditions that are drawn")
        }
    }

    private func test(_ test: NumberTest, _ number: Decimal, of customer: Customer) -> Bool? {
        switch test {
        case .compare(let comparison, let other):
            value(other, of: customer).map { compare(comparison, number, $0) }
        case .between(let low, let high):
            both(
                value(low, of: customer).map { $0 <= number },
                value(high, of: customer).map { number <= $0 })
        case .isOneOf(let numbers): numbers.contains(number)
        }
    }

    private func both(_ left: Bool?, _ right: Bool?) -> Bool? {
        left == false || right == false ? false : left == nil || right == nil ? nil : true
    }

    private func value(_ amount: Amount, of customer: Customer) -> Decimal? {
        switch amount {
        case .number(let number): number
        case .metric(let metric): self.amount(metric, of: customer)
        case .percentile: preconditionFailure("not among the amounts that are drawn")
        }
    }

    private func sales(_ customer: Customer) -> [Order] {
        customer.orders.filter { $0.isSale && $0.placedAt <= now }
    }

    private func amount(_ metric: Metric, of customer: Customer) -> Decimal? {
        switch metric {
        case .orders(.count, let scope):
            let orders = sales(customer).filter { isIn(scope.window, $0.placedAt) }
            return Decimal(
                orders.count { order in
                    scope.products.isEmpty
                        || order.lines.contains { isMeant($0.product, scope) && $0.quantity > 0 }
                })
        case .orders(.spend, let scope):
            return sum(customer, scope) { order in
                guard order.currency == nil || order.currency == "CNY" else { return [] }
                guard scope.products.isEmpty else {
                    return order.lines.filter { isMeant($0.product, scope) }
                        .map { $0.quantity * $0.price }
                }
                return [order.total ?? order.lines.reduce(0) { $0 + $1.quantity * $1.price }]
            }
        case .orders(.items, let scope):
            return sum(customer, scope) { order in
                order.lines.filter { isMeant($0.product, scope) }.map(\.quantity)
            }
        case .daysSince(.lastOrder):
            let last = sales(customer).map(\.placedAt).max()
            return last.map {
                Decimal(today.daysSinceEpoch - LocalDate($0, in: zone).daysSinceEpoch)
            }
        default: preconditionFailure("not among the amounts that are drawn")
        }
    }

    private func sum(
        _ customer: Customer, _ scope: OrderScope, parts: (Order) -> [Decimal]
    ) -> Decimal {
        customer.orders.filter { $0.placedAt <= now && isIn(scope.window, $0.placedAt) }
            .flatMap { order in
                parts(order).map { order.status == "sale" ? $0 : min($0, 0) }
            }
            .reduce(0, +)
    }

    private func isMeant(_ product: String, _ scope: OrderScope) -> Bool {
        scope.products.allSatisfy { filter in
            filter == ProductFilter(.product, filter.test) && isMeant(product, filter.test)
        }
    }

    private func isMeant(_ product: String, _ test: ValueTest) -> Bool {
        if case .text(.isOneOf(let ids)) = test { ids.contains(product) } else { false }
    }

    /// By the local day on which it falls, or by hours.
    private func isIn(_ window: Window, _ instant: Date) -> Bool {
        let age = today.daysSinceEpoch - LocalDate(instant, in: zone).daysSinceEpoch
        return switch window {
        case .ever: true
        case .last(let span) where span.unit == .hour:
            now.timeIntervalSince(instant) <= 3600 * Double(span.count)
        case .last(let span): age <= span.count
        case .between(let older, let newer, _): newer < age && age <= older
        case .thisMonth:
            LocalDate(instant, in: zone).description.prefix(7) == today.description.prefix(7)
        default: preconditionFailure("not among the windows that are drawn")
        }
    }

    private func day(_ point: TimePoint) -> LocalDate {
        switch point {
        case .day(let day): day
        case .today: today
        case .ago(let span): today.adding(days: -span.count)
        }
    }

    private func compare<Value: Comparable>(
        _ comparison: Comparison, _ left: Value, _ right: Value
    ) -> Bool {
        switch comparison {
        case .equal: left == right
        case .unequal: left != right
        case .less: left < right
        case .atMost: left <= right
        case .greater: left > right
        case .atLeast: left >= right
        }
    }
}
