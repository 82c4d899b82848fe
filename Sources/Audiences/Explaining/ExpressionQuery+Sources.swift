import Definitions
import Foundation
import Postgres

/// The rows that decide a condition, as texts that ``SourceText`` reads.
extension ExpressionQuery {
    /// An array of texts in any order; NULL of none, nil where no rows decide.
    mutating func sources(of leaf: Condition) -> SQLText? {
        switch leaf {
        case .all, .any, .not: nil
        case .text(let field, _): sources(of: field)
        case .number(let metric, _), .top(_, let metric), .fractile(_, let metric, _):
            sources(of: metric)
        case .moment(let moment, _), .yearly(.anniversary(let moment), _): sources(of: moment)
        case .yearly(.birthday, _), .list, .unreadable: Self.customer
        case .answer(let answer): sources(of: answer)
        case .known(let field): sources(of: field)
        case .inSegment(let segment): entries(segment)
        case .past(.inSegment(let segment), _), .past(.enteredSegment(let segment), _),
            .past(.leftSegment(let segment), _):
            entries(segment)
        case .past(.tier(let programme, _), _): periods(programme)
        }
    }

    private mutating func sources(of field: Field) -> SQLText? {
        switch field {
        case .text(let field): sources(of: field)
        case .number(let metric): sources(of: metric)
        case .moment(let moment): sources(of: moment)
        case .answer(let answer): sources(of: answer)
        case .birthday, .list: Self.customer
        }
    }

    private func sources(of field: TextField) -> SQLText {
        if case .tier(let programme) = field { periods(programme) } else { Self.customer }
    }

    private mutating func sources(of moment: Moment) -> SQLText {
        switch moment {
        case .joinedOn, .attribute: Self.customer
        case .firstOrder, .lastOrder: orders.rows(of: .count, OrderScope(), as: order)
        case .tierSince(let programme): periods(programme)
        case .waitingSince: waiting.aggregate(Self.all(request), WaitingScope(), key: "rows")
        }
    }

    private func sources(of answer: Answer) -> SQLText {
        guard case .consent(let topic) = answer else { return Self.customer }
        return """
            ARRAY(SELECT concat_ws('|', '', n.load_id, n.line, 'what was said of ' || n.topic) \
            FROM tidings.consent AS n WHERE n.customer_id = c.customer_id \
            AND n.topic = \(Value.text(topic))::text)
            """
    }

    private mutating func sources(of metric: Metric) -> SQLText {
        switch metric {
        case .orders(let measure, let scope): orders.rows(of: measure, scope, as: order)
        case .messages(let measure, let scope):
            messages.aggregate(
                Self.all(message), Self.all(event), of: measure, scope, key: "rows")
        case .waiting(let scope): waiting.aggregate(Self.all(request), scope, key: "rows")
        case .daysSince(let moment): sources(of: moment)
        case .attribute, .age: Self.customer
        }
    }

    // MARK: Rows as texts: what sorts them, load, line, what they are

    private static func all(_ row: SQLText) -> AggregatePass.Aggregate {
        .other("array_agg(\(row))")
    }

    private static let customer: SQLText =
        "ARRAY[concat_ws('|', '', c.load_id, c.line, 'the customer')]"

    private var order: SQLText {
        """
        concat_ws('|', \(sortable("o.placed_at")), o.load_id, o.line, \
        CASE o.status WHEN 'sale' THEN '' ELSE o.status || ' ' END || 'order ' || o.order_id \
        || ' of ' || \(day("o.placed_at")) \
        || coalesce(', ' || o.total || coalesce(' ' || o.currency, ''), ''))
        """
    }

    private var request: SQLText {
        """
        concat_ws('|', coalesce(\(sortable("w.requested_at")), ''), w.load_id, w.line, \
        'request for ' || w.product_id || coalesce(' of ' || \(day("w.requested_at")), ''))
        """
    }

    private var message: SQLText {
        """
        concat_ws('|', \(sortable("m.accepted_at")), '', '', \
        'mail of ' || m.campaign || ', ' || \(day("m.accepted_at")))
        """
    }

    private var event: SQLText {
        """
        concat_ws('|', \(sortable("e.happened_at")), coalesce(e.load_id::text, ''), \
        coalesce(e.line::text, ''), e.kind || coalesce(' ' || nullif(e.campaign, ''), '') || ', ' \
        || \(day("e.happened_at")))
        """
    }

    private func entries(_ segment: String) -> SQLText {
        """
        ARRAY(SELECT concat_ws('|', \(sortable("e.entered_at")), '', '', 'entered ' || \(day("e.entered_at")) \
        || coalesce(', left ' || \(day("e.left_at")), '')) \
        FROM tidings.segment_entry AS e WHERE e.customer_id = c.customer_id \
        AND e.segment = \(Value.text(segment))::text)
        """
    }

    private func periods(_ programme: String) -> SQLText {
        """
        ARRAY(SELECT concat_ws('|', \(sortable("e.started_at")), '', '', e.tier || ' since ' || \(day("e.started_at")) \
        || coalesce(' until ' || \(day("e.ended_at")), '') || ' (' || e.reason || ')') \
        FROM tidings.tier_period AS e WHERE e.customer_id = c.customer_id \
        AND e.programme = \(Value.text(programme))::text)
        """
    }

    private func sortable(_ instant: SQLText) -> SQLText {
        "to_char(\(instant) AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS')"
    }

    /// The local day of an instant.
    private func day(_ instant: SQLText) -> SQLText {
        """
        to_char(\(instant) AT TIME ZONE \(Value.text(asOf.zone.identifier))::text, 'YYYY-MM-DD')
        """
    }
}
