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
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
