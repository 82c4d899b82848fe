package import Definitions
package import Warehouse

/// What can make conditions true or false: which rows, and where time alone does.
///
/// The switches name every case: a new kind of condition must say on what it depends. What cannot
/// be derived is said to be `everybody`'s, and is then computed for all each time.
package struct Dependencies: Sendable, Equatable {
    /// Rows whose change touches their customer. Their own row decides whether there is a customer.
    package private(set) var rows: Set<ChangeLog.Rows> = [.customer]
    /// Where the passing of time touches customers whose rows stay as they are.
    private(set) var edges: Set<Edge> = []
    /// The conditions for which nobody can be told to be untouched, as a marketer reads them.
    package private(set) var everybody: [String] = []

    /// Rows with an instant that windows are about.
    enum TimedRows: Hashable {
        case orders, messages, events
    }

    /// What moves with the as-of instant.
    enum Edge: Hashable {
        /// A window over rows: those that it takes in and those that it lets go.
        case window(TimedRows, Window)
        /// A point in time to which orders are compared by their day.
        case orderPoint(TimePoint)
        /// An age in days that orders reach.
        case orderAge(Number)
        /// What the as-of day and the customer's own row decide, as on both days.
        case ownRow(Condition)
        /// The day until which a request waits.
        case waitingExpiry
    }

    init() {}

    /// Of a segment or an audience, or of an amount.
    package init(of expression: CheckedExpression) {
        switch expression.tree {
        case .condition(let condition): for leaf in condition.leaves { add(leaf) }
        case .amount(let metric): add(metric)
        }
    }

    mutating func formUnion(_ other: Dependencies) {
        rows.formUnion(other.rows)
        edges.formUnion(other.edges)
        everybody += other.everybody
    }

    mutating func add(_ leaf: Condition) {
        switch leaf {
        case .all(let parts), .any(let parts): for part in parts { add(part) }
        case .not(let part): add(part)
        case .text(let field, let test): add(field, test, in: leaf)
        case .known(let field): add(field)
        case .number(let metric, let test): add(metric, test, in: leaf)
        case .moment(let moment, let test): add(moment, test, in: leaf)
        case .birthday(let test): add(test, in: leaf)
        case .inSegment: rows.insert(.segment)
        case .waiting:
            rows.insert(.waiting)
            edges.insert(.waitingExpiry)
        // Ages are ranked by what they are counted from: a day more for all moves nobody.
        case .top(_, let metric), .quintile(let metric, _): add(metric)
        }
    }

    // MARK: Fields

    private mutating func add(_ field: TextField, _ test: TextTest, in leaf: Condition) {
        add(field)
        switch test {
        case .isOneOf, .isNoneOf, .contains, .startsWith: break
        case .onDay(_, .day): break
        case .onDay(_, .today), .onDay(_, .ago):
            switch field {
            case .customer, .attribute: edges.insert(.ownRow(leaf))
            case .tier: everybody.append("\(leaf)")
            }
        }
    }

    private mutating func add(_ field: TextField) {
        switch field {
        case .customer, .attribute: break
        case .tier: rows.insert(.tier)
        }
    }

    private mutating func add(_ field: Field) {
        switch field {
        case .text(let field): add(field)
        case .moment(let moment): add(moment)
        case .birthday: break
        }
    }

    private mutating func add(_ moment: Moment) {
        switch moment {
        case .joined_on: break
        case .first_order_at, .last_order_at: addOrders(in: .ever)
        }
    }

    private mutating func add(_ moment: Moment, _ test: MomentTest, in leaf: Condition) {
        add(moment)
        switch moment {
        case .joined_on: edges.insert(.ownRow(leaf))
        case .first_order_at, .last_order_at:
            switch test {
            case .compare(_, .day): break
            case .compare(_, let point): edges.insert(.orderPoint(point))
            case .within(let window): edges.insert(.window(.orders, window))
            }
        }
    }

    private mutating func add(_ test: BirthdayTest, in leaf: Condition) {
        switch test {
        case .inMonth: break
        case .withinNext: edges.insert(.ownRow(leaf))
        }
    }

    // MARK: Amounts

    private mutating func add(_ metric: Metric) {
        switch metric {
        case .orders(let scope), .spend(let scope), .items(let scope):
            addOrders(in: scope.window)
            for filter in scope.products { add(filter) }
        case .received(let scope):
            rows.insert(.message)
            edges.insert(.window(.messages, scope.window))
        case .events(_, let scope):
            rows.insert(.event)
            edges.insert(.window(.events, scope.window))
        case .daysSince(let moment): add(moment)
        case .attribute: break
        }
    }

    private mutating func addOrders(in window: Window) {
        rows.insert(.order)
        edges.insert(.window(.orders, window))
    }

    private mutating func add(_ filter: ProductFilter) {
        switch filter {
        case .product: break
        case .categoryUnder, .brand, .author: rows.insert(.product)
        }
    }

    private mutating func add(_ metric: Metric, _ test: NumberTest, in leaf: Condition) {
        add(metric)
        if case .compareMetric(_, let other) = test { add(other) }
        guard metric.ages || test.metric?.ages == true else { return }
        if metric.isOfOwnRow, test.metric?.isOfOwnRow != false {
            edges.insert(.ownRow(leaf))
            return
        }
        switch test {
        case .compare(_, let number): edges.insert(.orderAge(number))
        case .between(let low, let high): edges.formUnion([.orderAge(low), .orderAge(high)])
        case .isOneOf(let numbers): edges.formUnion(numbers.map { .orderAge($0) })
        case .compareMetric: everybody.append("\(leaf)")
        }
    }
}

extension Metric {
    /// Whether it grows from day to day.
    var ages: Bool {
        switch self {
        case .daysSince: true
        case .orders, .spend, .items, .received, .events, .attribute: false
        }
    }

    /// Whether the as-of day and the customer's own row alone decide it.
    var isOfOwnRow: Bool {
        switch self {
        case .attribute, .daysSince(.joined_on): true
        case .orders, .spend, .items, .received, .events, .daysSince: false
        }
    }
}

extension NumberTest {
    fileprivate var metric: Metric? {
        if case .compareMetric(_, let other) = self { other } else { nil }
    }
}
