package import Foundation
package import Postgres
import Synchronization

/// Whether mail may leave now: it is due, its campaign is not held back, and the budgets have room.
///
/// A sender that finds nothing to do costs a journal and a lease; so it is asked for only then.
package final class DueMail: Sendable {
    private let fullUntil = Mutex<Date?>(nil)

    /// How soon a full budget may have room again: it is counted by the minute.
    private static let minute: TimeInterval = 60

    package init() {}

    /// - Parameter campaigns: those that may send; nil means all.
    package func mayLeave(
        of campaigns: [String]?, at now: Date, on connection: Connection
    ) async throws -> Bool {
        if let time = fullUntil.withLock({ $0 }), now < time { return false }
        guard campaigns?.isEmpty != true else { return false }
        let due = try await Sender.nextDue(of: campaigns, on: connection)
        return due.map { $0 <= now } ?? false
    }

    /// Takes into account what a sender has just found.
    package func learn(from sent: SendFigures, at now: Date) {
        fullUntil.withLock {
            $0 = sent.isOutOfRoom ? now.addingTimeInterval(Self.minute) : nil
        }
    }
}
