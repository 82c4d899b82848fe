import Definitions
import Foundation
import Postgres

/// What the customer has of what a condition asks about, as texts.
extension ExpressionQuery {
    /// The names of a leaf's values and the columns with them, of type text.
    mutating func values(of leaf: Condition) -> [(name: String, column: SQLText)] {
        switch leaf {
        case .all, .any, .not: []
        case .text(let field, _): [("\(field)", column(field))]
        case .number(let metric, let test):
            [value(of: metric)] + test.amounts.compactMap { value(of: $0) }
        case .moment(let moment, _): [value(of: moment)]
        case .yearly(.birthday, _): [("birthday", Self.birthday)]
        case .yearly(.anniversary(let moment), _): [value(of: moment)]
        case .answer(let answer): [value(of: answer)]
        case .list(let attribute, _), .unreadable(let attribute):
            [("\(attribute)", column(attribute).text)]
        case .known(let field): [value(of: field)]
        case .inSegment(let segment):
            [("in \(segment)", entry(segment, where: "e.left_at IS NULL"))]
        case .past(let past, _): [("last", lastTime(past))]
        case .top(_, let metric): [value(of: metric), ("place", placeText(by: metric))]
        case .fractile(let fractile, let metric, _):
            [
                value(of: metric),
                ("\(fractile)", classText(of: fractile, metric)),
            ]
        }
    }

    private mutating func value(of field: Field) -> (name: String, column: SQLText) {
        switch field {
        case .text(let field): ("\(field)", column(field))
        case .number(let metric): value(of: metric)
        case .moment(let moment): value(of: moment)
        case .birthday: ("birthday", Self.birthday)
        case .answer(let answer): value(of: answer)
        case .list(let attribute): ("\(attribute)", column(attribute).text)
        }
    }

    /// A number without needless decimals, money with its currency.
    private mutating func value(of metric: Metric) -> (name: String, column: SQLText) {
        let number: SQLText = "round((\(sql(metric)))::numeric, 2)"
        guard metric.readsMoney else { return ("\(metric)", "trim_scale(\(number))::text") }
        return ("\(metric)", "\(number) || ' ' || \(Value.text(money.currency))::text")
    }

    /// What a number is compared with, if that is not written out.
    private mutating func value(of amount: Amount) -> (name: String, column: SQLText)? {
        switch amount {
        case .number: return nil
        case .metric(let metric): return value(of: metric)
        case .percentile(_, let metric):
            let percentile = sql(amount)
            return (
                "\(amount)",
                metric.readsMoney
                    ? "round((\(percentile))::numeric, 2) || ' ' || \(Value.text(money.currency))::text"
                    : "trim_scale(round((\(percentile))::numeric, 2))::text"
            )
        }
    }

    private mutating func value(of moment: Moment) -> (name: String, column: SQLText) {
        let column = column(moment)
        return ("\(moment)", moment.isDay ? "(\(column))::text" : minute(column))
    }

    private mutating func value(of answer: Answer) -> (name: String, column: SQLText) {
        ("\(answer)", "CASE \(column(answer)) WHEN true THEN 'yes' WHEN false THEN 'no' END")
    }

    /// An instant where the workspace is.
    private func minute(_ instant: SQLText) -> SQLText {
        """
        to_char(\(instant) AT TIME ZONE \(Value.text(asOf.zone.identifier))::text, \
        'YYYY-MM-DD HH24:MI')
        """
    }

    /// Where the customer stands among those who are ranked, from the highest.
    private mutating func placeText(by metric: Metric) -> SQLText {
        let ranking = Ranking(metric, asOf: asOf, money: money)
        let name = join(ranking.places, key: "places by \(metric)")
        return "\(name).place || ' of ' || \(name).count"
    }

    private mutating func classText(of fractile: Fractile, _ metric: Metric) -> SQLText {
        let ranking = Ranking(metric, asOf: asOf, money: money)
        let name = join(ranking.classes(fractile), key: "\(fractile) by \(metric)")
        return "\(name).class || ' of ' || \(Value.int(fractile.rawValue))::integer"
    }

    private static let birthday: SQLText = """
        nullif(concat_ws('-', c.birth_year, lpad(c.birth_month::text, 2, '0'), \
        lpad(c.birth_day::text, 2, '0')) \
        || CASE WHEN c.birthday_calendar = 'lunar' THEN ' by the lunar calendar' ELSE '' END, '')
        """

    /// Since when, by the newest entry of a segment.
    private func entry(_ segment: String, where condition: SQLText) -> SQLText {
        """
        (SELECT 'since ' || \(minute("max(e.entered_at)")) FROM tidings.segment_entry AS e \
        WHERE e.customer_id = c.customer_id AND e.segment = \(Value.text(segment))::text \
        AND \(condition))
        """
    }

    /// When it was so last, whatever the window.
    private func lastTime(_ past: Past) -> SQLText {
        switch past {
        case .inSegment(let segment), .enteredSegment(let segment): entry(segment, where: "true")
        case .leftSegment(let segment):
            """
            (SELECT \(minute("max(e.left_at)")) FROM tidings.segment_entry AS e \
            WHERE e.customer_id = c.customer_id AND e.segment = \(Value.text(segment))::text)
            """
        case .tier(let programme, let tiers):
            """
            (SELECT 'since ' || \(minute("max(e.started_at)")) FROM tidings.tier_period AS e \
            WHERE e.customer_id = c.customer_id \
            AND e.programme = \(Value.text(programme))::text AND \(Match.one("e.tier", of: tiers)))
            """
        }
    }
}
