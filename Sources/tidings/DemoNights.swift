import Campaigns
import Definitions
import Demo
import Foundation
import Postgres
import Problems
import Running
import Synchronization

/// The demo: a generated bookshop, and the example workspace run on it night after night.
struct DemoNights {
    let folder: URL
    /// The folder as the user wrote it.
    let shownFolder: String
    let seed: UInt64
    let members: Int
    let first: LocalDate
    let count: Int

    /// A clock that the demo moves itself.
    private final class DemoClock: Sendable {
        private let instant = Mutex(Date.distantPast)
        var now: Date {
            get { instant.withLock { $0 } }
            set { instant.withLock { $0 = newValue } }
        }
    }

    func run() async throws {
        try prepareFolder()
        let cluster = try await EmbeddedCluster.start(
            in: folder.appendingPathComponent(".tidings"))
        do {
            try await nights(on: cluster)
            try await cluster.stop()
        } catch {
            // The first failure is the one to tell.
            try? await cluster.stop()
            throw error
        }
    }

    /// Makes the folder, or empties that of an earlier demo; another's folder is left alone.
    private func prepareFolder() throws {
        let files = FileManager.default
        let mark = WorkspaceEnvironment.note(in: folder)
        if files.fileExists(atPath: mark.path) {
            for name in ["Jobs", "Templates", "feeds", ".tidings/outbox", ".tidings/journal"] {
                let old = folder.appendingPathComponent(name)
                if files.fileExists(atPath: old.path) { try files.removeItem(at: old) }
            }
        }
        try WorkspaceFiles.write(to: folder)
    }

    /// Marks the folder as a demo's, which works on databases and an outbox of its own whatever the
    /// environment says.
    private func note(_ cluster: EmbeddedCluster) throws {
        let note = """
            # This folder was made by `tidings demo`, which may empty it.
            SHOP_DATABASE_URL=\(cluster.uri(database: ShopDatabase.name))
            TIDINGS_DATABASE_URL=
            TIDINGS_SMTP_URL=
            TIDINGS_SIGNING_KEY=\(UUID().uuidString)

            """
        try Data(note.utf8).write(to: WorkspaceEnvironment.note(in: folder))
    }

    private func nights(on cluster: EmbeddedCluster) async throws {
        for name in [Database.name, ShopDatabase.name] {
            try await cluster.createDatabase(name)
            let connection = try await Connection.open(cluster.uri(database: name))
            try await connection.run(script: .empty)
            await connection.close()
        }
        var shop = Bookshop(seed: seed, members: members, date: first)
        try note(cluster)
        try await Session.open(folder) { session in
            for night in 0..<count {
                if night > 0 { shop.nextNight() }
                try await deliver(shop, to: cluster)
                try await run(first.adding(days: night), of: session)
            }
        }
        if count == 1 { Console.out(firstNight) }
        Console.out(nextSteps)
    }

    private func deliver(_ shop: Bookshop, to cluster: EmbeddedCluster) async throws {
        try FeedFiles(folder: folder.appendingPathComponent("feeds")).write(shop)
        let connection = try await Connection.open(cluster.uri(database: ShopDatabase.name))
        try await ShopDatabase(connection).write(shop)
        await connection.close()
    }

    /// One night: every job at its hour, then the mail at its own until the next night begins.
    private func run(_ date: LocalDate, of session: Session) async throws {
        let clock = DemoClock()
        let workspace = session.workspace
        let jobs = workspace.jobs.sorted {
            $0.tick(on: date, in: workspace) < $1.tick(on: date, in: workspace)
        }
        var reports = try await session.running(
            sends: true, progress: LineProgress(), clock: { clock.now }
        ) { runner in
            var reports: [RunReport] = []
            for job in jobs {
                clock.now = job.tick(on: date, in: workspace)
                reports += try await runner.run([job], RunOptions(date: date))
            }
            return reports
        }
        try await session.connected { connection in
            let sender = try session.sender { clock.now }
            let end = jobs.first?.tick(on: date.adding(days: 1), in: workspace) ?? clock.now
            while let due = try await Sender.nextDue(on: connection), due < end {
                clock.now = max(clock.now, due)
                try await sender.send(campaigns: nil, on: connection)
            }
            let start = reports.first?.startedAt ?? clock.now
            for index in reports.indices {
                try await reports[index].showDay(from: start, until: end, on: connection)
            }
        }
        Console.out(NightText(date: date, reports: reports).lines.joined(separator: "\n"))
        let failures = reports.flatMap(\.failures)
        if let kind = failures.first { throw Self.failed(kind) }
    }

    private var firstNight: String {
        """
        The first night brings everything in and mails birthdays and who bought two weeks ago: what
        was always so is no news. `tidings demo --nights 3` shows restock, new books, new members
        and new tiers.

        """
    }

    private var nextSteps: String {
        """
        Where to look next, in \(shownFolder):
          .tidings/outbox      the mails: open one with a mail program or a text editor
          Jobs, Templates      what made them: change something, then `tidings plan`
          tidings messages     who got what, who not and why
          tidings rejects 1    the rows that were set aside, and why
          tidings segments fiction-lovers --members
        """
    }

    private static func failed(_ kind: Problem.Kind) -> Problem {
        Problem(
            kind, "the demo's night did not end well",
            hint: "What went wrong stands above.")
    }
}

extension Statement {
    /// The database as if it were new.
    fileprivate static let empty = Statement(
        name: "empty the demo's database",
        sql: """
            DROP SCHEMA IF EXISTS tidings CASCADE;
            DROP SCHEMA IF EXISTS public CASCADE;
            CREATE SCHEMA public;
            """)
}
