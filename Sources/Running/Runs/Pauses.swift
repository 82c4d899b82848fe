import Definitions
package import Foundation
package import Postgres

/// What somebody has paused: jobs, campaigns, or all.
package struct Pauses: Sendable {
    /// What can be paused.
    package enum Kind: String, Sendable { case job, campaign, all }

    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package func add(_ kind: Kind, _ name: String, at now: Date) async throws {
        try await connection.execute(
            .pauseAdd, [.text(kind.rawValue), .text(name), .instant(now)])
    }

    /// Whether it was paused.
    package func remove(_ kind: Kind, _ name: String) async throws -> Bool {
        try await connection.execute(.pauseRemove, [.text(kind.rawValue), .text(name)])
            .affected > 0
    }

    /// Whether a job may not run.
    func holds(job: String) async throws -> Bool {
        let paused = try await all()
        return paused.all || paused.jobs.contains(job)
    }

    /// All that is paused.
    func all() async throws -> (all: Bool, jobs: Set<String>, campaigns: Set<String>) {
        let rows = try await connection.execute(.pauseList).map {
            (kind: try $0.text("kind"), name: try $0.text("name"))
        }
        func names(_ kind: Kind) -> Set<String> {
            Set(rows.filter { $0.kind == kind.rawValue }.map(\.name))
        }
        return (!names(.all).isEmpty, names(.job), names(.campaign))
    }
}
