package import Postgres

/// The sessions of a runner: rows and decisions, the record, and the lock, which stays idle but for
/// the lease.
package struct RunConnections: Sendable {
    package var data: Connection
    package var record: Connection
    package var lock: Connection

    package init(data: Connection, record: Connection, lock: Connection) {
        self.data = data
        self.record = record
        self.lock = lock
    }

    /// The server processes behind them.
    var sessions: [Int] { [data, record, lock].map(\.serverProcessID) }
}
