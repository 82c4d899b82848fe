import Foundation
import Postgres

/// The hold of a sender on what it claimed: a row with an expiry that it renews over a session of its
/// own.
///
/// One that has run out is never renewed. Then other senders settle what it had claimed, so a sender
/// that stood still must ask before each message whether it still holds.
struct SenderLease: Sendable {
    let hold: Lease
    private let sender: String
    private let keeper: Connection

    /// Takes the lease of a new sender and keeps it up.
    ///
    /// - Parameter connection: where the sender works; the lease has another session there.
    static func take(
        _ sender: String, length: Duration, like connection: Connection
    ) async throws -> SenderLease {
        let keeper = try await connection.another()
        let seconds = Value.double(length / .seconds(1))
        // Measured from before the statement: the machine's view ends before the server's.
        let since = ContinuousClock.now
        do {
            try await keeper.execute(.senderLeaseTake, [.text(sender), seconds])
        } catch {
            await keeper.close()
            throw error
        }
        let hold = Lease(length, since: since) {
            let rows = try await keeper.execute(.senderLeaseRenew, [.text(sender), seconds])
            return rows.isEmpty ? .lost : .kept
        }
        hold.keepUp()
        return SenderLease(hold: hold, sender: sender, keeper: keeper)
    }

    /// Stops renewing it, and gives it back if the sender holds nothing any more; otherwise it runs
    /// out, and others settle what is left.
    func end(holdsNothing: Bool) async {
        await hold.letGo()
        // What cannot be given back runs out.
        if holdsNothing { _ = try? await keeper.execute(.senderLeaseEnd, [.text(sender)]) }
        await keeper.close()
    }
}
