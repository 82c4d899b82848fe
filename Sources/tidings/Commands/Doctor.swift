import ArgumentParser
import Campaigns
import Definitions
import Foundation
import Mail
import Postgres
import Problems
import Running
import Transfer
import Warehouse

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look whether all is there that a night needs, and say how to mend what is not.")

    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
        var examination = Examination()
        await examination.examine(workspace)
        Console.out(examination.lines.joined(separator: "\n"))
        let code = Problem.Kind.exitCode(of: examination.problems.map(\.kind))
        guard code == 0 else { throw ExitCode(code) }
    }
}

/// What a doctor finds, one line each, in the order in which things depend on each other.
private struct Examination {
    var lines: [String] = []
    var problems: [Problem] = []

    mutating func examine(_ options: WorkspaceOptions) async {
        let workspace = await look("workspace") {
            let workspace = try WorkspaceReader(
                root: options.root, environment: WorkspaceEnvironment(of: options.root).values
            ).read()
            _ = try WorkspaceTemplates(workspace).checked()
            return (workspace, "\(workspace.jobs.count.counted("job")), all in order")
        }
        guard let workspace else { return }
        // A source may live on the private server, which runs as long as somebody uses it.
        let isReached: Void? = try? await Database.with(workspace) { uri in
            await look("database") { ((), try await Self.database(at: uri)) }
            await sources(of: workspace)
        }
        if isReached == nil {
            await look("database") { try await Database.with(workspace) { ((), $0) } }
            await sources(of: workspace)
        }
        await look("mail") { ((), try Self.mail(of: workspace)) }
        for dkim in workspace.mail.dkim {
            await look("dkim") { ((), try Self.record(of: dkim)) }
        }
        await look("disk") { ((), try Self.disk(of: workspace)) }
    }

    @discardableResult
    private mutating func look<T>(
        _ name: String, _ body: () async throws -> (T, String)
    ) async -> T? {
        do {
            let (value, text) = try await body()
            lines.append("ok    \(name): \(text)")
            return value
        } catch {
            let found = (error as? Problems)?.all ?? [Problem.from(error)]
            lines += found.map { "FAIL  \(name): \($0.text)" }
            problems += found
            return nil
        }
    }

    private mutating func sources(of workspace: Workspace) async {
        for source in workspace.sources.values.sorted(by: { $0.name < $1.name }) {
            await look("source \(source.name)") { ((), try await Self.reach(source)) }
        }
    }

    private static func database(at uri: String) async throws -> String {
        let connection = try await Connection.open(uri)
        guard connection.serverVersion >= 150_000 else { throw tooOld }
        let status = try await Schema(connection).status()
        await connection.close()
        let version = connection.serverVersion / 10_000
        let schema =
            status.isCurrent
            ? "schema up to date"
            : "schema \(status.applied) of \(status.known): run `tidings db migrate`"
        return "PostgreSQL \(version), \(connection.description), \(schema)"
    }

    private static func reach(_ source: Source) async throws -> String {
        switch source.kind {
        case .postgres(let uri):
            let connection = try await Connection.open(uri)
            await connection.close()
            return "reached, \(connection.description)"
        case .folder(let path):
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                isFolder.boolValue
            else { throw noFolder(path, source) }
            return path
        case .url(let server):
            return "\(server.url.host() ?? "") (not tried)"
        }
    }

    private static func mail(of workspace: Workspace) throws -> String {
        guard let transport = workspace.mail.transport else {
            return ".eml files under \(workspace.stateFolder.path)/outbox"
        }
        return "SMTP by \(try SMTPServer(url: transport).name)"
    }

    /// What the DNS must hold, for others to verify what is signed.
    private static func record(of dkim: DKIMSettings) throws -> String {
        let key = try DKIMKey(file: URL(filePath: dkim.keyFile))
        return "\(dkim.selector)._domainkey.\(dkim.domain) TXT \"\(key.record)\""
    }

    private static func disk(of workspace: Workspace) throws -> String {
        let values = try workspace.root.resourceValues(forKeys: [.volumeAvailableCapacityKey])
        let free = values.volumeAvailableCapacity ?? 0
        guard free > 1 << 30 else { throw noRoom }
        return "\(free >> 30) GB free"
    }

    private static var tooOld: Problem {
        Problem(
            .infrastructure, "the database server is older than PostgreSQL 15",
            hint: "Upgrade it, or leave `database:` empty for a private one.")
    }

    private static func noFolder(_ path: String, _ source: Source) -> Problem {
        Problem(
            .guarded, "the folder \(path) is not there", at: source.place,
            hint: "Make it, or mend the source in Jobs/workspace.yaml.")
    }

    private static var noRoom: Problem {
        Problem(
            .infrastructure, "less than 1 GB of disk is free",
            hint: "Make room: a night needs some for the database and the outbox.")
    }
}
