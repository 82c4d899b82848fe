package import Foundation

/// A workspace's `.tidings` folder for a test, deleted afterwards with whatever runs in it.
package enum ClusterFolder {
    package static func with(
        below parent: String = "/tmp", _ body: (URL) async throws -> Void
    ) async throws {
        let folder = URL(filePath: "\(parent)/tidings-cluster-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { remove(folder) }
        try await body(folder)
    }

    private static func remove(_ folder: URL) {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.lastPathComponent == "postmaster.pid", let id = serverID(file) else {
                continue
            }
            kill(id, SIGQUIT)
        }
        // What a server that is just ending still holds is no fault of the test.
        try? FileManager.default.removeItem(at: folder)
    }

    /// The process id that a `postmaster.pid` names.
    package static func serverID(_ file: URL) -> pid_t? {
        // No file, no server.
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    /// The process id of a data directory's server, nil when none runs.
    package static func serverID(in dataDirectory: URL) -> pid_t? {
        serverID(dataDirectory.appending(path: "postmaster.pid"))
    }

    /// The permission bits of a file, as 0o700.
    package static func permissions(_ file: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}
