import Campaigns
import Definitions
import Foundation
import Postgres
import Problems
import TestKit
import Warehouse

@testable import Running

/// A workspace on disk with a few jobs, and a database of its own once it is asked for.
final class Shop: Sendable {
    let root: URL

    /// - Parameter jobs: what stands in each job's file after its name, `job-0` and so on.
    init(jobs: [String]) throws {
        root = FileManager.default.temporaryDirectory
            .appending(path: "tidings-running-\(UUID().uuidString)")
        try write(
            "Jobs/workspace.yaml",
            """
            name: Lantern Books
            timezone: UTC
            currency: CNY
            topics: {greetings: {consent: opt-out}}
            sources: {stores: {folder: feeds}}
            """)
        for (index, job) in jobs.enumerated() {
            try write("Jobs/job-\(index).yaml", "job: job-\(index)\n\(job)")
        }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func write(_ path: String, _ text: String) throws {
        let file = root.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("\(text)\n".utf8).write(to: file)
    }

    /// - Throws: `Problems` of the definitions.
    func read() throws -> Workspace {
        try WorkspaceReader(root: root, environment: [:]).read()
    }

    /// A migrated database.
    static func database() async throws -> TestDatabase {
        try await TestDatabase.make(template: "warehouse") { connection in
            _ = try await Schema(connection).migrate(now: .init(timeIntervalSince1970: 0))
        }
    }

    /// A runner as a process of its own would have it; nothing is sent.
    func runner(
        on database: TestDatabase, lease: Duration = .seconds(60),
        pauses: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Date = { Shop.noon }
    ) async throws -> Runner {
        Runner(
            workspace: try read(), templates: [:],
            connections: try await Self.connections(database),
            sender: nil, lease: lease, clock: now, progress: NoProgress(),
            pauses: pauses)
    }

    static func connections(_ database: TestDatabase) async throws -> RunConnections {
        RunConnections(
            data: try await database.connect(), record: try await database.connect(),
            lock: try await database.connect())
    }

    /// 2026-11-21, a Saturday.
    static let noon = Date(timeIntervalSince1970: 1_795_262_400)
}

struct NoProgress: RunProgress {
    func warned(_ problem: Problem) {}
    func began(_ step: String, of job: String) {}
    func read(_ progress: FeedProgress, in step: String, of job: String) {}
    func ended(_ step: StepReport, of job: String) {}
}

extension Shop {
    /// Members and orders; segments of either, and of both.
    static let nightly = """
        extract:
          - {feed: members, into: customers, from: stores, file: members.csv, map: {id: no, email: mail}}
          - feed: orders
            into: orders
            from: stores
            file: orders.csv
            map: {id: no, customer: member, placed_at: at, line.product: book, line.quantity: qty}
        transform:
          segments:
            reachable: email is known
            buyers: orders >= 1
            good: in segment buyers and email is known
        """

    func writeMembers() throws {
        try write("feeds/members.csv", "no,mail\n1,ann@reader.example\n2,ben@reader.example")
    }

    func writeOrders() throws {
        try write("feeds/orders.csv", "no,member,at,book,qty\nA,1,2026-11-01T10:00:00Z,b,1")
    }
}

extension RunReport {
    /// "step outcome" of each step.
    var outcomes: [String] { steps.map { "\($0.name) \($0.outcome.rawValue)" } }
}

extension TestDatabase {
    /// The first column of a query's rows, as text.
    func texts(_ sql: String) async throws -> [String] {
        let connection = try await connect()
        let rows = try await connection.execute(
            Statement(name: "test", sql: "SELECT (\(sql))::text AS value"))
        await connection.close()
        return try rows.map { try $0.textOrNil("value") ?? "" }
    }
}
