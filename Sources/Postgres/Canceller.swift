import CPostgres
import Dispatch
import Synchronization

/// Stops the statement that a connection runs when the task that waits for it is cancelled.
///
/// Each statement has a ticket, so that a late cancellation does not hit the next statement: the
/// lock is held while the request travels, and a statement ends by taking the lock.
///
/// `@unchecked Sendable`: the `PGcancel` is never changed, and `PQcancel` is safe on any thread.
final class Canceller: @unchecked Sendable {
    private let cancel: OpaquePointer?
    private let running = Mutex<Int?>(nil)
    private let tickets = Atomic<Int>(0)

    init(_ connection: OpaquePointer) {
        cancel = PQgetCancel(connection)
    }

    deinit {
        PQfreeCancel(cancel)
    }

    func begin() -> Int {
        let ticket = tickets.wrappingAdd(1, ordering: .relaxed).newValue
        running.withLock { $0 = ticket }
        return ticket
    }

    func end(_ ticket: Int) {
        running.withLock { if $0 == ticket { $0 = nil } }
    }

    /// Asks the server to stop a statement, from a thread of its own: the request blocks.
    func cancel(_ ticket: Int) {
        DispatchQueue.global().async { self.request(ticket) }
    }

    /// Asks at once. A request that does not arrive is no fault: the statement then just ends.
    func request(_ ticket: Int) {
        running.withLock { running in
            guard running == ticket, let cancel else { return }
            var message = [CChar](repeating: 0, count: 256)
            _ = PQcancel(cancel, &message, Int32(message.count))
        }
    }
}
