package import Definitions
package import Warehouse

/// What can make conditions true or false: which rows, and where time alone does.
///
/// The switches name every case: a new kind of condition must say on what it depends. Where it cannot
/// be said whom time moves, or where the others decide, the condition is `everyone`'s: it is computed
/// for all each time.
package struct Dependencies: Sendable, Equatable {
    /// Rows whose change touches their customer. Their own row decides whether there is a customer.
    package private(set) var rows: Set<ChangeLog.Rows> = [.customer]
    /// Where the passing of time touches customers whose rows stay as they are.
    private(set) var edges: Set<Edge> = []
    /// The conditions that are computed for all.
    package private(set) var everyone: [Condition] = []

    /// Rows with an instant that windows are about.
    enum TimedRows: Hashable {
        case orders, messages, events
        /// The first or the last order of each customer.
        case firstOrders, lastOrders
        /// Requests to be told that a product is back.
        case requests
        /// Entries into a segment and exits from it.
        case entries(String)
        /// Beginnings and ends of the tiers of a programme.
        case periods(String)
    }

    /// What moves with the as-of instant.
    enum Edge: Hashable {
        /// A window over rows: those that it takes in and those that it lets go.
        case window(TimedRows, Window)
        /// A point in time to which rows are compared, by their day unless in hours.
        case point(TimedRows, Comparison, TimePoint)
        /// An age in days that rows reach.
        case age(TimedRows, Number)
        /// What the as-of day and the customer's own row decide, as on both days.
        case ownRow(Condition)
        /// The like of a number.
        case ownAmount(Metric)
        /// Orders that are chosen by a day relative to the as-of day.
        case order(OrderFilter)
        /// Products that are chosen so.
        case product(ProductFilter)
        /// The day until which a request waits.
        case waitingExpiry
    }

    init() {}

    /// Of a segment or an audience, or of an amount.
    package init(of expression: CheckedExpression) {
        switch expression.tree {
        case .condition(let condition): for leaf in condition.leaves { add(leaf) }
        case .amount(let metric):
            add(metric)
            if metric.ages { everyone.append(.known(.number(metric))) }
        }
    }

    /// Adds rows of a kind.
    mutating func follow(_ kind: ChangeLog.Rows) { rows.insert(kind) }

    mutating func add(_ leaf: Condition) {
        switch leaf {
        case .all(let parts), .any(let parts): for part in parts { add(part) }
        case .not(let part): add(part)
        case .text(let field, _): add(field)
        case .number(let metric, let test): add(metric, test, in: leaf)
        case .moment(let moment, let test): add(moment, test, in: leaf)
        case .yearly(let date, let test): add(date, test, in: leaf)
        case .answer(let answer): add(answer)
        case .list, .unreadable: break
        case .known(let field): add(field)
        case .inSegment: rows.insert(.segment)
        case .past(let past, let window): add(past, window)
        case .top(.total, _): everyone.append(leaf)
        case .top(.percent, let metric), .top(.count, let metric), .fractile(_, let metric, _):
            addRanked(metric)
        }
    }

    /// What of it makes the sums over a customer's orders others.
    var ofOrders: Dependencies {
        var others = self
        others.rows = rows.intersection([.order, .product, .rate, .offer])
        others.edges = edges.filter { edge in
            switch edge {
            case .window(let rows, _): rows == .orders
            case .order, .product: true
            case .point, .age, .ownRow, .ownAmount, .waitingExpiry: false
            }
        }
        others.everyone = []
        return others
    }

    // MARK: Fields

    private mutating func add(_ field: TextField) {
        switch field {
        case .customer, .attribute: break
        case .tier: rows.insert(.tier)
        }
    }

    private mutating func add(_ answer: Answer) {
        switch answer {
        case .attribute: break
        case .consent: rows.insert(.consent)
        }
    }

    private mutating func add(_ field: Field) {
        switch field {
        case .text(let field): add(field)
        case .number(let metric): add(metric)
        case .moment(let moment): add(moment)
        case .answer(let answer): add(answer)
        case .birthday, .list: break
        }
    }

    private mutating func add(_ past: Past, _ window: Window) {
        switch past {
        case .inSegment(let segment), .enteredSegment(let segment), .leftSegment(let segment):
            rows.insert(.segment)
            edges.insert(.window(.entries(segment), window))
        case .tier(let programme, _):
            rows.insert(.tier)
            edges.insert(.window(.periods(programme), window))
        }
    }

    // MARK: Moments

    private mutating func add(_ moment: Moment) {
        switch moment {
        case .joinedOn, .attribute: break
        case .firstOrder, .lastOrder: add(OrderScope())
        case .tierSince: rows.insert(.tier)
        case .waitingSince: add(WaitingScope())
        }
    }

    private mutating func add(_ moment: Moment, _ test: MomentTest, in leaf: Condition) {
        add(moment)
        guard let timed = moment.timedRows else {
            edges.insert(.ownRow(leaf))
            return
        }
        switch test {
        case .compare(let comparison, let point):
            edges.insert(.point(timed, comparison, point))
        case .within(let window): edges.insert(.window(timed, window))
        }
    }

    private mutating func add(_ date: YearlyDate, _ test: YearlyTest, in leaf: Condition) {
        switch (date, test) {
        case (.birthday, .inMonth): break
        case (.birthday, .within): edges.insert(.ownRow(leaf))
        case (.anniversary(let moment), _):
            add(moment)
            if moment.timedRows == nil {
                edges.insert(.ownRow(leaf))
            } else {
                everyone.append(leaf)
            }
        }
    }

    // MARK: Amounts

    mutating func add(_ metric: Metric) {
        switch metric {
        case .orders(_, let scope):
            add(scope)
            if metric.readsMoney { rows.insert(.rate) }
        case .messages(let measure, let scope):
            switch measure {
            case .received:
                rows.insert(.message)
                edges.insert(.window(.messages, scope.window))
            case .events:
                rows.insert(.event)
                edges.insert(.window(.events, scope.window))
            }
        case .waiting(let scope): add(scope)
        case .daysSince(let moment): add(moment)
        case .attribute, .age: break
        }
    }

    private mutating func addRanked(_ metric: Metric) {
        add(metric)
        switch metric {
        // Ranked by what they are counted from: a day more for all moves nobody.
        case .daysSince: break
        case .age: edges.insert(.ownAmount(metric))
        case .orders, .messages, .waiting, .attribute: break
        }
    }

    private mutating func add(_ metric: Metric, _ test: NumberTest, in leaf: Condition) {
        let metrics = leaf.metrics
        for metric in metrics { add(metric) }
        guard !test.amounts.contains(where: \.isPercentile) else { return everyone.append(leaf) }
        guard metrics.contains(where: \.ages) else { return }
        if metrics.allSatisfy(\.isOfOwnRow) {
            edges.insert(.ownRow(leaf))
            return
        }
        let numbers = test.amounts.compactMap(\.number)
        guard case .daysSince(let moment) = metric, let timed = moment.timedRows,
            numbers.count == test.amounts.count
        else { return everyone.append(leaf) }
        edges.formUnion(numbers.map { .age(timed, $0) })
    }

    // MARK: Scopes

    private mutating func add(_ scope: OrderScope) {
        rows.insert(.order)
        edges.insert(.window(.orders, scope.window))
        for filter in scope.orders {
            switch filter.field {
            case .channel, .status, .currency: break
            case .total: rows.insert(.rate)
            case .attribute: if filter.test.isRelative { edges.insert(.order(filter)) }
            }
        }
        for filter in scope.products { add(filter) }
    }

    private mutating func add(_ scope: WaitingScope) {
        rows.insert(.waiting)
        edges.formUnion([.waitingExpiry, .window(.requests, scope.window)])
        for filter in scope.products { add(filter) }
    }

    private mutating func add(_ filter: ProductFilter) {
        switch filter.field {
        case .product: break
        case .price: rows.insert(.rate)
        case .importance: rows.insert(.offer)
        case .category, .brand, .author, .publisher, .title, .publishedOn, .attribute:
            rows.insert(.product)
            if filter.test.isRelative { edges.insert(.product(filter)) }
        }
    }
}

extension Metric {
    /// Whether it grows with the days.
    var ages: Bool {
        switch self {
        case .daysSince, .age: true
        case .orders, .messages, .waiting, .attribute: false
        }
    }

    /// Whether the as-of day and the customer's own row alone decide it.
    fileprivate var isOfOwnRow: Bool {
        switch self {
        case .attribute, .age: true
        case .daysSince(let moment): moment.timedRows == nil
        case .orders, .messages, .waiting: false
        }
    }
}

extension Moment {
    /// The rows from whose instants it comes; nil for what stands in the customer's own row.
    fileprivate var timedRows: Dependencies.TimedRows? {
        switch self {
        case .joinedOn, .attribute: nil
        case .firstOrder: .firstOrders
        case .lastOrder: .lastOrders
        case .tierSince(let programme): .periods(programme)
        case .waitingSince: .requests
        }
    }
}

extension Amount {
    fileprivate var isPercentile: Bool {
        if case .percentile = self { true } else { false }
    }

    fileprivate var number: Number? {
        if case .number(let number) = self { number } else { nil }
    }
}

extension ValueTest {
    /// Whether it asks for a day that moves with the as-of day.
    fileprivate var isRelative: Bool {
        switch self {
        case .day(.compare(_, .day)): false
        case .day: true
        case .text, .number, .answer, .contains, .under, .known: false
        }
    }
}
