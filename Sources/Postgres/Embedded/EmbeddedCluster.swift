package import Foundation
import Problems

/// A workspace's private PostgreSQL: a cluster of its own from the installed programs, reached
/// over a unix socket only, started when needed and stopped when its last user leaves.
///
/// Commands that run at the same moment share it. Two lock files see to that: the gate is held
/// while someone starts or stops the server, the users' file is shared by all who use it. The
/// kernel frees both when a process is killed; the next command then finds the server running,
/// uses it and stops it.
package actor EmbeddedCluster {
    /// The database role that all use: the cluster's owner.
    static let user = "tidings"

    /// Where the data is: in the workspace's `.tidings`, or below `/var/lib/tidings` if the
    /// server's user cannot reach that.
    package nonisolated let dataDirectory: URL
    package nonisolated let socketDirectory: URL
    package nonisolated let log: URL
    /// As in 15.6.
    package nonisolated let serverVersion: String
    /// The account that runs the server.
    package nonisolated let serverUser: String

    private nonisolated let executor: QueueExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private let postmaster: Postmaster
    private let gate: LockFile
    private let users: LockFile
    private var isInUse = true

    /// Starts the workspace's cluster, or joins those who use it; makes it if there is none.
    ///
    /// - Parameters:
    ///   - tidingsFolder: the workspace's `.tidings`; made if it is not there.
    ///   - searchPath: folders with PostgreSQL's programs, besides the usual ones; of several
    ///     versions the newest is taken for a new cluster, its own for an existing one.
    ///   - settings: server settings beyond the usual ones, by name.
    ///   - shelter: where the data lives if the server's user cannot reach the folder.
    package static func start(
        in tidingsFolder: URL, searchPath: [URL] = [], settings: [String: String] = [:],
        shelter: URL = URL(filePath: "/var/lib/tidings")
    ) async throws -> EmbeddedCluster {
        let executor = QueueExecutor(label: "tidings.embedded-cluster")
        return try await executor.run {
            do {
                return try begin(
                    in: tidingsFolder, searchPath: searchPath, settings: settings,
                    shelter: shelter, on: executor)
            } catch let error as Problem {
                throw error
            } catch {
                throw Self.noFiles(tidingsFolder, error)
            }
        }
    }

    private static func begin(
        in tidingsFolder: URL, searchPath: [URL], settings: [String: String], shelter: URL,
        on executor: QueueExecutor
    ) throws -> EmbeddedCluster {
        try FileManager.default.createDirectory(
            at: tidingsFolder, withIntermediateDirectories: true)
        let gate = try LockFile(tidingsFolder.appending(path: "postgres.gate"))
        let users = try LockFile(tidingsFolder.appending(path: "postgres.users"))
        gate.lockExclusively()
        defer { gate.unlock() }
        let location = try ClusterLocation.find(for: tidingsFolder, shelter: shelter)
        let binaries = try PostgresBinaries.find(
            in: searchPath + PostgresBinaries.usualFolders(), major: location.major)
        if !location.exists {
            try ClusterCreation(
                location: location, binaries: binaries, isSynced: settings["fsync"] != "off"
            ).create()
        }
        try PrivateFolder.make(location.socketDirectory, for: location.user)
        let postmaster = Postmaster(location: location, binaries: binaries, settings: settings)
        do {
            try postmaster.ensureRunning()
        } catch {
            rmdir(location.socketDirectory.path)
            throw error
        }
        users.lockShared()
        return EmbeddedCluster(postmaster, gate: gate, users: users, on: executor)
    }

    private init(
        _ postmaster: Postmaster, gate: LockFile, users: LockFile, on executor: QueueExecutor
    ) {
        self.postmaster = postmaster
        self.gate = gate
        self.users = users
        self.executor = executor
        dataDirectory = postmaster.location.dataDirectory
        socketDirectory = postmaster.location.socketDirectory
        log = postmaster.location.log
        serverVersion = postmaster.binaries.version
        serverUser = postmaster.location.user.name
    }

    /// The connection string of a database of this cluster; it holds no secret.
    package nonisolated func uri(database: String) -> String {
        // Every character of the path that a URI could misread is escaped.
        let path = socketDirectory.path
        let host = path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? path
        return "postgresql:///\(database)?host=\(host)&user=\(Self.user)"
    }

    /// Makes a database unless it is there.
    package func createDatabase(_ name: String) async throws {
        let connection = try await Connection.open(uri(database: "postgres"))
        try await connection.createDatabase(name)
        await connection.close()
    }

    /// Leaves the cluster; the last one to leave stops the server.
    package func stop() throws {
        guard isInUse else { return }
        isInUse = false
        gate.lockExclusively()
        defer { gate.unlock() }
        if users.tryLockExclusively() {
            defer { users.unlock() }
            try postmaster.stop()
            // Only tidiness: a folder that stays is checked and used again.
            rmdir(socketDirectory.path)
        }
        users.unlock()
    }
}

extension EmbeddedCluster {
    private static func noFiles(_ folder: URL, _ error: any Error) -> Problem {
        Problem(
            .infrastructure, "the embedded database in \(folder.path) cannot be made or started",
            hint: "Check that this user may write there and that the disk has room.",
            cause: error.localizedDescription)
    }
}
