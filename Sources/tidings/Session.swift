import Campaigns
import Definitions
import Foundation
import Mail
import Postgres
import Problems
import Running
import Transfer
import Warehouse

/// A workspace with its database: what most commands work on. The one place that wires parts.
struct Session: Sendable {
    let workspace: Workspace
    let templates: [String: Template]
    let database: String

    /// Reads the workspace, starts or reaches its database and brings the schema up to date; stops
    /// a private server when the body ends.
    static func open<T>(
        _ root: URL,
        migrates: Bool = true, now: Date = .now,
        _ body: (Session) async throws -> T
    ) async throws -> T {
        let workspace = try WorkspaceReader(
            root: root, environment: WorkspaceEnvironment(of: root).values
        ).read()
        let templates = try WorkspaceTemplates(workspace).checked()
        return try await Database.with(workspace) { uri in
            let session = Session(workspace: workspace, templates: templates, database: uri)
            if migrates { try await session.migrate(now: now) }
            return try await body(session)
        }
    }

    /// Runs the body with one connection.
    func connected<T>(_ body: (Connection) async throws -> T) async throws -> T {
        let connection = try await Connection.open(database)
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Runs the body with a runner that has sessions of its own; what is due leaves by the
    /// workspace's transport.
    func running<T>(
        sends: Bool, lease: Duration = Runner.leaseLength, leavesOpen: Bool = false,
        progress: any RunProgress, clock: @escaping @Sendable () -> Date = { .now },
        _ body: (Runner) async throws -> T
    ) async throws -> T {
        try await connected { data in
            try await connected { record in
                try await connected { lock in
                    try await connected { log in
                        try await RunLog(log).recording(progress, clock: clock) { progress in
                            try await body(
                                Runner(
                                    workspace: workspace, templates: templates,
                                    connections: RunConnections(
                                        data: data, record: record, lock: lock),
                                    sender: sends ? try sender(lease: lease, clock: clock) : nil,
                                    returns: try returnsIfNamed(clock: clock),
                                    lease: lease, leavesOpen: leavesOpen, clock: clock,
                                    progress: progress))
                        }
                    }
                }
            }
        }
    }

    func sender(
        lease: Duration = Sender.leaseLength, clock: @escaping @Sendable () -> Date = { .now }
    ) throws -> Sender {
        Sender(
            workspace: workspace, templates: templates,
            transport: try workspace.mail.openTransport(in: workspace.stateFolder),
            journals: workspace.stateFolder.appendingPathComponent("journal"), clock: clock,
            lease: lease)
    }

    /// What reads the mail that came back.
    func returns(clock: @escaping @Sendable () -> Date = { .now }) throws -> ReturnIntake {
        ReturnIntake(
            workspace: workspace, mailbox: try workspace.mail.openMailbox(), clock: clock)
    }

    /// The same where the workspace says where that mail lies; nil elsewhere.
    func returnsIfNamed(clock: @escaping @Sendable () -> Date = { .now }) throws -> ReturnIntake? {
        workspace.mail.bounces?.source == nil ? nil : try returns(clock: clock)
    }

    /// The named jobs, or all.
    func jobs(_ names: [String]) throws -> [Job] { try workspace.jobs(named: names) }

    /// A new database, and the private one, are brought up to date; another waits for a person.
    private func migrate(now: Date) async throws {
        try await connected { connection in
            let schema = Schema(connection)
            let status = try await schema.status()
            guard !status.isCurrent else { return }
            guard status.applied == 0 || workspace.database == nil else {
                return try await schema.requireCurrent()
            }
            _ = try await schema.migrate(now: now)
        }
    }
}

extension Workspace {
    /// The embedded database, the outbox and the journals.
    var stateFolder: URL { root.appendingPathComponent(".tidings") }
}

extension MailSettings {
    /// SMTP by its URL, or `.eml` files in the state folder's outbox.
    func openTransport(in stateFolder: URL) throws -> any Transport {
        guard let transport else {
            return FileTransport(folder: stateFolder.appendingPathComponent("outbox"))
        }
        return SMTPTransport(
            try SMTPPool(to: SMTPServer(url: transport), connections: connections))
    }

    /// Where mail that came back is read.
    func openMailbox() throws -> any Mailbox {
        switch bounces?.source {
        case .imap(let url): return IMAPMailbox(try IMAPFolder(url: url))
        case .path(let path):
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            let url = URL(filePath: path)
            return isFolder.boolValue ? Maildir(folder: url) : MboxFile(file: url)
        case nil: throw Self.noMailbox
        }
    }

    private static var noMailbox: Problem {
        Problem(
            .definition, "nothing says where mail that came back is read",
            at: Place("Jobs/workspace.yaml"),
            hint: "Add to mail: `bounces: {from: /path/to/Maildir}`, an mbox file or an IMAP URL.")
    }
}
