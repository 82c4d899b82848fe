import Dispatch

/// A serial executor over a dispatch queue of its own.
///
/// Calls of libpq and waits for processes block; on the cooperative pool, which is as wide as the
/// machine has cores, two slow ones would stop every other task of the program.
final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) {
        queue = DispatchQueue(label: label)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        queue.async { unowned.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Runs a blocking call on the queue.
    func run<T: Sendable>(_ call: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result(catching: call)) }
        }
    }
}
