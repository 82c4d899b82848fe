import Foundation
import Synchronization

/// When each part of a serving process was last seen alive, by the machine's clock.
final class ServeHealth: Sendable {
    /// A part that beats; one that does no longer hangs.
    enum Part: String, CaseIterable, Sendable { case scheduler, worker, sender, teller }

    private let beats = Mutex<[Part: ContinuousClock.Instant]>([:])
    private let reached = Mutex<[Part: Bool]>([:])

    /// How long a part may be silent.
    private static let patience = Duration.seconds(60)

    /// Notes that a part went round, and whether it reached the database.
    func beat(_ part: Part, reachedDatabase: Bool) {
        beats.withLock { $0[part] = .now }
        reached.withLock { $0[part] = reachedDatabase }
    }

    /// The parts that hang.
    var silent: [Part] {
        let now = ContinuousClock.now
        return beats.withLock { beats in
            Part.allCases.filter { part in
                beats[part].map { now - $0 > Self.patience } ?? false
            }
        }
    }

    /// Whether all parts have begun and reach the database.
    var isReady: Bool {
        reached.withLock { reached in Part.allCases.allSatisfy { reached[$0] == true } }
            && silent.isEmpty
    }
}
