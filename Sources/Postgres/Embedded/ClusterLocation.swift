import Foundation
import Problems

/// Where the embedded cluster of a workspace lives, and who runs it.
struct ClusterLocation: Sendable {
    let user: ServerUser
    /// The folder that holds data directory and log.
    let home: URL
    /// A short path: a socket's is limited to 107 bytes, whatever the workspace's is.
    let socketDirectory: URL

    var dataDirectory: URL { home.appending(path: "postgres") }
    /// Where `initdb` works: a cluster appears whole or not at all.
    var unfinished: URL { home.appending(path: "postgres.unfinished") }
    var log: URL { home.appending(path: "postgres.log") }

    /// Whether there is a cluster.
    var exists: Bool { Self.isCluster(dataDirectory) }

    /// The major version of the cluster, if there is one.
    var major: Int? {
        let file = dataDirectory.appending(path: "PG_VERSION")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            return nil  // No cluster yet.
        }
        return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Finds the cluster of a workspace, or the place for a new one.
    ///
    /// - Parameters:
    ///   - tidingsFolder: the workspace's `.tidings`, which exists.
    ///   - shelter: where the data lives, below the hash of the folder's path, if the server's
    ///     user cannot reach the workspace, as for root below `/root`.
    static func find(for tidingsFolder: URL, shelter: URL) throws -> ClusterLocation {
        let folder = tidingsFolder.resolvingSymlinksInPath()
        let near = folder.appending(path: "postgres")
        let far = shelter.appending(path: StableHash.hex(folder.path))
        if FileManager.default.fileExists(atPath: near.path) {
            let user = try ServerUser.owner(of: near)
            guard try user.canEnter(near) else { throw unreachable(near, user) }
            guard isCluster(near) else { throw notCluster(near) }
            return ClusterLocation(user, home: folder)
        }
        if isCluster(far.appending(path: "postgres")) {
            return ClusterLocation(
                try ServerUser.owner(of: far.appending(path: "postgres")), home: far)
        }
        let user = try ServerUser.current()
        if try user.canEnter(folder) { return ClusterLocation(user, home: folder) }
        try FileManager.default.createDirectory(at: far, withIntermediateDirectories: true)
        try Data((folder.path + "\n").utf8).write(to: far.appending(path: "workspace"))
        return ClusterLocation(user, home: far)
    }

    private init(_ user: ServerUser, home: URL) {
        self.user = user
        self.home = home
        let name = "tidings-" + StableHash.hex("\(user.id) \(home.path)")
        socketDirectory = URL(filePath: "/tmp").appending(path: name)
    }

    private static func isCluster(_ folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "PG_VERSION").path)
    }
}

extension ClusterLocation {
    private static func unreachable(_ folder: URL, _ user: ServerUser) -> Problem {
        Problem(
            .infrastructure,
            "the user \(user.name) cannot reach the embedded database in \(folder.path)",
            hint: "Let that user enter the folders above it: chmod o+x.")
    }

    private static func notCluster(_ folder: URL) -> Problem {
        Problem(
            .infrastructure, "\(folder.path) is there but is no PostgreSQL cluster",
            hint: "Move it away, or restore it from a backup, and try again.")
    }
}
