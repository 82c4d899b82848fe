import Foundation
import Postgres
import TestKit
import Testing

/// A small workspace in a folder of its own: five members, two orders, one letter.
///
/// Member 3 does not want news, member 4 has a birthday that is none (a reject), member 5 has no
/// first name, which the letter needs.
final class TestShop: Sendable {
    let folder: URL
    /// nil means the private server below the folder.
    let database: TestDatabase?

    init(on database: TestDatabase? = nil) throws {
        self.database = database
        folder = FileManager.default.temporaryDirectory
            .appending(path: "tidings-shop-\(UUID().uuidString)")
        for (path, text) in Self.files { try write(text, to: path) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A shop on a database of its own.
    static func onServer() async throws -> TestShop {
        try TestShop(on: try await TestDatabase.make())
    }

    func write(_ text: String, to path: String) throws {
        let url = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
    }

    /// Exchanges a text that stands in a file.
    func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        try #require(text.contains(old))
        try write(text.replacing(old, with: new), to: path)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: path))
    }

    /// The names in a folder; none if it is not there.
    func names(in path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: path).path))?.sorted() ?? []
    }

    func start(
        _ arguments: String..., environment: [String: String] = [:]
    ) throws -> RunningCommand {
        try start(arguments, environment: environment)
    }

    func start(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws -> RunningCommand {
        try RunningCommand(arguments, in: folder, environment: self.environment(environment))
    }

    /// Runs `tidings` in the folder.
    func tidings(
        _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> CommandLineRun {
        try await tidings(arguments, environment: environment)
    }

    func tidings(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> CommandLineRun {
        try await CommandLineRun.run(
            arguments, in: folder, environment: self.environment(environment))
    }

    private func environment(_ more: [String: String]) -> [String: String] {
        ["TIDINGS_DATABASE_URL": database?.uri ?? ""].merging(more) { $1 }
    }

    /// A fingerprint of every table: every row with the transaction that wrote it.
    func fingerprints() async throws -> [String: String] {
        let connection = try await #require(database).connect()
        let tables = try await connection.execute(
            Statement(
                name: "tables",
                sql: """
                    SELECT relname FROM pg_class
                    WHERE relnamespace = 'tidings'::regnamespace AND relkind = 'r'
                    """))
        var prints: [String: String] = [:]
        for table in try tables.map({ try $0.text("relname") }) {
            let row = try await connection.execute(
                Statement(
                    name: "fingerprint",
                    sql: """
                        SELECT count(*) || ' ' || coalesce(md5(string_agg(
                            t.xmin || ' ' || t.ctid || ' ' || t.*::text, E'\\n' ORDER BY t.ctid)), '')
                            AS print
                        FROM tidings.\(table) t
                        """)
            ).first
            prints[table] = try row?.text("print")
        }
        await connection.close()
        return prints
    }

    /// The tables that a row was written to or deleted from since.
    func tables(changedSince before: [String: String]) async throws -> Set<String> {
        Set(try await fingerprints().filter { $0.value != before[$0.key] }.keys)
    }

    /// What a run that changes nothing may write: that it ran, and up to when it looked.
    static let record: Set<String> = [
        "run", "step", "load", "reject", "evaluation", "tier_evaluation", "segment_size", "change",
        "log_line",
    ]
}

extension TestShop {
    static let files = [
        "Jobs/workspace.yaml": """
        name: Lantern Books
        timezone: UTC
        locale: en
        currency: EUR
        database: ${TIDINGS_DATABASE_URL:-}
        sources:
          shop: {folder: feeds}
        mail:
          from: Lantern Books <hello@lantern.example>
          postal_address: 12 Lantern Lane
          transport: ${TIDINGS_SMTP_URL:-}
        topics:
          greetings: {consent: opt-out}
          news: {consent: opt-in}

        """,
        "Jobs/nightly.yaml": """
        job: nightly
        extract:
          - feed: members
            into: customers
            from: shop
            file: members.csv
            map: {id: no, email: mail, first_name: name, birthday: born, consent.news: news}
          - feed: orders
            into: orders
            from: shop
            file: orders.csv
            map: {id: no, customer: member, placed_at: at, line.product: book, line.quantity: qty, line.price: price}
            expect: {rows: at least 1}
        transform:
          tiers:
            programme: membership
            by: spend(last 365 days)
            levels: [{tier: reader, from: 0}, {tier: gold, from: 100, discount: 10%}]
          segments:
            readers: email is known
            buyers: orders >= 1

        """,
        "Jobs/letters.yaml": """
        job: letters
        after: nightly
        load:
          - campaign: letter
            trigger: {segment: {in: readers}}
            template: letter
            topic: news
            expires: 3 days

        """,
        "Templates/letter.html": """
        ---
        subject: "News for {{customer.first_name}}"
        preheader: From the shop.
        ---
        <p>Dear {{customer.first_name}}, there is news.</p>
        <p><a href="{{unsubscribe_url}}">Unsubscribe</a> {{postal_address}}</p>

        """,
        "feeds/members.csv": """
        no,mail,name,born,news
        1,ann@reader.example,Ann,1990-03-01,yes
        2,ben@reader.example,Ben,1985-07-12,yes
        3,cat@reader.example,Cat,,no
        4,dan@reader.example,Dan,2000-13-01,yes
        5,eve@reader.example,,1970-03-01,yes

        """,
        "feeds/orders.csv": """
        no,member,at,book,qty,price
        A1,1,2020-02-20T10:00:00Z,9780000000001,2,60.00
        A2,2,2020-02-21T10:00:00Z,9780000000002,1,9.90

        """,
    ]

    /// So many members who want news, numbered from 1.
    func fill(members count: Int) throws {
        let rows = (1...count).map { "\($0),reader\($0)@reader.example,Reader \($0),,yes" }
        try write(
            (["no,mail,name,born,news"] + rows).joined(separator: "\n") + "\n",
            to: "feeds/members.csv")
    }
}
