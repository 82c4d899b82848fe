import Definitions
import Foundation
import Postgres

/// One SELECT in the making: the joins that its conditions ask for.
struct ExpressionQuery {
    let asOf: AsOf
    let currency: String
    let restriction: SQLName?
    private var orders: OrderPasses
    private var messages: MessagePasses
    private var others: [(key: String, name: SQLName, table: SQLText)] = []

    init(
        asOf: AsOf, currency: String, restriction: SQLName?, returnsUntil: Date? = nil
    ) {
        self.asOf = asOf
        self.currency = currency
        self.restriction = restriction
        orders = OrderPasses(
            asOf: asOf, currency: currency, restriction: restriction, returnsUntil: returnsUntil)
        messages = MessagePasses(asOf: asOf, restriction: restriction)
    }

    func select(_ columns: SQLText, where conditions: [SQLText] = []) -> SQLText {
        var joins = orders.joins + messages.joins
        joins += others.map { _, name, table in
            "LEFT JOIN (\(table)) AS \(name) ON \(name).customer_id = c.customer_id"
        }
        if let restriction {
            joins.insert("JOIN \(restriction) AS f ON f.customer_id = c.customer_id", at: 0)
        }
        let from: SQLText = .joined(["tidings.customer AS c"] + joins, by: " ")
        return "SELECT \(columns) FROM \(from) WHERE \(.all(conditions))"
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
            return text(field, test)
        case .known(let field):
            return known(field)
        case .number(let metric, let test):
            return number(metric, test, isRequired: isRequired)
        case .moment(let moment, let test):
            return self.moment(moment, test)
        case .birthday(let test):
            return BirthdayCondition(asOf: asOf).sql(test)
        case .inSegment(let segment):
            let name = join(
                """
                SELECT customer_id FROM tidings.segment_entry \
                WHERE segment = \(Value.text(segment))::text AND left_at IS NULL
                """, key: "\(condition)")
            return "\(name).customer_id IS NOT NULL"
        case .waiting(let products):
            let name = join(waiting(for: products), key: "\(condition)")
            return "\(name).customer_id IS NOT NULL"
        case .top(let share, let metric):
            let ranking = Ranking(metric, asOf: asOf, currency: currency)
            let name = join(ranking.top(share), key: "\(condition)")
            return "\(name).customer_id IS NOT NULL"
        case .quintile(let metric, let test):
            let ranking = Ranking(metric, asOf: asOf, currency: currency)
            let name = join(ranking.quintiles, key: "quintile by \(metric)")
            return numberTest("\(name).quintile", test)
        }
    }

    private func waiting(for products: [String]) -> SQLText {
        let isMeant: SQLText = products.isEmpty ? "true" : Match.one("product_id", of: products)
        return """
            SELECT DISTINCT customer_id FROM tidings.waiting WHERE closed_at IS NULL \
            AND (expires_on IS NULL OR expires_on >= \(asOf.today.value)::date) AND \(isMeant)
            """
    }

    /// A join of its own; the same key gets the same.
    private mutating func join(_ table: SQLText, key: String) -> SQLName {
        if let known = others.first(where: { $0.key == key }) { return known.name }
        let name = SQLName("j", others.count + 1)
        others.append((key, name, table))
        return name
    }

    // MARK: Texts

    private mutating func text(_ field: TextField, _ test: TextTest) -> SQLText {
        let column = column(field)
        switch test {
        case .isOneOf(let texts):
            return Match.one(column, of: texts)
        case .isNoneOf(let texts):
            return "NOT (\(Match.one(column, of: texts)))"
        case .contains(let text):
            return "strpos(\(column), \(Value.text(text))::text) > 0"
        case .startsWith(let text):
            return "starts_with(\(column), \(Value.text(text))::text)"
        case .onDay(let comparison, let point):
            let day = Value.text("\(asOf.day(of: point))")
            // ISO days sort as texts, so that a day that does not exist is no error.
            return """
                CASE WHEN \(column) ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]|$)' \
                THEN left(\(column), 10) COLLATE "C" \(comparison.sql) \(day)::text END
                """
        }
    }

    private mutating func column(_ field: TextField) -> SQLText {
        switch field {
        case .customer(let field): return field.column
        case .attribute(let name): return "(c.attributes ->> \(Value.text(name))::text)"
        case .tier(let programme):
            let name = join(
                """
                SELECT customer_id, tier FROM tidings.tier_period \
                WHERE programme = \(Value.text(programme))::text AND ended_at IS NULL
                """, key: "tier \(programme)")
            return "\(name).tier"
        }
    }

    private mutating func known(_ field: Field) -> SQLText {
        switch field {
        case .text(let field): "\(column(field)) IS NOT NULL"
        case .moment(.joined_on): "c.joined_on IS NOT NULL"
        case .moment(.first_order_at): "\(orders.firstOrder()) IS NOT NULL"
        case .moment(.last_order_at): "\(orders.lastOrder()) IS NOT NULL"
        case .birthday: "c.birth_month IS NOT NULL AND c.birth_day IS NOT NULL"
        }
    }

    // MARK: Numbers

    private mutating func number(
        _ metric: Metric, _ test: NumberTest, isRequired: Bool
    ) -> SQLText {
        let mayBeNull = isRequired && test.isFalseOfZero
        if case .compareMetric(let comparison, let other) = test {
            let right = sql(other)
            return "\(sql(metric)) \(comparison.sql) \(right)"
        }
        return numberTest(mayBeNull ? column(metric).sql : sql(metric), test)
    }

    private func numberTest(_ number: SQLText, _ test: NumberTest) -> SQLText {
        switch test {
        case .compare(let comparison, let value):
            return "\(number) \(comparison.sql) \(Value.number(value))::numeric"
        case .between(let low, let high):
            return """
                \(number) BETWEEN \(Value.number(low))::numeric AND \(Value.number(high))::numeric
                """
        case .isOneOf(let values):
            let texts = Value.textArray(values.map { "\($0)" })
            return "\(number) = ANY (\(texts)::numeric[])"
        case .compareMetric:
            preconditionFailure("a metric is compared where both are known")
        }
    }

    /// A number for every customer; NULL where it is unknown.
    mutating func sql(_ metric: Metric) -> SQLText {
        let (sql, isCounted) = column(metric)
        return isCounted ? "coalesce(\(sql), 0)" : sql
    }

    /// The column of a metric, and whether NULL in it stands for 0.
    private mutating func column(_ metric: Metric) -> (sql: SQLText, isCounted: Bool) {
        switch metric {
        case .orders(let scope): return (orders.count(scope), true)
        case .spend(let scope): return (orders.spend(scope), true)
        case .items(let scope): return (orders.items(scope), true)
        case .received(let scope): return (messages.received(scope), true)
        case .events(let kind, let scope): return (messages.events(kind, scope), true)
        case .daysSince(.joined_on):
            return ("(\(asOf.today.value)::date - c.joined_on)", false)
        case .daysSince(let moment):
            let column = moment == .last_order_at ? orders.lastOrder() : orders.firstOrder()
            let zone = Value.text(asOf.zone.identifier)
            return (
                "(\(asOf.today.value)::date - (\(column) AT TIME ZONE \(zone)::text)::date)", false
            )
        case .attribute(let name):
            let text: SQLText = "(c.attributes ->> \(Value.text(name))::text)"
            let number: SQLText = """
                CASE WHEN \(text) ~ '^-?[0-9]{1,30}([.][0-9]{1,30})?$' THEN \(text)::numeric END
                """
            return ("(\(number))", false)
        }
    }

    // MARK: Moments

    private mutating func moment(_ moment: Moment, _ test: MomentTest) -> SQLText {
        let condition = MomentCondition(asOf: asOf)
        switch moment {
        case .joined_on: return condition.date("c.joined_on", test)
        case .first_order_at: return condition.instant(orders.firstOrder(), test)
        case .last_order_at: return condition.instant(orders.lastOrder(), test)
        }
    }
}

extension CustomerField {
    /// The column of a customer `c`.
    fileprivate var column: SQLText {
        switch self {
        case .email: "c.email"
        case .first_name: "c.first_name"
        case .last_name: "c.last_name"
        case .title: "c.title"
        case .city: "c.city"
        case .region: "c.region"
        case .country: "c.country"
        case .locale: "c.locale"
        case .timezone: "c.timezone"
        case .phone: "c.phone"
        }
    }
}
