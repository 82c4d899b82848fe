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

    /// FNV-1a over the job's name: the same number in every process and version.
    static func key(of job: String) -> Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "tidings job \(job)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return Int64(bitPattern: hash)
    }

    private static func alreadyRunning(_ job: String) -> Problem {
        Problem(
            .refused, "job \"\(job)\" is already running",
            hint: "Wait until it has ended; `tidings runs` shows it.")
    }
}
