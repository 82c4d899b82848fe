import Definitions
import Foundation

/// A customer's history in memory, and the language's meaning over it, written for clarity: every
/// condition walks the orders again. What the compiled SQL says must agree.
struct SlowEvaluator {
    struct Line {
        var product: String
        var quantity: Decimal
        var price: Decimal
    }
    struct Order {
        var placedAt: Date
        var status: String
        var total: Decimal?
        var currency: String?
        var lines: [Line]

        var units: Decimal { lines.reduce(0) { $0 + $1.quantity } }
        var isSale: Bool { status == "sale" && units >= 0 && (total ?? 0) >= 0 }
        var isOwnMoney: Bool { currency == nil || currency == "CNY" }
    }
    struct Customer {
        var id: String
        var city: String?
        var joinedOn: LocalDate?
        var orders: [Order]
    }
    let now: Date
    let zone: TimeZone
    /// Among whom customers are ranked.
    let everybody: [Customer]

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
        case .text(_, .endsWith(let texts)):
            return customer.city.map { city in texts.contains { city.hasSuffix($0) } }
        case .known(.text):
            return customer.city != nil
        case .known(.number(let metric)):
            return amount(metric, of: customer) != nil
        case .number(let metric, let test):
            return amount(metric, of: customer).flatMap { number in
                self.test(test, number, of: customer)
            }
        case .moment(.joinedOn, .compare(let comparison, let point)):
            return customer.joinedOn.map { compare(comparison, $0, day(point)) }
        case .moment(.lastOrder, .compare(let comparison, let point)):
            let last = counted(customer, OrderScope()).map(\.placedAt).max()
            return last.map { compare(comparison, LocalDate($0, in: zone), day(point)) }
        case .yearly(.anniversary(.joinedOn), .within(let days)):
            return customer.joinedOn.map { joined in
                days.map { today.adding(days: $0) }.contains { day in
                    joined < day && day.month == joined.month && day.day == joined.day
                }
            }
        case .top(let share, let metric):
            return highest(share, by: metric).contains(customer.id)
        case .fractile(let fractile, let metric, let classes):
            let all = ranked(metric)
            return all.first { $0.id == customer.id }.map { own in
                let below = all.count { $0.amount <= own.amount }
                // Rounded up.
                return classes.contains(
                    (fractile.rawValue * below + all.count - 1) / all.count)
            }
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
        case .number(let number): return number
        case .metric(let metric): return self.amount(metric, of: customer)
        case .percentile(let share, let metric):
            let amounts = ranked(metric).map(\.amount).sorted()
            let place = (share * amounts.count + 99) / 100
            return amounts.isEmpty ? nil : amounts[place - 1]
        }
    }

    // MARK: Ranks

    private func ranked(_ metric: Metric) -> [(id: String, amount: Decimal)] {
        everybody.compactMap { customer in
            amount(metric, of: customer).flatMap { amount in
                metric.isCounted && amount <= 0 ? nil : (id: customer.id, amount: amount)
            }
        }
    }

    private func highest(_ share: TopShare, by metric: Metric) -> Set<String> {
        let all = ranked(metric).sorted {
            $0.amount == $1.amount ? $0.id < $1.id : $0.amount > $1.amount
        }
        switch share {
        case .count(let count): return Set(all.prefix(count).map(\.id))
        case .percent(let percent):
            let count = NSDecimalNumber(decimal: percent).intValue * all.count
            return Set(all.prefix((count + 99) / 100).map(\.id))
        case .total(let percent):
            let total: Decimal = all.reduce(0) { $0 + $1.amount }
            var taken: Set<String> = []
            var sum: Decimal = 0
            for (id, amount) in all where sum * 100 < total * percent {
                taken.insert(id)
                sum += amount
            }
            return taken
        }
    }

    // MARK: Amounts

    private func amount(_ metric: Metric, of customer: Customer) -> Decimal? {
        switch metric {
        case .orders(let measure, let scope): return self.measure(measure, scope, of: customer)
        case .daysSince(.lastOrder):
            let last = counted(customer, OrderScope()).map(\.placedAt).max()
            return last.map {
                Decimal(today.daysSinceEpoch - LocalDate($0, in: zone).daysSinceEpoch)
            }
        default: preconditionFailure("not among the amounts that are drawn")
        }
    }

    private func measure(
        _ measure: OrderMeasure, _ scope: OrderScope, of customer: Customer
    ) -> Decimal? {
        switch measure {
        case .count: return Decimal(counted(customer, scope).count)
        case .spend:
            return sum(customer, scope) { order in
                guard order.isOwnMoney else { return [] }
                guard scope.products.isEmpty else {
                    return meant(order, scope).map { $0.quantity * $0.price }
                }
                return [money(of: order) ?? 0]
            }
        case .items: return sum(customer, scope) { meant($0, scope).map(\.quantity) }
        case .products:
            let lines = counted(customer, scope).flatMap { meant($0, scope) }
            return Decimal(Set(lines.filter { $0.quantity > 0 }.map(\.product)).count)
        case .average:
            let paid = counted(customer, scope).filter { order in
                order.isOwnMoney && (!scope.products.isEmpty || money(of: order) != nil)
            }
            let spend = self.measure(.spend, scope, of: customer) ?? 0
            return paid.isEmpty ? nil : spend / Decimal(paid.count)
        case .daysBetween:
            let days = counted(customer, scope)
                .map { LocalDate($0.placedAt, in: zone).daysSinceEpoch }.sorted()
            guard let first = days.first, let last = days.last, days.count > 1 else { return nil }
            return Decimal(last - first) / Decimal(days.count - 1)
        }
    }

    private func money(of order: Order) -> Decimal? {
        order.total
            ?? (order.lines.isEmpty ? nil : order.lines.reduce(0) { $0 + $1.quantity * $1.price })
    }

    private func sum(
        _ customer: Customer, _ scope: OrderScope, parts: (Order) -> [Decimal]
    ) -> Decimal {
        chosen(customer, scope).flatMap { order in
            parts(order).map { part in
                order.status == "sale" || scope.namesStatuses ? part : min(part, 0)
            }
        }.reduce(0, +)
    }

    // MARK: Scopes

    private func chosen(_ customer: Customer, _ scope: OrderScope) -> [Order] {
        customer.orders.filter { order in
            order.placedAt <= now && isIn(scope.window, order.placedAt)
                && scope.orders.allSatisfy { filter in
                    if case .text(.isOneOf(let statuses)) = filter.test {
                        statuses.contains(order.status)
                    } else {
                        preconditionFailure("not among the filters that are drawn")
                    }
                }
        }
    }

    /// Those that count as orders.
    private func counted(_ customer: Customer, _ scope: OrderScope) -> [Order] {
        chosen(customer, scope).filter { order in
            (scope.namesStatuses || order.isSale)
                && (scope.products.isEmpty || meant(order, scope).contains { $0.quantity > 0 })
        }
    }

    private func meant(_ order: Order, _ scope: OrderScope) -> [Line] {
        order.lines.filter { line in
            scope.products.allSatisfy { filter in
                switch (filter.field, filter.test) {
                case (.product, .text(.isOneOf(let ids))): ids.contains(line.product)
                case (.price, .number(.compare(let comparison, .number(let price)))):
                    order.isOwnMoney && compare(comparison, line.price, price)
                default: preconditionFailure("not among the filters that are drawn")
                }
            }
        }
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
