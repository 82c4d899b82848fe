import Definitions
import Postgres

/// The columns of what a customer has.
extension ExpressionQuery {
    mutating func column(_ field: TextField) -> SQLText {
        switch field {
        case .customer(let field): field.column
        case .attribute(let attribute): column(attribute).text
        case .tier(let programme): "\(tier(programme)).tier"
        }
    }

    func column(_ attribute: Attribute) -> AttributeColumn {
        AttributeColumn(attribute, in: "c.attributes", currency: money.currency)
    }

    mutating func column(_ answer: Answer) -> SQLText {
        switch answer {
        case .attribute(let attribute): return column(attribute).answer
        case .consent(let topic):
            let name = join(
                """
                SELECT customer_id, given FROM tidings.consent \
                WHERE topic = \(Value.text(topic))::text
                """, key: "consent \(topic)")
            return "\(name).given"
        }
    }

    /// A date or an instant, as the moment is.
    mutating func column(_ moment: Moment) -> SQLText {
        switch moment {
        case .joinedOn: "c.joined_on"
        case .firstOrder: orders.firstOrder()
        case .lastOrder: orders.lastOrder()
        case .tierSince(let programme): "\(tier(programme)).started_at"
        case .waitingSince: waiting.earliest()
        case .attribute(let attribute): column(attribute).day
        }
    }

    /// The current level in a programme.
    private mutating func tier(_ programme: String) -> SQLName {
        join(
            """
            SELECT customer_id, tier, started_at FROM tidings.tier_period \
            WHERE programme = \(Value.text(programme))::text AND ended_at IS NULL
            """, key: "tier \(programme)")
    }

    mutating func known(_ field: Field) -> SQLText {
        switch field {
        case .text(let field): "\(column(field)) IS NOT NULL"
        case .number(let metric): "\(sql(metric)) IS NOT NULL"
        case .moment(let moment): "\(column(moment)) IS NOT NULL"
        case .birthday: "c.birth_month IS NOT NULL AND c.birth_day IS NOT NULL"
        case .answer(let answer): "\(column(answer)) IS NOT NULL"
        case .list(let attribute): "\(column(attribute).text) IS NOT NULL"
        }
    }

    mutating func moment(_ moment: Moment, _ test: MomentTest) -> SQLText {
        let condition = MomentCondition(asOf: asOf)
        let column = column(moment)
        return moment.isDay ? condition.date(column, test) : condition.instant(column, test)
    }

    mutating func yearly(_ date: YearlyDate, _ test: YearlyTest) -> SQLText {
        let condition = YearlyCondition(asOf: asOf)
        switch date {
        case .birthday: return condition.birthday(test)
        case .anniversary(let moment):
            let column = column(moment)
            return condition.anniversary(
                of: moment.isDay ? column : orders.day(column), test)
        }
    }
}

extension CustomerField {
    /// The column of a customer `c`.
    fileprivate var column: SQLText {
        switch self {
        case .id: "c.customer_id"
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
