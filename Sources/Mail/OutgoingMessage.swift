/// A message ready for a transport: its envelope and its bytes.
package struct OutgoingMessage: Sendable {
    /// The envelope's sender, where bounces go.
    package var sender: String
    /// The envelope's recipient.
    package var recipient: String
    package var bytes: [UInt8]
    package var messageID: MessageID
    /// What the sender of messages knows it by; transports do not read it.
    package var key: String
    /// The instant from which on it may no longer be handed over, because somebody else may be
    /// about to: checked before the text and again before its end. nil means no limit.
    package var deadline: ContinuousClock.Instant?

    package init(
        sender: String, recipient: String, bytes: [UInt8], messageID: MessageID, key: String,
        deadline: ContinuousClock.Instant? = nil
    ) {
        self.sender = sender
        self.recipient = recipient
        self.bytes = bytes
        self.messageID = messageID
        self.key = key
        self.deadline = deadline
    }

    /// A message rendered, from its own sender to its own recipient.
    package init(
        _ message: MailMessage, key: String, deadline: ContinuousClock.Instant? = nil
    ) {
        self.init(
            sender: message.from.address, recipient: message.to.address,
            bytes: message.rendered(), messageID: message.messageID, key: key, deadline: deadline)
    }
}
