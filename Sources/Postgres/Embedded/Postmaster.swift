import CPostgres
import Foundation
import Problems

/// The server process of an embedded cluster: finds, starts and stops it.
///
/// Every call holds the cluster's gate, and blocks.
struct Postmaster: Sendable {
    let location: ClusterLocation
    let binaries: PostgresBinaries
    /// Settings beyond those of `ClusterSettings`.
    let settings: [String: String]

    /// How long a server may take to start: after a crash it first replays its log.
    private static let patience = Duration.seconds(300)

    /// Makes sure that the server takes connections: finds it running or starts it.
    func ensureRunning() throws {
        if isReady { return }
        var process = ProcessFile(location.dataDirectory)
        if process.isAlive, process.status == "ready" {
            // Its socket was deleted, by a cleaner of /tmp perhaps: nobody can reach it any more.
            try stop()
        }
        process = ProcessFile(location.dataDirectory)
        // It still starts, or shuts down because its last user left in a hurry.
        if process.isAlive, wait(Self.patience, { isReady || !process.isAlive }), isReady { return }
        try process.removeIfForeign()
        try start()
    }

    /// Stops the server: open transactions are rolled back.
    func stop() throws {
        let process = ProcessFile(location.dataDirectory)
        guard let id = process.id, process.isAlive else { return }
        kill(id, SIGINT)
        // A shutdown writes out what changed; one that takes longer is recovered from the log.
        if wait(.seconds(120), { !process.isAlive }) { return }
        kill(id, SIGQUIT)
        if !wait(.seconds(10), { !process.isAlive }) { throw Self.notStopping(id) }
    }

    private func start() throws {
        let log = try ServerLog(location.log)
        let deadline = ContinuousClock.now + Self.patience
        let command = command
        while ContinuousClock.now < deadline {
            let server = try ChildProcess.start(command, output: log.handle)
            _ = wait(Self.patience) { isReady || !server.isRunning }
            if isReady { return }
            // The one who was killed while starting this cluster left a server that starts.
            let other = ProcessFile(location.dataDirectory)
            if other.isAlive, wait(Self.patience, { isReady || !other.isAlive }), isReady { return }
            // Orphans of a killed server end soon; while one lives no new server may start.
            guard log.text().contains("is still in use") else { break }
            usleep(50_000)
        }
        throw Self.notStarting(log.lastLines())
    }

    /// Whether the server takes connections.
    private var isReady: Bool {
        let keywords = CStringArray(["host", "user", "dbname", "connect_timeout"])
        let values = CStringArray([
            location.socketDirectory.path, EmbeddedCluster.user, "postgres", "2",
        ])
        return keywords.withPointers { keywords in
            values.withPointers { PQpingParams(keywords, $0, 0) == PQPING_OK }
        }
    }

    private var command: [String] {
        location.user.command(
            [binaries.postgres, "-D", location.dataDirectory.path]
                + ClusterSettings.arguments(
                    socketDirectory: location.socketDirectory.path, compression: compression,
                    other: settings))
    }

    /// LZ4 packs pages several times as fast as the way that every server knows: a night writes many.
    private var compression: String {
        let question = location.user.command([
            binaries.postgres, "-D", location.dataDirectory.path, "-C", "wal_compression", "-c",
            "wal_compression=lz4",
        ])
        // A server that cannot be asked is started in the way that every server knows.
        let answer = try? ChildProcess.run(question)
        return answer?.succeeded == true ? "lz4" : "on"
    }

    /// Looks every 10 ms whether something holds; false if it does not in time.
    private func wait(_ patience: Duration, _ condition: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now + patience
        while !condition() {
            if ContinuousClock.now >= deadline { return false }
            usleep(10_000)
        }
        return true
    }
}

extension Postmaster {
    private static func notStarting(_ lines: String) -> Problem {
        Problem(
            .infrastructure, "the embedded database does not start",
            hint: "What its log says last is above; \"tidings doctor\" tells where it lives.",
            cause: lines.isEmpty ? "its log is empty" : lines)
    }

    private static func notStopping(_ id: pid_t) -> Problem {
        Problem(
            .infrastructure, "the embedded database (process \(id)) does not stop",
            hint: "Look at that process; it may wait for a disk that does not answer.")
    }
}
