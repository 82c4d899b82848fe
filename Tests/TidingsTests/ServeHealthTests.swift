import Synchronization
import Testing

@testable import tidings

struct ServeHealthTests {
    /// A health by a clock that a test puts forward.
    private final class Watched: Sendable {
        let passed = Mutex(Duration.zero)

        func health() -> ServeHealth {
            let start = ContinuousClock.now
            return ServeHealth(now: { [self] in start + passed.withLock { $0 } })
        }

        func pass(_ duration: Duration) { passed.withLock { $0 += duration } }
    }

    @Test func `parts that have not begun, do not reach the database or hang are named`() {
        let watched = Watched()
        let health = watched.health()
        #expect(health.troubles.count == 4)
        for part in ServeHealth.Part.allCases { health.beat(part, reachedDatabase: true) }
        #expect(health.troubles == [])
        health.beat(.worker, reachedDatabase: false)
        #expect(health.troubles == ["the worker does not reach the database"])
        health.beat(.worker, reachedDatabase: true)
        watched.pass(.seconds(61))
        health.beat(.worker, reachedDatabase: true)
        // A mail server may take ten minutes for its answer.
        #expect(health.silent == [.scheduler, .teller])
        #expect(health.troubles == ["the scheduler hangs", "the teller hangs"])
        watched.pass(.seconds(600))
        #expect(health.silent == [.scheduler, .worker, .sender, .teller])
        health.beat(.sender)
        #expect(health.silent == [.scheduler, .worker, .teller])
    }

    @Test func `a database is away since the first part missed it, until one reaches it`() {
        let watched = Watched()
        let health = watched.health()
        #expect(health.away == nil)
        health.beat(.worker, reachedDatabase: false)
        watched.pass(.seconds(30))
        health.beat(.sender, reachedDatabase: false)
        watched.pass(.seconds(5))
        #expect(health.away == .seconds(35))
        health.beat(.teller, reachedDatabase: true)
        #expect(health.away == nil)
    }
}
