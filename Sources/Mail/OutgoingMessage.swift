package import Transfer

/// A message ready for a transport: its envelope and its bytes.
package struct OutgoingMessage: Sendable {
    /// The envelope's sender, where bounces go.
    package var sender: String
    /// The envelope's recipient.
    package var recipient: String
    package var bytes: [UInt8]
    package var messageID: MessageID
    /// Who is asked before it leaves, and told just before it does.
    package var handOver: HandOver

    package init(
        sender: String, recipient: String, bytes: [UInt8], messageID: MessageID,
        handOver: HandOver = .free
    ) {
        self.sender = sender
        self.recipient = recipient
        self.bytes = bytes
        self.messageID = messageID
        self.handOver = handOver
    }

    /// A message rendered, from its own sender to its own recipient.
    package init(_ message: MailMessage, handOver: HandOver = .free) {
        self.init(
            sender: message.from.address, recipient: message.to.address,
            bytes: message.rendered(), messageID: message.messageID, handOver: handOver)
    }
}
