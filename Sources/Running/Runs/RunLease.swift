import Foundation
import Postgres
import Problems

/// The hold on a run: a row with an epoch and an expiry that its holder renews.
///
/// The job's advisory lock tells within a second that a holder was killed; the lease tells, once it
/// has run out, that one stands still or vanished. Whoever takes the run over raises the epoch, and
/// each write of a run checks it. What leaves the database, mail, is let go only while the lease
/// surely holds by the machine's own clock, without asking anybody.
struct RunLease: Sendable {
    let runID: Int
    let epoch: Int
    let hold: Lease

    /// Takes the lease of a run; the caller holds the job's lock.
    ///
    /// - Parameters:
    ///   - sessions: the server processes of the holder's sessions, which a takeover ends.
    ///   - connection: where it is taken.
    ///   - keeper: renews it; idle otherwise.
    static func take(
        _ runID: Int, length: Duration, sessions: [Int], on connection: Connection,
        renewedOn keeper: Connection
    ) async throws -> RunLease {
        // Measured from before the statement: the machine's view ends before the server's.
        let since = ContinuousClock.now
        let rows = try await connection.execute(
            .runLeaseTake,
            [
                .int(runID), .double(length.seconds),
                .text("{\(sessions.map(String.init).joined(separator: ","))}"),
            ])
        let epoch = try rows.first?.int("epoch") ?? 0
        let hold = Lease(length, since: since) {
            let rows = try await keeper.execute(
                .runLeaseRenew, [.int(runID), .int(epoch), .double(length.seconds)])
            guard let row = rows.first else { return .lost }
            return try row.bool("is_asked_to_stop") ? .stopAsked : .kept
        }
        return RunLease(runID: runID, epoch: epoch, hold: hold)
    }

    /// Renews the lease by itself from now on, until ``letGo()``.
    func keepUp() { hold.keepUp() }

    /// Renews it now over the session of the job's lock: whether that is still there.
    func renew() async -> Bool { await hold.renew() }

    /// Waits until somebody asks the run to stop, or has taken it over.
    func untilOver() async { await hold.untilOver() }

    /// Notes that the holder has other sessions, for a takeover to end them.
    func note(sessions: [Int], on connection: Connection) async throws {
        try await connection.execute(
            .runLeaseSessions,
            [
                .int(runID), .int(epoch),
                .text("{\(sessions.map(String.init).joined(separator: ","))}"),
            ])
    }

    /// Stops renewing.
    func letGo() async { await hold.letGo() }

    /// Whether nobody can have taken the run over.
    var isHeld: Bool { hold.isHeld }

    /// Whether a message may still be handed over.
    var mayHandOver: Bool { hold.mayHandOver }

    var isAskedToStop: Bool { hold.isAskedToStop }

    /// What each transaction of the run checks before it is committed.
    static func fence(of leases: [RunLease]) -> Fence {
        func array(_ numbers: [Int]) -> Value {
            .text("{\(numbers.map(String.init).joined(separator: ","))}")
        }
        return Fence(
            .runLeaseFence, [array(leases.map(\.runID)), array(leases.map(\.epoch))],
            rowCount: leases.count, refusal: takenOver)
    }

    static var takenOver: Problem {
        Problem(
            .infrastructure, "another process has taken the run over",
            hint: "This one stood still for too long. Nothing was written since; `tidings runs`"
                + " shows what the other does.")
    }

    static func ranOut(_ cause: Problem) -> Problem {
        Problem(
            .infrastructure,
            "this process stood still or had no database for too long: another goes on with the run",
            hint: "Nothing was written since; `tidings runs` shows what became of it.",
            cause: cause.summary)
    }
}
