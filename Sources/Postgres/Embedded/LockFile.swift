import Foundation
import Problems

/// A file that processes lock by `flock`: the kernel frees the lock of one that is killed.
///
/// Each instance is a holder of its own, also within one process.
final class LockFile: Sendable {
    private let descriptor: Int32

    init(_ file: URL) throws(Problem) {
        // Closed on exec: a server that inherited the lock would hold it for its whole life.
        descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw Self.cannotOpen(file, errno) }
    }

    deinit {
        close(descriptor)
    }

    func lockExclusively() { wait(LOCK_EX) }

    func lockShared() { wait(LOCK_SH) }

    /// Whether nobody else holds it; a shared lock of its own is lost either way.
    func tryLockExclusively() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    func unlock() { wait(LOCK_UN) }

    private func wait(_ operation: Int32) {
        // flock on an open file fails only when a signal comes between.
        while flock(descriptor, operation) != 0, errno == EINTR {}
    }
}

extension LockFile {
    private static func cannotOpen(_ file: URL, _ code: Int32) -> Problem {
        Problem(
            .infrastructure, "cannot open \(file.path)",
            hint: "Check that the folder is there and that this user may write in it.",
            cause: String(cString: strerror(code)))
    }
}
