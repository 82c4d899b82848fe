import Definitions
import Foundation
import Postgres

/// The workspace's database: the one that it names, or a private server under `.tidings/`.
enum Database {
    /// Runs the body with a connection URI; a private server is stopped after its last user.
    static func with<T>(
        _ workspace: Workspace, _ body: (String) async throws -> T
    ) async throws -> T {
        if let uri = workspace.database { return try await body(uri) }
        let cluster = try await EmbeddedCluster.start(in: workspace.stateFolder)
        do {
            try await cluster.createDatabase(name)
            let value = try await body(cluster.uri(database: name))
            try await cluster.stop()
            return value
        } catch {
            // The first failure is the one to tell; a server that stays is used by the next command.
            try? await cluster.stop()
            throw error
        }
    }

    static let name = "tidings"
}
