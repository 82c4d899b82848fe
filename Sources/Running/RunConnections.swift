package import Postgres
import Synchronization

/// The sessions of a runner: rows and decisions, the record, and the lock, which stays idle but for
/// the lease.
package struct RunConnections: Sendable {
    private let current: CurrentSession
    package var record: Connection
    package var lock: Connection

    package init(data: Connection, record: Connection, lock: Connection) {
        current = CurrentSession(data)
        self.record = record
        self.lock = lock
    }

    package var data: Connection { current.session.withLock { $0 } }

    /// Opens the session of rows and decisions anew if the server ended it.
    ///
    /// - Returns: Whether it did.
    func renewData() async throws -> Bool {
        guard await !data.isOpen else { return false }
        let renewed = try await data.anew()
        current.session.withLock { $0 = renewed }
        return true
    }

    /// The server processes behind them.
    var sessions: [Int] { [data, record, lock].map(\.serverProcessID) }
}

/// A session that another may take the place of.
private final class CurrentSession: Sendable {
    let session: Mutex<Connection>

    init(_ session: Connection) { self.session = Mutex(session) }
}
