import Feeds

/// Batches of a feed that are read ahead of who takes them, so that neither waits for the other but
/// where one is slower all the time. There are never more than two, and memory stays flat.
actor BatchesAhead {
    private var ready: [FeedBatch] = []
    /// How the reading ended, once it has.
    private var outcome: Result<Void, any Error>?
    private var isClosed = false
    /// Who waits: the reader while there is no room, or the taker while there is no batch.
    private var waiting: CheckedContinuation<Void, Never>?

    private static let room = 2

    /// Reads to the end, or until it is closed.
    func read(_ next: @Sendable () async throws -> FeedBatch?) async {
        do {
            while !isClosed, let batch = try await next() {
                ready.append(batch)
                wake()
                while ready.count >= Self.room, !isClosed { await wait() }
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        wake()
    }

    /// The next batch; nil at the end. Throws what the reading ended with.
    func next() async throws -> FeedBatch? {
        while ready.isEmpty, outcome == nil { await wait() }
        guard !ready.isEmpty else {
            try outcome?.get()
            return nil
        }
        defer { wake() }
        return ready.removeFirst()
    }

    /// Nothing more is taken: the reading ends with the batch that it is at.
    func close() {
        isClosed = true
        wake()
    }

    private func wait() async {
        await withCheckedContinuation { waiting = $0 }
    }

    private func wake() {
        waiting?.resume()
        waiting = nil
    }
}
