package import Definitions
package import Foundation
package import Postgres

/// Lets go of what happened longer ago than the workspace keeps: runs with their steps and logs, rows
/// that were set aside, ticks, sizes of segments, and what people were told.
///
/// What decisions rest on stays, however old: the ledger, consents, entries and exits of segments,
/// tiers, and which files were loaded.
package struct History: Sendable {
    private let workspace: Workspace
    private let connection: Connection

    /// How many rows a statement deletes at most: nobody waits long for its locks.
    private static let batch = 10_000

    package init(_ workspace: Workspace, on connection: Connection) {
        self.workspace = workspace
        self.connection = connection
    }

    /// Deletes it, and says how many rows that were.
    @discardableResult
    package func prune(at now: Date) async throws -> Int {
        let limit = now.addingTimeInterval(-86_400 * Double(workspace.historyDays))
        var deleted = 0
        for statement in [
            Statement.historyRejects, .historyFrames, .historyTicks, .historyRuns, .historySizes,
            .historyIncidents, .historyNotices, .historyArrivals,
        ] {
            var count = Self.batch
            while count == Self.batch {
                count = try await connection.execute(
                    statement, [.instant(limit), .int(Self.batch)]
                ).affected
                deleted += count
            }
        }
        return deleted
    }
}
