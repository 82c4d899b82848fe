import Foundation
import Synchronization

/// A hold on something that runs out unless it is renewed, known at any time without asking anybody.
///
/// Its row in the database has an expiry by the server's clock; this side counts by the machine's
/// own, from before each renewal was sent: it never believes that it holds what somebody else may
/// have taken, however long the process stood still.
package final class Lease: Sendable {
    /// What a renewal told.
    package enum Renewal: Sendable {
        case kept
        /// Kept, but somebody asked the holder to stop.
        case stopAsked
        /// Somebody else has it.
        case lost
    }

    private struct State {
        /// Until when it holds by this machine's clock.
        var holdsUntil: ContinuousClock.Instant
        var isLost = false
        var isAskedToStop = false
        /// Who waits for its end, by a number; nil where the wait was over before it began.
        var waits: [UUID: CheckedContinuation<Void, Never>?] = [:]

        /// Whether its holder is to go no further.
        var isOver: Bool { isLost || isAskedToStop }

        mutating func takeWaits() -> [CheckedContinuation<Void, Never>] {
            defer { waits = [:] }
            return waits.values.compactMap { $0 }
        }
    }

    package let length: Duration
    private let renewal: @Sendable () async throws -> Renewal
    private let state: Mutex<State>
    private let renewing = Mutex<Task<Void, Never>?>(nil)

    /// How much earlier than the lease ends mail is no longer handed over: a mail server may take
    /// its time between the check and the data.
    private static let margin = 0.25

    /// - Parameters:
    ///   - since: an instant before the statement that took it was sent.
    ///   - renewal: renews it for another length.
    package init(
        _ length: Duration, since: ContinuousClock.Instant,
        renewal: @escaping @Sendable () async throws -> Renewal
    ) {
        self.length = length
        self.renewal = renewal
        state = Mutex(State(holdsUntil: since.advanced(by: length)))
    }

    /// Renews the lease by itself from now on, until ``letGo()``.
    package func keepUp() {
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
    package func letGo() async {
        let task = renewing.withLock { task in
            defer { task = nil }
            return task
        }
        task?.cancel()
        await task?.value
    }

    /// Renews the lease now; whether it is held by that.
    @discardableResult
    package func renew() async -> Bool {
        let since = ContinuousClock.now
        do {
            let answer = try await renewal()
            let waits = state.withLock { state in
                switch answer {
                case .kept: state.holdsUntil = since.advanced(by: length)
                case .stopAsked:
                    state.holdsUntil = since.advanced(by: length)
                    state.isAskedToStop = true
                case .lost: state.isLost = true
                }
                return state.isOver ? state.takeWaits() : []
            }
            for wait in waits { wait.resume() }
            return isHeld
        } catch {
            // The server is out of reach: the lease runs out unless it comes back.
            return false
        }
    }

    /// Waits until somebody asks the holder to stop or has taken the lease; ends at once when the
    /// task is cancelled.
    package func untilOver() async {
        let id = UUID()
        await withTaskCancellationHandler {
            await withCheckedContinuation { wait in
                let goesOn = state.withLock { state in
                    guard !state.isOver, state.waits.removeValue(forKey: id) == nil else {
                        return true
                    }
                    state.waits[id] = wait
                    return false
                }
                if goesOn { wait.resume() }
            }
        } onCancel: {
            let wait = state.withLock { state in
                guard let wait = state.waits.removeValue(forKey: id) else {
                    state.waits.updateValue(nil, forKey: id)
                    return nil as CheckedContinuation<Void, Never>?
                }
                return wait
            }
            wait?.resume()
        }
    }

    /// Whether nobody can have taken it.
    package var isHeld: Bool {
        state.withLock { !$0.isLost && ContinuousClock.now < $0.holdsUntil }
    }

    /// Whether a message may still be handed over: the lease holds for a while longer, and nobody
    /// asked its holder to stop.
    package var mayHandOver: Bool {
        let end = ContinuousClock.now.advanced(by: length * Self.margin)
        return state.withLock { !$0.isLost && !$0.isAskedToStop && end < $0.holdsUntil }
    }

    package var isAskedToStop: Bool { state.withLock(\.isAskedToStop) }
}
