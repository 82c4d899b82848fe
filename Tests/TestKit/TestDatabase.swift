import Foundation
package import Postgres

/// A database of a test's own on a real server.
///
/// All tests of a process share one private server below `/tmp`, started by the first that asks
/// and deleted when the process ends.
package struct TestDatabase: Sendable {
    package let uri: String

    /// A database on a server that the test itself started.
    package init(uri: String) { self.uri = uri }

    /// A new database, copied from a template that is prepared once a process.
    ///
    /// - Parameters:
    ///   - template: the template's name; one name always goes with one way to prepare.
    ///   - prepare: fills the template, by migrating it for instance.
    package static func make(
        template: String = "empty",
        prepare: @escaping @Sendable (Connection) async throws -> Void = { _ in }
    ) async throws -> TestDatabase {
        try await TestCluster.shared.database(template: template, prepare: prepare)
    }

    /// A new connection to it; one that is let go of is closed.
    package func connect() async throws -> Connection {
        try await Connection.open(uri, applicationName: "tidings-tests")
    }

    /// Its name, its user and the folder of the server's socket, for who stands before it.
    package var address: (name: String, user: String, folder: String) {
        let parts = URLComponents(string: uri)
        func item(_ name: String) -> String {
            parts?.queryItems?.first { $0.name == name }?.value ?? ""
        }
        return (String(parts?.path.dropFirst() ?? ""), item("user"), item("host"))
    }
}

/// The server of this test process.
private actor TestCluster {
    static let shared = TestCluster()

    private var cluster: Task<EmbeddedCluster, any Error>?
    private var templates: [String: Task<String, any Error>] = [:]
    private var count = 0
    /// How many databases may still be begun now; all tests of a process ask at the same moment,
    /// and a small machine would let them wait until their connections time out.
    private var free = 4
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func database(
        template: String, prepare: @escaping @Sendable (Connection) async throws -> Void
    ) async throws -> TestDatabase {
        await enter()
        defer { leave() }
        let cluster = try await running()
        let source = try await prepared(template, on: cluster, prepare)
        count += 1
        let name = "test_\(count)"
        let connection = try await Connection.open(cluster.uri(database: "postgres"))
        try await connection.createDatabase(name, template: source)
        await connection.close()
        return TestDatabase(uri: cluster.uri(database: name))
    }

    private func enter() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        guard !waiting.isEmpty else {
            free += 1
            return
        }
        waiting.removeFirst().resume()
    }

    private func prepared(
        _ template: String, on cluster: EmbeddedCluster,
        _ prepare: @escaping @Sendable (Connection) async throws -> Void
    ) async throws -> String {
        if let task = templates[template] { return try await task.value }
        let name = "template_\(templates.count)"
        let task = Task {
            try await cluster.createDatabase(name)
            let connection = try await Connection.open(cluster.uri(database: name))
            try await prepare(connection)
            await connection.close()
            return name
        }
        templates[template] = task
        return try await task.value
    }

    private func running() async throws -> EmbeddedCluster {
        if let cluster { return try await cluster.value }
        let task = Task {
            TestFolder.removeLeftovers()
            let folder = TestFolder.own
            atexit { TestFolder.remove(TestFolder.own) }
            // What a test writes need not outlive the machine.
            let settings = [
                "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off",
                "autovacuum": "off", "shared_buffers": "64MB",
                // All tests of a process run at once, each with a few connections.
                "max_connections": "500",
            ]
            return try await EmbeddedCluster.start(in: folder, settings: settings)
        }
        cluster = task
        return try await task.value
    }
}

/// The folder of a test process's server, named after the process.
private enum TestFolder {
    private static let prefix = "tidings-test-"
    static let own = URL(filePath: "/tmp/\(prefix)\(getpid())")

    /// Removes the folders of test processes that were killed.
    static func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        for name in names where name.hasPrefix(prefix) {
            guard let id = pid_t(name.dropFirst(prefix.count)), kill(id, 0) != 0, errno == ESRCH
            else { continue }
            remove(URL(filePath: "/tmp/\(name)"))
        }
    }

    /// Kills a folder's server and deletes the folder; what cannot be deleted is someone else's.
    static func remove(_ folder: URL) {
        let file = folder.appending(path: "postgres/postmaster.pid")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if let id = lines.first.flatMap({ pid_t($0) }) {
            kill(id, SIGQUIT)
            while kill(id, 0) == 0, FileManager.default.fileExists(atPath: file.path) {
                usleep(5_000)
            }
            if lines.count > 4 {
                try? FileManager.default.removeItem(atPath: String(lines[4]))
            }
        }
        try? FileManager.default.removeItem(at: folder)
    }
}
