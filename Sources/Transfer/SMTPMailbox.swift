internal import Foundation
internal import Problems
internal import Synchronization

/// How messages reach a pool's thread: a queue and a pipe that wakes it.
final class SMTPMailbox: Sendable {
    struct State {
        var jobs: [SMTPJob] = []
        /// Who waits until the connections are closed.
        var closers: [CheckedContinuation<Void, Never>] = []
        /// Nobody will ask for anything any more.
        var isOver = false
        /// The thread waits, or is about to.
        var isAsleep = false
    }

    /// The end that the thread waits on.
    let ear: Int32
    private let bell: Int32
    private let state = Mutex(State())

    init() throws(Problem) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw Problem(
                .infrastructure, "no pipe can be opened",
                hint: "Are too many files open? See `ulimit -n`.")
        }
        ear = ends[0]
        bell = ends[1]
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(ear)
        close(bell)
    }

    /// Changes the state and wakes the thread if it sleeps.
    func tell(_ change: (inout sending State) -> Void) {
        let mustRing = state.withLock { state in
            change(&state)
            defer { state.isAsleep = false }
            return state.isAsleep
        }
        if mustRing { _ = write(bell, "!", 1) }
    }

    /// Takes the next message.
    func next() -> SMTPJob? {
        state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
    }

    /// Puts a message back before all others.
    func putBack(_ job: SMTPJob) { state.withLock { $0.jobs.insert(job, at: 0) } }

    func takeAll() -> [SMTPJob] {
        state.withLock { state in
            defer { state.jobs = [] }
            return state.jobs
        }
    }

    /// Who waits for the connections to close, and whether all is over.
    func takeClosers() -> (closers: [CheckedContinuation<Void, Never>], isOver: Bool) {
        state.withLock { state in
            defer { state.closers = [] }
            return (state.closers, state.isOver)
        }
    }

    /// Whether the thread may sleep: nothing came meanwhile. From then on a change rings.
    func fallAsleep(unless isBusy: Bool) -> Bool {
        state.withLock { state in
            guard !state.isOver, state.closers.isEmpty, isBusy || state.jobs.isEmpty else {
                return false
            }
            state.isAsleep = true
            return true
        }
    }

    func wakeUp() {
        state.withLock { $0.isAsleep = false }
        var rings = [UInt8](repeating: 0, count: 64)
        while read(ear, &rings, rings.count) > 0 {}
    }
}
