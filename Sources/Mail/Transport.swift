/// A way for messages to leave: one at a time, each with its fate.
package protocol Transport: Sendable {
    /// Whether the same message handed over twice arrives once. Defaults to no.
    var isIdempotent: Bool { get }

    /// Hands a message over and says what became of it.
    func deliver(_ message: OutgoingMessage) async -> Delivery

    /// Gives up what it holds open; the next message opens it again.
    func close() async
}

extension Transport {
    package var isIdempotent: Bool { false }
}
