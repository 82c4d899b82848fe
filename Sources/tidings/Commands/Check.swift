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

    @Flag(help: "Look into the feeds' CSV files too, and tell how they are written.")
    var files = false

    @Option(
        help: ArgumentHelp(
            "Write into the job file how a feed's CSV file is written: a later one that differs fails.",
            valueName: "feed"))
    var pin: String?

    @OptionGroup var date: DateOptions

    func run() async throws {
        var (problems, warnings) = try offline()
        var unrated: [UnratedOrders] = []
        if problems.isEmpty, schema { (problems, unrated) = try await prepared() }
        var reports: [FeedFileCheck.Report] = []
        if problems.isEmpty, files || pin != nil {
            reports = try await lookIntoFiles()
            problems = Problems(reports.flatMap(\.problems)).all
        }
        let wanted = problems.filter(isWanted)
        warnings = warnings.filter(isWanted)
        print(wanted, warnings, reports, unrated, notes: problems.isEmpty ? try notes() : [])
        let code = Problem.Kind.exitCode(of: wanted.map(\.kind))
        guard code == 0 else { throw ExitCode(code) }
    }

    private func print(
        _ problems: [Problem], _ warnings: [Problem], _ reports: [FeedFileCheck.Report],
        _ unrated: [UnratedOrders], notes: [String]
    ) {
        if listing.json {
            var document = JSONValue.object([
                "problems": .array(problems.map(\.json)),
                "warnings": .array(warnings.map(\.json)),
            ])
            if !notes.isEmpty {
                document = document.merging(
                    .object(["notes": .array(notes.map { .text($0) })]))
            }
            if schema {
                let counts = unrated.map {
                    JSONValue.object(["currency": .text($0.currency), "orders": .int($0.count)])
                }
                document = document.merging(.object(["orders_without_rate": .array(counts)]))
            }
            let feeds = JSONValue.object(["feeds": .array(reports.map(\.json))])
            Console.out((reports.isEmpty ? document : document.merging(feeds)).description)
            return
        }
        reports.flatMap(\.lines).forEach(Console.out)
        for warning in warnings { Console.out("Worth a look: \(warning.text)\n") }
        notes.forEach(Console.out)
        for orders in unrated { Console.out("\(orders.line).") }
        if problems.isEmpty {
            Console.out("Everything is in order.")
        } else {
            Console.out(problems.map(\.text).joined(separator: "\n\n"))
            Console.error("\n\(problems.count.counted("problem")).")
        }
    }

    private func offline() throws -> (problems: [Problem], warnings: [Problem]) {
        let reader = WorkspaceReader(
            root: workspace.root, environment: WorkspaceEnvironment(of: workspace.root).values)
        do {
            let read = try reader.read()
            let templates = try WorkspaceTemplates(read)
            let feeds = read.jobs.flatMap(\.feeds).flatMap(FeedOpener.check)
            let lint = MailLint(read, templates: templates.byCampaign)
            return (Problems(templates.problems + feeds).all, lint.warnings)
        } catch let problems as Problems {
            let templates = workspace.root.appending(path: "Templates")
            let library = try TemplateLibrary(folder: templates)
            return (Problems(problems.all + library.problems).all, [])
        }
    }

    /// What is no fault but costs time: conditions that are computed for all customers each night,
    /// since a change of some may move any other.
    private func notes() throws -> [String] {
        let read = try WorkspaceReader(
            root: workspace.root, environment: WorkspaceEnvironment(of: workspace.root).values
        ).read()
        return read.jobs.flatMap(WholeLook.all).filter { isWanted($0.place) }.map(\.line)
    }

    /// Tells how the feeds' files are written, or pins it for one feed.
    private func lookIntoFiles() async throws -> [FeedFileCheck.Report] {
        let read = try WorkspaceReader(
            root: workspace.root, environment: WorkspaceEnvironment(of: workspace.root).values
        ).read()
        let feeds = read.jobs.flatMap(\.feeds).filter { isWanted($0.place) }
        let check = FeedFileCheck(root: workspace.root, date: try date.value())
        guard let pin else { return await check.look(at: feeds, in: read) }
        return [await check.pin(try FeedFileCheck.feed(pin, among: feeds), in: read)]
    }

    /// Prepares each compiled expression on the server.
    ///
    /// - Returns: what it does not take; else the orders that their money leaves out.
    private func prepared() async throws -> (problems: [Problem], unrated: [UnratedOrders]) {
        try await Session.open(workspace.root) { session in
            let workspace = session.workspace
            return try await session.connected { connection in
                let problems = try await SchemaCheck(workspace, asOf: .now).problems(connection)
                guard problems.isEmpty else { return (problems, []) }
                let feeds = workspace.jobs.flatMap(\.feeds)
                let unrated = try await UnratedOrders.all(
                    currency: workspace.currency, timezone: workspace.timezone,
                    hasRates: feeds.contains { $0.entity == .rates }, connection)
                return ([], unrated)
            }
        }
    }

    private func isWanted(_ problem: Problem) -> Bool { isWanted(problem.place) }

    private func isWanted(_ place: Place?) -> Bool {
        guard !paths.isEmpty, let place else { return true }
        let url = workspace.root.appending(path: place.file).standardizedFileURL
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
