import Campaigns
import Console
import Definitions
import Foundation
import Glibc
import Hummingbird
import Logging
import Postgres
import TestKit
import Testing
import Warehouse

/// The pages for customers on a real server on loopback, over a warehouse with two customers: `ann`,
/// and `bob`, who shares her address.
final class PagesServer: Sendable {
    let connection: Connection
    let workspace: Workspace
    let links: MailLinks
    /// What the pages take for now.
    static let now = Date(timeIntervalSince1970: 1_795_000_000)

    private let port: Int
    private let server: Task<Void, any Error>
    private let pool: ConnectionPool

    static let keys = [String(repeating: "k", count: 32)]

    init(locale: String = "en", keys: [String] = PagesServer.keys) async throws {
        let database = try await TestDatabase.make(template: "console") { connection in
            _ = try await Schema(connection).migrate(now: Date(timeIntervalSince1970: 0))
        }
        connection = try await database.connect()
        workspace = Workspace(
            root: URL(filePath: "/tmp/tidings-console"), name: "Lantern & Books",
            timezone: .gmt, locale: locale, currency: "EUR",
            topics: [
                Topic(
                    name: "greetings", consent: .optOut,
                    titles: ["": "Greetings", "zh": "祝福"]),
                Topic(name: "news", consent: .optIn),
                Topic(name: "restock", consent: .requested),
            ],
            links: LinkSettings(publicURL: "https://mail.lantern.example", signingKeys: keys))
        links = try #require(MailLinks(workspace.links))
        pool = ConnectionPool(database.uri, size: 2)
        let clock: @Sendable () -> Date = { PagesServer.now }
        let made = CustomerPages(
            workspace, database: pool, limit: RateLimit(perMinute: 60), now: clock)
        let pages = try #require(made)
        let router = Router(context: BasicRequestContext.self)
        PageRoutes { pages }.add(to: router)
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "pages")
        logger.logLevel = .critical
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) },
            logger: logger)
        server = Task { try await application.run() }
        port = await ports.first { _ in true } ?? 0
        try await run(
            """
            INSERT INTO tidings.customer (customer_id, email, first_load_id, load_id, line)
            VALUES ('ann', 'Ann@reader.example', 1, 1, 1), ('bob', 'ann@reader.example', 1, 1, 2)
            """)
    }

    func stop() async throws {
        server.cancel()
        // Cancelled: that is how it ends.
        _ = try? await server.value
        await pool.close()
        await connection.close()
    }

    func run(_ sql: String) async throws {
        try await connection.run(script: Statement(name: "test", sql: sql))
    }

    /// The rows of a query's only column `text`.
    func texts(_ sql: String) async throws -> [String] {
        try await connection.execute(Statement(name: "test", sql: sql))
            .map { try $0.textOrNil("text") ?? "-" }
    }

    /// `customer kind topic campaign`, in order.
    func events() async throws -> [String] {
        try await texts(
            """
            SELECT concat_ws(' ', customer_id, kind, '[' || topic || ']', nullif(campaign, '')) AS text
            FROM tidings.event ORDER BY customer_id, happened_at, kind, topic
            """)
    }

    /// The path of a link of Ann's.
    func path(
        _ action: SignedLink.Action, customer: String = "ann", topic: String = "greetings",
        url: String = "", expires: TimeInterval = 3600
    ) throws -> String {
        let link = SignedLink(
            action, customer: customer, campaign: "card", occurrence: "birthday:2026",
            topic: topic, url: url, expires: Self.now.addingTimeInterval(expires))
        let url = try #require(links.url(link))
        return String(url.dropFirst("https://mail.lantern.example".count))
    }

    /// What came back.
    struct Answer {
        var status: Int
        /// Names in lower case.
        var headers: [String: String]
        var body: String
    }

    func get(_ path: String, method: String = "GET") async throws -> Answer {
        try await exchange("\(method) \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    }

    func post(
        _ path: String, _ body: String, type: String = "application/x-www-form-urlencoded"
    ) async throws -> Answer {
        try await exchange(
            "POST \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: \(type)\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// One request over a socket of its own: nothing follows redirects or adds headers.
    private func exchange(_ request: String) async throws -> Answer {
        let port = port
        let text = try await Task.detached {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { Glibc.close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let connected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            try #require(connected == 0)
            let bytes = Array(request.utf8)
            try #require(write(descriptor, bytes, bytes.count) == bytes.count)
            var answer: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0 else { break }
                answer += buffer[..<count]
            }
            return String(decoding: answer, as: UTF8.self)
        }.value
        let halves = text.split(separator: "\r\n\r\n", maxSplits: 1)
        let lines = try #require(halves.first).split(separator: "\r\n")
        let headers = lines.dropFirst().compactMap { line -> (String, String)? in
            let parts = line.split(separator: ": ", maxSplits: 1)
            return parts.count == 2 ? (parts[0].lowercased(), String(parts[1])) : nil
        }
        return Answer(
            status: try #require(Int(lines[0].split(separator: " ")[1])),
            headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }),
            body: halves.count > 1 ? String(halves[1]) : "")
    }
}
