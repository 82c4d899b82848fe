import Campaigns
package import Definitions
package import Foundation
package import Postgres

/// Which campaigns' mail is held back now: what somebody paused, and the jobs whose blackout holds
/// back sends today.
package struct HeldMail: Sendable {
    private let workspace: Workspace
    private let now: Date

    package init(_ workspace: Workspace, at now: Date) {
        self.workspace = workspace
        self.now = now
    }

    /// The names of the held campaigns; all of them while everything is paused.
    package func campaigns(on connection: Connection) async throws -> Set<String> {
        let paused = try await Pauses(workspace).campaigns(on: connection)
        let held = workspace.jobs.filter { paused == nil || isInBlackout($0) }
        return Set(held.flatMap { $0.campaigns.map(\.name) }).union(paused ?? [])
    }

    /// The campaigns that may send; nil when all may.
    package func allowed(on connection: Connection) async throws -> [String]? {
        let held = try await campaigns(on: connection)
        guard !held.isEmpty else { return nil }
        return workspace.jobs.flatMap { $0.campaigns.map(\.name) }.filter { !held.contains($0) }
    }

    private func isInBlackout(_ job: Job) -> Bool {
        guard let calendar = workspace.calendar(of: job) else { return false }
        let held = calendar.held(on: LocalDate(now, in: calendar.zone))
        return held == .sends || held == .both
    }
}
