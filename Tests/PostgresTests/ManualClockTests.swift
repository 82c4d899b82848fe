import TestKit
import Testing

struct ManualClockTests {
    @Test func `a sleeper wakes when the clock has come far enough`() async throws {
        let clock = ManualClock()
        let task = Task {
            try await clock.sleep(for: .seconds(10))
            return clock.now.offset
        }
        await clock.sleeping()
        clock.advance(by: .seconds(9))
        clock.advance(by: .seconds(3))
        #expect(try await task.value == .seconds(12))
    }

    @Test func `what is due already does not sleep`() async throws {
        let clock = ManualClock()
        clock.advance(by: .seconds(1))
        try await clock.sleep(until: clock.now)
    }

    @Test func `a cancelled sleeper wakes with an error`() async throws {
        let clock = ManualClock()
        let task = Task { try await clock.sleep(for: .seconds(1)) }
        await clock.sleeping()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let early = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.sleep(for: .seconds(1))
        }
        await #expect(throws: CancellationError.self) { try await early.value }
    }
}
