/// A way for messages to leave, several at a time, each with its fate.
package protocol Transport: Sendable {
    /// Whether the same message handed over twice arrives once. Defaults to no.
    var isIdempotent: Bool { get }

    /// How many messages are on their way at a time. Defaults to one.
    var width: Int { get }

    /// Hands a message over; what became of it is told on any thread, which must not be held up.
    func deliver(_ message: OutgoingMessage, then ended: @escaping @Sendable (Delivery) -> Void)

    /// Gives up what it holds open; the next message opens it again.
    func close() async
}

extension Transport {
    package var isIdempotent: Bool { false }
    package var width: Int { 1 }

    /// Hands a message over and says what became of it.
    package func deliver(_ message: OutgoingMessage) async -> Delivery {
        await withCheckedContinuation { continuation in
            deliver(message) { continuation.resume(returning: $0) }
        }
    }
}
