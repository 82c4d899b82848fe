internal import Dispatch

/// Runs an actor's jobs one after another on a queue of its own, for calls that block.
///
/// A blocking call on the cooperative pool would take a thread from everybody else; here it only
/// holds its own.
package final class BlockingExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// An executor whose queue carries a label, seen in debuggers.
    package init(label: String) {
        queue = DispatchQueue(label: label)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
