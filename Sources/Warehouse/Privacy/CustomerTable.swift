import Postgres

/// A table whose rows belong to customers: what is erased, and what is exported.
package enum CustomerTable: String, Sendable, CaseIterable {
    case customer, consent, orders, waiting, event, change, message, outbox
    case orderLine = "order_line"
    case orderBefore = "order_before"
    case orderLineBefore = "order_line_before"
    case orderFigure = "order_figure"
    case segmentState = "segment_state"
    case segmentEntry = "segment_entry"
    case tierPeriod = "tier_period"
    case tierOverride = "tier_override"
    case messageProduct = "message_product"
    case exportRow = "export_row"

    /// Deletes a customer's rows. $1 customer.
    var erase: Statement {
        Statement(
            name: "erase \(rawValue)",
            sql: "DELETE FROM tidings.\(rawValue) WHERE customer_id = $1::text")
    }

    /// A customer's rows as one JSON array. $1 customer.
    var export: Statement {
        Statement(
            name: "export \(rawValue)",
            sql: """
                SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)::text), '[]') AS rows
                FROM tidings.\(rawValue) t WHERE t.customer_id = $1::text
                """)
    }
}
