import Foundation
import Postgres
import Problems
import TestKit
import Testing

@Suite(.serialized)
struct EmbeddedClusterTests {
    @Test func `a cluster is made, private, and keeps its data`() async throws {
        try await ClusterFolder.with { folder in
            let cluster = try await start(folder)
            #expect(cluster.dataDirectory == folder.appending(path: "postgres"))
            #expect(try ClusterFolder.permissions(cluster.dataDirectory) == 0o700)
            #expect(try ClusterFolder.permissions(cluster.socketDirectory) == 0o700)
            #expect(cluster.serverVersion.contains("."))
            #expect(cluster.serverUser != "root")
            try await cluster.createDatabase("warehouse")
            try await cluster.createDatabase("warehouse")
            let connection = try await Connection.open(cluster.uri(database: "warehouse"))
            let row = try #require(
                try await connection.execute(
                    Statement(
                        name: "settings",
                        sql: """
                            SELECT current_setting('listen_addresses') AS addresses,
                                   current_setting('server_encoding') AS encoding,
                                   current_setting('jit') AS jit, current_user AS name,
                                   (SELECT datcollate FROM pg_database
                                    WHERE datname = 'warehouse') AS sorting, upper('é') AS upper,
                                   (SELECT count(*) FROM pg_hba_file_rules
                                    WHERE type <> 'local' AND auth_method <> 'reject') AS open
                            """)
                ).first)
            #expect(try row.text("addresses") == "")
            #expect(try row.text("encoding") == "UTF8")
            #expect(try row.text("jit") == "off")
            #expect(try row.text("name") == "tidings")
            #expect(try row.text("sorting") == "C")
            #expect(try row.text("upper") == "É")
            #expect(try row.int("open") == 0)
            try await connection.execute(Statement(name: "keep", sql: "CREATE TABLE kept ()"))
            try await cluster.stop()
            try await cluster.stop()
            #expect(ClusterFolder.serverID(in: cluster.dataDirectory) == nil)
            #expect(!FileManager.default.fileExists(atPath: cluster.socketDirectory.path))

            let again = try await start(folder)
            let second = try await Connection.open(again.uri(database: "warehouse"))
            let kept = Statement(name: "kept", sql: "SELECT FROM kept")
            #expect(try await second.execute(kept).isEmpty)
            try await again.stop()
        }
    }

    @Test func `commands that start at the same instant share one server, the last stops it`()
        async throws
    {
        try await ClusterFolder.with { folder in
            let clusters = try await withThrowingTaskGroup(of: EmbeddedCluster.self) { group in
                for _ in 0..<4 { group.addTask { try await start(folder) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let server = ClusterFolder.serverID(in: clusters[0].dataDirectory)
            #expect(server != nil)
            for cluster in clusters {
                #expect(ClusterFolder.serverID(in: cluster.dataDirectory) == server)
                _ = try await Connection.open(cluster.uri(database: "postgres"))
                try await cluster.stop()
            }
            #expect(ClusterFolder.serverID(in: clusters[0].dataDirectory) == nil)
        }
    }

    @Test func `a server that was killed is started again and has lost nothing`() async throws {
        try await ClusterFolder.with { folder in
            let cluster = try await start(folder)
            let connection = try await Connection.open(cluster.uri(database: "postgres"))
            try await connection.execute(Statement(name: "keep", sql: "CREATE TABLE kept ()"))
            let server = try #require(ClusterFolder.serverID(in: cluster.dataDirectory))
            kill(server, SIGKILL)

            let again = try await start(folder)
            #expect(ClusterFolder.serverID(in: cluster.dataDirectory) != server)
            let second = try await Connection.open(again.uri(database: "postgres"))
            let kept = Statement(name: "kept", sql: "SELECT FROM kept")
            #expect(try await second.execute(kept).isEmpty)
            // The one who lost its server still counts as a user until it leaves.
            try await again.stop()
            #expect(ClusterFolder.serverID(in: cluster.dataDirectory) != nil)
            try await cluster.stop()
            #expect(ClusterFolder.serverID(in: cluster.dataDirectory) == nil)
        }
    }

    @Test func `a server whose user vanished is used and stopped by the next`() async throws {
        try await ClusterFolder.with { folder in
            // Letting go of a cluster frees its locks, as the kernel does for a killed process.
            let server = ClusterFolder.serverID(in: try await start(folder).dataDirectory)
            #expect(server != nil)
            let next = try await start(folder)
            #expect(ClusterFolder.serverID(in: next.dataDirectory) == server)
            try await next.stop()
            #expect(ClusterFolder.serverID(in: next.dataDirectory) == nil)
        }
    }

    @Test func `a process file of another boot does not matter`() async throws {
        try await ClusterFolder.with { folder in
            let cluster = try await start(folder)
            let file = cluster.dataDirectory.appending(path: "postmaster.pid")
            let text = try String(contentsOf: file, encoding: .utf8)
            try await cluster.stop()
            // The id now belongs to a living process that is no server: this one.
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
            let stale = (["\(getpid())"] + lines).joined(separator: "\n")
            try stale.write(to: file, atomically: true, encoding: .utf8)
            let again = try await start(folder)
            try await again.stop()
        }
    }

    @Test func `a server without its socket is replaced`() async throws {
        try await ClusterFolder.with { folder in
            let cluster = try await start(folder)
            let server = ClusterFolder.serverID(in: cluster.dataDirectory)
            try FileManager.default.removeItem(at: cluster.socketDirectory)
            let again = try await start(folder)
            #expect(ClusterFolder.serverID(in: again.dataDirectory) != server)
            _ = try await Connection.open(again.uri(database: "postgres"))
            try await again.stop()
            try await cluster.stop()
        }
    }

    @Test func `a cluster whose making was cut short is made anew`() async throws {
        try await ClusterFolder.with { folder in
            let unfinished = folder.appending(path: "postgres.unfinished")
            try FileManager.default.createDirectory(
                at: unfinished, withIntermediateDirectories: true)
            try Data("15\n".utf8).write(to: unfinished.appending(path: "PG_VERSION"))
            let cluster = try await start(folder)
            #expect(!FileManager.default.fileExists(atPath: unfinished.path))
            try await cluster.stop()
        }
    }

    @Test func `a folder in the cluster's place is not touched`() async throws {
        try await ClusterFolder.with { folder in
            let place = folder.appending(path: "postgres")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let problem = await #expect(throws: Problem.self) { try await start(folder) }
            #expect(
                problem?.text == """
                    \(place.path) is there but is no PostgreSQL cluster
                      Move it away, or restore it from a backup, and try again.
                    """)
        }
    }

    @Test func `a place that cannot be written is a problem`() async throws {
        let folder = URL(filePath: "/dev/null/.tidings")
        let problem = await #expect(throws: Problem.self) { try await start(folder) }
        #expect(problem?.kind == .infrastructure)
        #expect(
            problem?.summary
                == "the embedded database in /dev/null/.tidings cannot be made or started")
    }

    @Test func `a path longer than a socket's may be works`() async throws {
        try await ClusterFolder.with { folder in
            let long = (1...4).reduce(folder) { folder, number in
                folder.appending(path: "\(number)" + String(repeating: "长", count: 40))
            }
            let cluster = try await start(long.appending(path: ".tidings"))
            #expect(cluster.dataDirectory.path.utf8.count > 400)
            #expect(cluster.socketDirectory.path.utf8.count == 29)
            _ = try await Connection.open(cluster.uri(database: "postgres"))
            try await cluster.stop()
        }
    }

    // Only root's folder is closed to the server's user.
    @Test(.enabled(if: geteuid() == 0, "runs as root only"))
    func `below a folder that the server's user cannot enter the data lives elsewhere`()
        async throws
    {
        try await ClusterFolder.with { parent in
            let shelter = parent.appending(path: "shelter")
            try await ClusterFolder.with(below: "/root") { folder in
                let cluster = try await start(folder, shelter: shelter)
                #expect(cluster.dataDirectory.path.hasPrefix(shelter.path + "/"))
                let home = cluster.dataDirectory.deletingLastPathComponent()
                let workspace = home.appending(path: "workspace")
                #expect(try String(contentsOf: workspace, encoding: .utf8) == folder.path + "\n")
                try await cluster.stop()
                let again = try await start(folder, shelter: shelter)
                #expect(again.dataDirectory == cluster.dataDirectory)
                try await again.stop()
            }
        }
    }

    @Test func `a server that does not start says why`() async throws {
        try await ClusterFolder.with { folder in
            let problem = await #expect(throws: Problem.self) {
                try await EmbeddedCluster.start(
                    in: folder, settings: ["fsync": "off", "shared_buffers": "plenty"])
            }
            #expect(problem?.kind == .infrastructure)
            #expect(problem?.summary == "the embedded database does not start")
            #expect(
                problem?.cause?.contains(
                    "invalid value for parameter \"shared_buffers\": \"plenty\"") == true)
        }
    }

    @Test func `the server's log holds no values`() async throws {
        try await ClusterFolder.with { folder in
            let cluster = try await start(folder)
            let connection = try await Connection.open(cluster.uri(database: "postgres"))
            for sql in ["SELECT 'secret'::int", "SELECT secret"] {
                await #expect(throws: Problem.self) {
                    try await connection.execute(Statement(name: "leak", sql: sql))
                }
            }
            try await cluster.stop()
            let log = try String(contentsOf: cluster.log, encoding: .utf8)
            #expect(log.contains("database system is shut down"))
            #expect(!log.contains("secret"))
        }
    }

    private func start(
        _ folder: URL, shelter: URL = URL(filePath: "/var/lib/tidings")
    ) async throws -> EmbeddedCluster {
        try await EmbeddedCluster.start(
            in: folder, settings: ["fsync": "off", "shared_buffers": "16MB"], shelter: shelter)
    }
}
