import Foundation
import Postgres
import Warehouse

/// The waits that restock mails answer.
struct RestockWaits {
    private let connection: Connection

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Ends those whose mail was accepted.
    func close(_ accepted: [MessageKey], at now: Date) async throws {
        let restocks = accepted.filter { $0.occurrence.hasPrefix("restock:") }
        guard !restocks.isEmpty else { return }
        let closed = try await connection.execute(
            .waitingClose, restocks.columns + [.instant(now)])
        try await ChangeLog(connection).note(closed.map { try $0.text("customer_id") }, .waiting)
    }
}
