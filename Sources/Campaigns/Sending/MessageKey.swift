internal import Crypto
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

extension MessageKey {
    /// A key in 32 hexadecimal digits: half of SHA-256 over its parts, each after its length.
    struct Digest: Hashable, Sendable {
        let text: String

        init(_ text: some StringProtocol) { self.text = String(text) }
    }

    var digest: Digest {
        var hash = SHA256()
        for part in [customer, campaign, occurrence] {
            hash.update(data: Array("\(part.utf8.count):\(part)".utf8))
        }
        return Digest(
            hash.finalize().prefix(16).map { byte in
                let digits = String(byte, radix: 16)
                return byte < 16 ? "0\(digits)" : digits
            }.joined())
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
