internal import Synchronization

/// A clock whose sleeps take no time and are counted.
package final class CountingClock: Clock, Sendable {
    package typealias Instant = ContinuousClock.Instant

    private let slept = Mutex<[Duration]>([])
    private let start = ContinuousClock.now

    package init() {}

    package var now: Instant {
        slept.withLock { $0.reduce(start) { $0.advanced(by: $1) } }
    }
    package var minimumResolution: Duration { .nanoseconds(1) }

    package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        try Task.checkCancellation()
        let wait = now.duration(to: deadline)
        slept.withLock { $0.append(wait) }
    }

    /// How long each sleep would have been, in whole seconds.
    package var waits: [Int] { slept.withLock { $0.map { Int($0.components.seconds) } } }
}
