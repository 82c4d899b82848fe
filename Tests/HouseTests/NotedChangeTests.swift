import Foundation
import Testing

/// What expressions read is written only by statements whose callers note the change: otherwise
/// segments and tiers would not follow it.
@Suite struct NotedChangeTests {
    /// The statements that write such rows, by module. Who adds one notes its customers in the
    /// ``ChangeLog``, in the same transaction, and says so here.
    private static let noted: [String: Set<String>] = [
        "Warehouse": [
            "consent_insert", "consent_missing", "customer_consents", "customer_consents_changed",
            "customer_consents_fill", "customer_guests", "customer_insert", "customer_missing",
            "customer_update", "event_insert",
            // What becomes unknown was not accepted.
            "home_doubt", "order_insert", "order_leave", "order_line_add",
            "order_line_clear", "order_line_fill", "order_line_insert", "order_line_leave",
            "order_line_move", "order_missing", "order_missing_lines", "order_move",
            "order_update", "product_insert", "product_missing", "product_update", "rate_insert",
            "rate_missing", "rate_update", "waiting_insert", "waiting_missing", "waiting_update",
            // Of a customer no more than what the last row was, which no expression reads.
            "consent_leave",
        ],
        "Audiences": [
            "segment_enter", "segment_leave", "tier_begin", "tier_end",
            // The day until which a level is kept is no part of any expression.
            "tier_keep",
        ],
        "Campaigns": [
            "bounce_lift", "bounce_refused", "event_follow", "event_rename", "message_fold",
            "message_rename",
            "returned_events", "subscribe_write", "unknown_settle", "unsubscribe_write",
            "waiting_close",
            // What is planned, displaced or gives its voucher back was not accepted.
            "displaced_write", "message_put_off", "message_write", "voucher_return",
        ],
    ]

    @Test func `what expressions read is written by statements whose changes are noted`() throws {
        let write = try Regex(
            #"(?i)(insert into|update|delete from|merge into|truncate)\s+tidings\."#
                + #"(customer|consent|product|orders|order_line|waiting|event|rate|message"#
                + #"|segment_entry|tier_period)\b"#)
        var writers: [String: Set<String>] = [:]
        for file in try Repository.files(in: "Sources", suffix: ".sql")
        where Self.noted.keys.contains(file.module) || file.module == "Running"
            || file.module == "Console"
        {
            if file.text.contains(write) {
                writers[file.module, default: []].insert(file.baseName)
            }
        }
        for (module, names) in writers {
            #expect(names.sorted() == (Self.noted[module] ?? []).sorted(), "\(module)")
        }
    }
}
