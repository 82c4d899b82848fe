import Logging
import Problems
import Running
import Synchronization

/// Delivers notices beside the loop that looks for them: a mail server that hangs holds nothing up.
final class ServedNotices: Sendable {
    private let task = Mutex<Task<Void, Never>?>(nil)
    private let log: Logger

    init(log: Logger) { self.log = log }

    /// Delivers unless that is being done.
    func begin(_ deliver: @escaping @Sendable () async throws -> [Problem]) {
        task.withLock { task in
            guard task == nil else { return }
            task = Task { [self] in
                await run(deliver)
                self.task.withLock { $0 = nil }
            }
        }
    }

    /// Waits until what is in hand has left.
    func finish() async {
        await task.withLock { $0 }?.value
    }

    private func run(_ deliver: @Sendable () async throws -> [Problem]) async {
        do {
            for problem in try await deliver() { log.error("not told: \(problem.summary)") }
        } catch {
            log.error("not told: \(Problem.from(error).summary)")
        }
    }
}
