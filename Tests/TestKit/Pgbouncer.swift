internal import Foundation

/// A pooler in front of a database, in the mode that gives each transaction whatever session is
/// free.
package final class Pgbouncer {
    /// Where a client connects to.
    package let uri: String
    private let folder: URL
    private let process: ServerProcess

    package init(before database: TestDatabase) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "pgbouncer-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try FreePort.next()
        let address = database.address
        uri = "postgresql://\(address.user)@127.0.0.1:\(port)/\(address.name)"
        let file = folder.appending(path: "pgbouncer.ini")
        try """
        [databases]
        \(address.name) = host=\(address.folder) user=\(address.user)
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = \(port)
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        """.write(to: file, atomically: true, encoding: .utf8)
        // It refuses to be root; the server's user may enter the folder of the socket.
        var asWhom: [String] = []
        if geteuid() == 0 {
            let owner = try FileManager.default.attributesOfItem(atPath: address.folder)
            let name = owner[.ownerAccountName] as? String ?? ""
            asWhom = ["-u", name]
            try Shell.run("/bin/chown", "-R", name, folder.path)
        }
        process = try ServerProcess(
            "/usr/sbin/pgbouncer", asWhom + [file.path], package: "pgbouncer",
            ready: "process up")
        try FreePort.waitForServer(on: port)
    }

    deinit {
        // It lies in the system's folder for what may be lost.
        try? FileManager.default.removeItem(at: folder)
    }
}
