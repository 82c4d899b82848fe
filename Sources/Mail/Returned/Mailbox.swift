/// Where mail that came back lies.
package protocol Mailbox: Sendable {
    /// Up to so many messages that were not taken yet; none when there are no more.
    func next(_ count: Int) async throws -> [MailboxMessage]

    /// The messages are in the ledger: they need not come again.
    func settle(_ messages: [MailboxMessage]) async throws

    func close() async
}

/// A message in a mailbox.
package struct MailboxMessage: Sendable {
    /// How its mailbox knows it.
    package var name: String
    /// Its first ``most`` bytes.
    package var bytes: [UInt8]

    /// How much of a message is read: a report says what it has to say before the mail that it
    /// returns, and anybody may send a message of any size.
    static let most = 262_144

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
