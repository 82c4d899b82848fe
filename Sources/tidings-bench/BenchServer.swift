import Foundation
import Postgres

/// A private PostgreSQL for a benchmark.
struct BenchServer {
    let cluster: EmbeddedCluster
    let time: ServerTime?
    let workspace: BenchWorkspace

    /// Runs the body with a server of its own; its data are gone afterwards.
    static func with<T>(
        _ workspace: BenchWorkspace, _ body: (BenchServer) async throws -> T
    ) async throws -> T {
        let cluster = try await EmbeddedCluster.start(
            in: workspace.root.appending(path: ".tidings"))
        do {
            let time = ServerTime(dataDirectory: cluster.dataDirectory)
            let value = try await body(
                BenchServer(cluster: cluster, time: time, workspace: workspace))
            try await remove(cluster)
            return value
        } catch {
            // The first failure is the one to tell.
            try? await remove(cluster)
            throw error
        }
    }

    private static func remove(_ cluster: EmbeddedCluster) async throws {
        try await cluster.stop()
        try FileManager.default.removeItem(at: cluster.dataDirectory)
    }
}
