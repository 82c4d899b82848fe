import Synchronization
import Testing

@testable import tidings

struct WatchdogTests {
    @Test func `the manager hears nothing while a part hangs, and again once it goes on`() async {
        // Each round asks once.
        let answers = Mutex([true, true, false, false, false, true])
        let told = Mutex(0)
        let (ends, ending) = AsyncStream.makeStream(of: Void.self)
        let watchdog = Watchdog(
            interval: .milliseconds(1),
            isWell: {
                answers.withLock { answers in
                    guard !answers.isEmpty else {
                        ending.finish()
                        return false
                    }
                    return answers.removeFirst()
                }
            }, tell: { told.withLock { $0 += 1 } })
        let task = Task { try await watchdog.run() }
        for await _ in ends {}
        task.cancel()
        #expect(told.withLock { $0 } == 3)
    }
}
