package import Definitions
package import Foundation
package import Postgres
import Problems

/// What administrators hold back: a campaign's mail, a job and the mail of its campaigns, or all.
///
/// Senders look before each claim, so a pause takes hold within seconds; what a sender has already
/// claimed still leaves. What is held back stays planned, and expires as ever.
package struct Pauses: Sendable {
    package static let all = "all"

    private let workspace: Workspace

    package init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    /// What is held back, by name, and since when.
    package func list(on connection: Connection) async throws -> [(name: String, since: Date)] {
        try await connection.execute(.pauseList)
            .map { (try $0.text("name"), try $0.instant("paused_at")) }
    }

    /// Holds something back from now on.
    ///
    /// - Throws: a problem when there is no such job or campaign.
    package func pause(_ name: String, at now: Date, on connection: Connection) async throws {
        let known = [Self.all] + workspace.jobs.flatMap { [$0.name] + $0.campaigns.map(\.name) }
        guard known.contains(name) else { throw Self.unknown(name, known) }
        try await connection.execute(.pauseSet, [.text(name), .instant(now)])
    }

    /// Lets it go on.
    ///
    /// - Throws: a problem when it was not held back.
    package func lift(_ name: String, on connection: Connection) async throws {
        let lifted = try await connection.execute(.pauseLift, [.text(name)])
        guard lifted.isEmpty else { return }
        throw Self.notPaused(name, try await list(on: connection).map(\.name))
    }

    /// The jobs that may not run.
    package func jobs(on connection: Connection) async throws -> Set<String> {
        let names = Set(try await list(on: connection).map(\.name))
        let all = Set(workspace.jobs.map(\.name))
        return names.contains(Self.all) ? all : all.intersection(names)
    }

    /// The campaigns whose mail may not leave; nil means none of any may.
    package func campaigns(on connection: Connection) async throws -> Set<String>? {
        let names = Set(try await list(on: connection).map(\.name))
        guard !names.contains(Self.all) else { return nil }
        let ofJobs = workspace.jobs.filter { names.contains($0.name) }.flatMap(\.campaigns)
            .map(\.name)
        return names.union(ofJobs)
    }

    private static func unknown(_ name: String, _ known: [String]) -> Problem {
        Problem(
            .usage, "there is no job or campaign \"\(name)\"",
            hint: Suggestion.hint(for: name, among: known, known: "names"))
    }

    private static func notPaused(_ name: String, _ paused: [String]) -> Problem {
        Problem(
            .usage, "\"\(name)\" is not paused",
            hint: paused.isEmpty
                ? "Nothing is." : Suggestion.hint(for: name, among: paused, known: "paused names"))
    }
}
