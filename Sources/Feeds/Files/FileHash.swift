import Transfer

/// Reads files for their hashes on a thread of its own, beside what else reads them.
package actor FileHash {
    private let executor = BlockingExecutor(label: "tidings.hash")

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    package init() {}

    /// The file's SHA-256; ends early when the task is cancelled.
    package func digest(of file: FeedFile) throws -> [UInt8] { try file.digest() }
}
