import Definitions
import Foundation
import Postgres

/// One SELECT in the making: the joins that its conditions ask for.
struct ExpressionQuery {
    let asOf: AsOf
    let money: Money
    let restriction: SQLName?
    var orders: OrderPasses
    var messages: MessagePasses
    var waiting: WaitingPass
    private var others: [(key: String, name: SQLName, table: SQLText)] = []

    init(
        asOf: AsOf, money: Money, restriction: SQLName?, returnsUntil: Date? = nil,
        figures: KeptFigures? = nil
    ) {
        self.asOf = asOf
        self.money = money
        self.restriction = restriction
        orders = OrderPasses(
            asOf: asOf, money: money, restriction: restriction, returnsUntil: returnsUntil,
            figures: figures)
        messages = MessagePasses(asOf: asOf, restriction: restriction)
        waiting = WaitingPass(asOf: asOf, money: money, restriction: restriction)
    }

    /// - Parameter customers: the tables to begin with, which have customers as `c`; nil means all
    ///   customers, or those that matter.
    func select(
        _ columns: SQLText, from customers: SQLText? = nil, where conditions: [SQLText] = []
    ) -> SQLText {
        var joins = orders.joins + messages.joins + waiting.joins
        joins += others.map { _, name, table in
            "LEFT JOIN (\(table)) AS \(name) ON \(name).customer_id = c.customer_id"
        }
        let from: SQLText = .joined([customers ?? self.customers] + joins, by: " ")
        return "SELECT \(columns) FROM \(from) WHERE \(.all(conditions))"
    }

    private var customers: SQLText {
        guard let restriction else { return "tidings.customer AS c" }
        return """
            tidings.customer AS c JOIN \(restriction) AS f ON f.customer_id = c.customer_id
            """
    }

    // MARK: Conditions

    /// True, false or unknown (NULL) for a customer `c`.
    ///
    /// - Parameter isRequired: whether a customer for whom this is unknown or false is left out
    ///   in any case. Then the test of a count that 0 fails may be unknown for who has no rows,
    ///   and PostgreSQL can begin with those who have.
    mutating func sql(_ condition: Condition, isRequired: Bool) -> SQLText {
        switch condition {
        case .all(let parts):
            return .all(parts.map { sql($0, isRequired: isRequired) })
        case .any(let parts):
            return .any(parts.map { sql($0, isRequired: false) })
        case .not(let part):
            return "NOT (\(sql(part, isRequired: false)))"
        case .text(let field, let test):
            return Match.text(column(field), test)
        case .number(let metric, let test):
            return number(metric, test, isRequired: isRequired)
        case .moment(let moment, let test):
            return self.moment(moment, test)
        case .yearly(let date, let test):
            return yearly(date, test)
        case .answer(let answer):
            return column(answer)
        case .list(let attribute, let texts):
            return column(attribute).contains(texts)
        case .known(let field):
            return known(field)
        case .unreadable(let attribute):
            let column = column(attribute)
            return "\(column.text) IS NOT NULL AND \(column.typed) IS NULL"
        case .inSegment(let segment):
            return isIn(
                """
                SELECT customer_id FROM tidings.segment_entry \
                WHERE segment = \(Value.text(segment))::text AND left_at IS NULL
                """, key: "\(condition)")
        case .past(let past, let window):
            return isIn(PastCondition(asOf: asOf).customers(past, window), key: "\(condition)")
        case .top(let share, let metric):
            let ranking = ranking(by: metric)
            return isIn(ranking.top(share), key: "\(condition)")
        case .fractile(let fractile, let metric, let classes):
            let ranking = ranking(by: metric)
            let name = join(ranking.classes(fractile), key: "\(fractile) by \(metric)")
            return "\(name).class = ANY (\(Value.textArray(classes.map(String.init)))::bigint[])"
        }
    }

    private func ranking(by metric: Metric) -> Ranking {
        Ranking(metric, asOf: asOf, money: money, figures: orders.figures)
    }

    /// Whether a customer is in a table: known of everybody.
    private mutating func isIn(_ table: SQLText, key: String) -> SQLText {
        "\(join(table, key: key)).customer_id IS NOT NULL"
    }

    /// A join of its own; the same key gets the same.
    mutating func join(_ table: SQLText, key: String) -> SQLName {
        if let known = others.first(where: { $0.key == key }) { return known.name }
        let name = SQLName("j", others.count + 1)
        others.append((key, name, table))
        return name
    }

    // MARK: Numbers

    private mutating func number(
        _ metric: Metric, _ test: NumberTest, isRequired: Bool
    ) -> SQLText {
        let mayBeNull = isRequired && test.isFalseOfZero
        let left = mayBeNull ? column(metric) : sql(metric)
        return Match.number(left, test) { sql($0) }
    }

    /// What a number is compared with.
    mutating func sql(_ amount: Amount) -> SQLText {
        switch amount {
        case .number(let number): "\(Value.number(number))::numeric"
        case .metric(let metric): sql(metric)
        case .percentile(let share, let metric):
            ranking(by: metric).percentile(share)
        }
    }

    /// A number for every customer; NULL where it is unknown.
    mutating func sql(_ metric: Metric) -> SQLText {
        let column = column(metric)
        return metric.isCounted ? "coalesce(\(column), 0)" : column
    }

    /// The column of a metric, in which NULL may stand for 0.
    private mutating func column(_ metric: Metric) -> SQLText {
        switch metric {
        case .orders(let measure, let scope): return orders.measure(measure, scope)
        case .messages(let measure, let scope): return messages.measure(measure, scope)
        case .waiting(let scope): return waiting.count(scope)
        case .daysSince(let moment):
            let column = column(moment)
            let day = moment.isDay ? column : orders.day(column)
            return "(\(asOf.today.value)::date - \(day))"
        case .attribute(let attribute): return column(attribute).number
        case .age:
            // A lunar year does not begin with the solar one.
            return """
                (CASE WHEN c.birthday_calendar IS DISTINCT FROM 'lunar' \
                THEN \(Value.int(asOf.today.year))::integer - c.birth_year \
                - (c.birth_month * 100 + c.birth_day \
                > \(Value.int(asOf.today.month * 100 + asOf.today.day))::integer)::integer END)
                """
        }
    }
}
