import ArgumentParser
import Audiences
import Campaigns
import Definitions
import Feeds
import Foundation
import Postgres
import Problems
import Running

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check every job, template and expression, and report all faults at once.",
        discussion: "Starts no database; --schema also prepares the SQL against the schema.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var listing: ListingOptions

    @Argument(help: "Files or folders of the workspace. Defaults to all.")
    var paths: [String] = []

    @Flag(help: "Prepare what expressions compile to, against the database's schema.")
    var schema = false

    func run() async throws {
        var problems = try offline()
        if problems.isEmpty, schema { problems = try await prepared() }
        let wanted = problems.filter(isWanted)
        if listing.json {
            Console.out(JSONValue.object(["problems": .array(wanted.map(\.json))]).description)
        } else if wanted.isEmpty {
            Console.out("Everything is in order.")
        } else {
            Console.out(wanted.map(\.text).joined(separator: "\n\n"))
            Console.error("\n\(wanted.count.counted("problem")).")
        }
        let code = Problem.Kind.exitCode(of: wanted.map(\.kind))
        guard code == 0 else { throw ExitCode(code) }
    }

    private func offline() throws -> [Problem] {
        let reader = WorkspaceReader(
            root: workspace.root, environment: WorkspaceEnvironment(of: workspace.root).values)
        do {
            let read = try reader.read()
            let templates = try WorkspaceTemplates(read)
            let feeds = read.jobs.flatMap(\.feeds).flatMap(FeedOpener.check)
            return Problems(templates.problems + feeds).all
        } catch let problems as Problems {
            let templates = workspace.root.appending(path: "Templates")
            let library = try TemplateLibrary(folder: templates)
            return Problems(problems.all + library.problems).all
        }
    }

    /// Describes each compiled expression on the server, which knows every table and type.
    private func prepared() async throws -> [Problem] {
        try await Session.open(workspace.root) { session in
            try await session.connected { connection in
                let compiler = ExpressionCompiler(
                    timezone: session.workspace.timezone, currency: session.workspace.currency,
                    asOf: .now)
                for job in session.workspace.jobs {
                    let conditions =
                        job.segments.map { ($0.name, $0.expression) }
                        + job.campaigns.compactMap { campaign in
                            campaign.audience.map { (campaign.name, $0) }
                        }
                    let queries =
                        conditions.map { ($0.0, compiler.members(of: $0.1)) }
                        + job.programmes.map { ($0.name, compiler.amounts(of: $0.metric)) }
                    for (name, query) in queries {
                        _ = try await connection.describe(Statement(name: name, sql: query.sql))
                    }
                }
                return []
            }
        }
    }

    private func isWanted(_ problem: Problem) -> Bool {
        guard !paths.isEmpty, let file = problem.place?.file else { return true }
        let url = workspace.root.appending(path: file).standardizedFileURL
        return paths.contains { path in
            let wanted = URL(fileURLWithPath: path).standardizedFileURL.path
            return url.path == wanted || url.path.hasPrefix(wanted + "/")
        }
    }
}

extension Problem {
    /// The problem as `check --json` shows it.
    var json: JSONValue {
        .object([
            "file": .text(place?.file), "line": .int(place?.line),
            "column": .int(place?.column), "summary": .text(summary), "hint": .text(hint),
        ])
    }
}
