package import Definitions
package import Foundation
package import Postgres
package import Problems

/// Prepares on the server what a workspace's expressions compile to: the server knows every table,
/// column and type. Nothing is executed.
package struct SchemaCheck: Sendable {
    private let workspace: Workspace
    private let asOf: Date

    package init(_ workspace: Workspace, asOf: Date) {
        self.workspace = workspace
        self.asOf = asOf
    }

    /// The definitions whose SQL the schema does not take, in their order.
    ///
    /// - Throws: a `Problem` when the server cannot be asked.
    package func problems(_ connection: Connection) async throws -> [Problem] {
        var problems: [Problem] = []
        for (name, place, query) in workspace.jobs.flatMap(queries) {
            do {
                _ = try await connection.describe(Statement(name: name, sql: query.sql))
            } catch let problem as Problem where problem.kind == .bug {
                problems.append(Self.misfit(problem, at: place))
            }
        }
        return problems
    }

    private func queries(of job: Job) -> [(name: String, place: Place, query: CompiledQuery)] {
        let compiler = ExpressionCompiler(
            timezone: workspace.timezone, currency: workspace.currency, asOf: asOf)
        let programmes = workspace.jobs.flatMap(\.programmes)
        return job.programmes.map {
            ("tiers \($0.name)", $0.place, compiler.amounts(of: $0.metric))
        }
            + job.segments.map {
                ("segment \($0.name)", $0.place, compiler.members(of: $0.expression))
            }
            + job.exports.map {
                let list = ExportList(
                    $0, programmes: programmes, timezone: workspace.timezone,
                    currency: workspace.currency, asOf: asOf)
                return ("export \($0.name)", $0.place, list.query)
            }
            + job.campaigns.compactMap { campaign in
                campaign.audience.map {
                    ("campaign \(campaign.name)", campaign.place, compiler.members(of: $0))
                }
            }
    }

    private static func misfit(_ problem: Problem, at place: Place) -> Problem {
        Problem(
            .bug, problem.summary, at: place,
            hint: "Somebody changed the database's tables: restore them from a backup. If nobody "
                + "did, it is a fault of Tidings: please report it with this text.",
            cause: problem.cause)
    }
}
