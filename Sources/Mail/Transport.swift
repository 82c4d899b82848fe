/// A way for messages to leave: one at a time, each with its fate.
package protocol Transport: Sendable {
    /// Hands a message over and says what became of it.
    func deliver(_ message: OutgoingMessage) async -> Delivery

    /// Gives up what it holds open; the next message opens it again.
    func close() async
}
