package import Foundation
import Problems

/// The client's programs by which a database is dumped: whether they are there and new enough.
package struct DumpPrograms: Sendable {
    private let folders: [URL]
    private let executor = QueueExecutor(label: "tidings.dump")

    /// - Parameter folders: where to look. Defaults to where packages put them.
    package init(in folders: [URL]? = nil) {
        self.folders = folders ?? PostgresBinaries.usualFolders()
    }

    /// The major version of the newest `pg_dump`; one that is older than a server cannot read it.
    ///
    /// - Parameter server: its major version, as 15.
    /// - Throws: an `.infrastructure` problem when there is none, or none that is new enough.
    package func check(server: Int) async throws -> Int {
        let path = try PostgresBinaries.newest("pg_dump", in: folders)
        _ = try PostgresBinaries.newest("pg_restore", in: folders)
        let answer = try await executor.run { try ChildProcess.run([path, "--version"]) }
        // "pg_dump (PostgreSQL) 15.6 (Debian 15.6-0+deb12u1)"
        let words = answer.output.split(separator: " ")
        let major = words.count > 2 ? Int(words[2].prefix { $0.isNumber }) ?? 0 : 0
        guard major >= server else { throw Self.tooOld(major, server) }
        return major
    }

    private static func tooOld(_ own: Int, _ server: Int) -> Problem {
        Problem(
            .infrastructure,
            "pg_dump is of PostgreSQL \(own), and the server of \(server): it cannot be backed up",
            hint: "Install its client programs: apt-get install postgresql-client-\(server).")
    }
}
