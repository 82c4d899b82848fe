import Synchronization

/// When each part of a serving process was last seen alive, by the machine's clock.
final class ServeHealth: Sendable {
    /// A part that beats; one that does no longer hangs.
    enum Part: String, CaseIterable, Sendable {
        case scheduler, worker, sender, teller

        /// How long it may be silent. A mail server may take ten minutes to say that it took a mail
        /// (RFC 5321, 4.5.3.2.6); the sender beats at each.
        var patience: Duration { self == .sender ? .seconds(660) : .seconds(60) }
    }

    private struct State {
        var beats: [Part: ContinuousClock.Instant] = [:]
        var reached: [Part: Bool] = [:]
        var awaySince: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> ContinuousClock.Instant

    /// - Parameter now: the machine's clock.
    init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) { self.now = now }

    /// Notes that a part lives.
    func beat(_ part: Part) { state.withLock { $0.beats[part] = now() } }

    /// Notes that a part went round, and whether it reached the database.
    func beat(_ part: Part, reachedDatabase: Bool) {
        state.withLock { state in
            state.beats[part] = now()
            state.reached[part] = reachedDatabase
            if reachedDatabase {
                state.awaySince = nil
            } else {
                state.awaySince = state.awaySince ?? now()
            }
        }
    }

    /// The parts that hang.
    var silent: [Part] {
        let now = now()
        return state.withLock { state in
            Part.allCases.filter { part in
                state.beats[part].map { now - $0 > part.patience } ?? false
            }
        }
    }

    /// For how long no part has reached the database; nil while one does.
    var away: Duration? {
        let now = now()
        return state.withLock { state in state.awaySince.map { now - $0 } }
    }

    /// What keeps the process from being ready, a line each; none once all parts have begun, go
    /// round and reach the database.
    var troubles: [String] {
        let silent = silent
        return state.withLock { state in
            Part.allCases.compactMap { part in
                switch state.reached[part] {
                case nil: "the \(part.rawValue) has not begun"
                case false: "the \(part.rawValue) does not reach the database"
                default: silent.contains(part) ? "the \(part.rawValue) hangs" : nil
                }
            }
        }
    }
}
