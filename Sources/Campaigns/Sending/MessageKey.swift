import Postgres

/// What names a message in ledger and outbox.
struct MessageKey: Hashable, Sendable {
    var customer: String
    var campaign: String
    var occurrence: String

    init(customer: String, campaign: String, occurrence: String) {
        self.customer = customer
        self.campaign = campaign
        self.occurrence = occurrence
    }

    init(_ row: Row) throws {
        customer = try row.text("customer_id")
        campaign = try row.text("campaign")
        occurrence = try row.text("occurrence")
    }
}

extension Collection<MessageKey> {
    /// The keys as three arrays, for `unnest`.
    var columns: [Value] {
        [
            .textArray(map(\.customer)), .textArray(map(\.campaign)),
            .textArray(map(\.occurrence)),
        ]
    }
}
