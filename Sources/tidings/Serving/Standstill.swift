import Foundation
import Synchronization

/// Notices that something which should go on stands still.
final class Standstill: Sendable {
    private let patience: Duration
    private let last = Mutex<(mark: Date?, since: ContinuousClock.Instant)>((nil, .now))

    init(after patience: Duration) { self.patience = patience }

    /// Whether the mark is the same for so long already, by the machine's own clock.
    func isSo(_ mark: Date?) -> Bool {
        let now = ContinuousClock.now
        return last.withLock { last in
            if last.mark != mark { last = (mark, now) }
            return now - last.since > patience
        }
    }
}
