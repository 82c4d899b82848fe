import Postgres
import TestKit
import Testing

struct ConnectionLockTests {
    @Test func `one session holds a lock until it gives it back or ends`() async throws {
        let database = try await TestDatabase.make()
        let first = try await database.connect()
        let second = try await database.connect()
        #expect(try await first.tryLock(.max))
        #expect(try await !second.tryLock(.max))
        #expect(try await second.tryLock(7))
        #expect(try await first.unlock(.max))
        #expect(try await !first.unlock(.max))
        #expect(try await second.tryLock(.max))
        await second.close()
        while try await !first.tryLock(.max) { await Task.yield() }
    }
}
