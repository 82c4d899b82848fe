import Definitions
package import Postgres
import Problems

/// Who may run a job: one process at a time.
///
/// A session advisory lock on a connection that does nothing else, so that the server notices at
/// once when the process is killed.
package struct JobLock: Sendable {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Takes the lock of a job, or refuses.
    package func take(_ job: String) async throws {
        guard try await connection.tryLock(Self.key(of: job)) else {
            throw Self.alreadyRunning(job)
        }
    }

    package func release(_ job: String) async throws {
        _ = try await connection.unlock(Self.key(of: job))
    }

    /// The same number in every process and version.
    static func key(of job: String) -> Int64 {
        Int64(bitPattern: StableNumber.of("tidings job \(job)"))
    }

    private static func alreadyRunning(_ job: String) -> Problem {
        Problem(
            .refused, "job \"\(job)\" is already running",
            hint: "Wait until it has ended; `tidings runs` shows it.")
    }
}
