import Foundation
import Postgres
import Problems
import Synchronization

/// The hold on a run: a row with an epoch and an expiry that its holder renews.
///
/// The job's advisory lock tells within a second that a holder was killed; the lease tells, once it
/// has run out, that one stands still or vanished. Whoever takes the run over raises the epoch, and
/// each write of a run checks it. What leaves the database, mail, is let go only while the lease
/// surely holds by the machine's own clock, without asking anybody.
package final class RunLease: Sendable {
    package let runID: Int
    package let epoch: Int
    let length: Duration
    private let connection: Connection
    private let state: Mutex<State>
    private let renewing = Mutex<Task<Void, Never>?>(nil)

    private struct State {
        /// Until when it holds by this machine's clock.
        var holdsUntil: ContinuousClock.Instant
        var isLost = false
        var isAskedToStop = false
    }

    /// How much earlier than the lease ends mail is no longer handed over: a mail server may take
    /// its time between the check and the data.
    private static let margin = 0.25

    private init(
        _ runID: Int, epoch: Int, length: Duration, since: ContinuousClock.Instant,
        on connection: Connection
    ) {
        self.runID = runID
        self.epoch = epoch
        self.length = length
        self.connection = connection
        state = Mutex(State(holdsUntil: since.advanced(by: length)))
    }

    /// Takes the lease of a run; the caller holds the job's lock.
    ///
    /// - Parameters:
    ///   - sessions: the server processes of the holder's sessions, which a takeover ends.
    ///   - connection: renews it; idle otherwise.
    static func take(
        _ runID: Int, length: Duration, sessions: [Int], on connection: Connection
    ) async throws -> RunLease {
        // Measured from before the statement: the machine's view ends before the server's.
        let since = ContinuousClock.now
        let rows = try await connection.execute(
            .runLeaseTake,
            [
                .int(runID), .double(length.seconds),
                .text("{\(sessions.map(String.init).joined(separator: ","))}"),
            ])
        return RunLease(
            runID, epoch: try rows.first?.int("epoch") ?? 0, length: length, since: since,
            on: connection)
    }

    /// Renews the lease by itself from now on, until ``letGo()``.
    func keepUp() {
        let task = Task { [self] in
            while !Task.isCancelled, isHeld {
                // Ends early only when the lease is let go.
                try? await Task.sleep(for: length / 4)
                guard !Task.isCancelled else { return }
                await renew()
            }
        }
        renewing.withLock { $0 = task }
    }

    /// Stops renewing.
    func letGo() async {
        let task = renewing.withLock { task in
            defer { task = nil }
            return task
        }
        task?.cancel()
        await task?.value
    }

    private func renew() async {
        let since = ContinuousClock.now
        do {
            let rows = try await connection.execute(
                .runLeaseRenew, [.int(runID), .int(epoch), .double(length.seconds)])
            let row = rows.first
            let isAskedToStop = try row?.bool("is_asked_to_stop") ?? false
            state.withLock { state in
                if row == nil { state.isLost = true }
                state.holdsUntil = since.advanced(by: length)
                state.isAskedToStop = state.isAskedToStop || isAskedToStop
            }
        } catch {
            // The server is out of reach: the lease runs out unless it comes back.
        }
    }

    /// Whether nobody can have taken the run over.
    var isHeld: Bool {
        state.withLock { !$0.isLost && ContinuousClock.now < $0.holdsUntil }
    }

    /// Whether a message may still be handed over: the lease holds for a while longer, and nobody
    /// asked the run to stop.
    package var mayHandOver: Bool {
        let end = ContinuousClock.now.advanced(by: length * Self.margin)
        return state.withLock { !$0.isLost && !$0.isAskedToStop && end < $0.holdsUntil }
    }

    var isAskedToStop: Bool { state.withLock(\.isAskedToStop) }

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
}
