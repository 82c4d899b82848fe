import Definitions
import Foundation
import Mail
import Postgres
import Problems
import TestKit
import Testing
import Transfer

@testable import Campaigns

/// Cards that are planned for 08:00 of 21 November 2026 in Shanghai, and the ways to send them.
struct Post {
    var shop: Shop
    /// Of this test alone.
    let folder: URL
    let due: Date

    /// - Parameter ids: whose birthday it is.
    init(_ ids: String...) async throws {
        shop = try await Shop.open()
        folder = URL(filePath: "/tmp/tidings-post-\(UUID().uuidString)")
        due = try shop.instant("2026-11-21T00:00:00Z")
        for id in ids {
            try await shop.customer(
                id, ["birth_month": "11", "birth_day": "21", "first_name": "'\(id)'"])
        }
        try await shop.plan(.of(.birthday(.init()), expires: 3_600), on: "2026-11-21")
    }

    /// Ada's and Bea's mails of a book that is back.
    static func restock() async throws -> Post {
        let post = try await Post()
        let shop = post.shop
        try await shop.product("book", ["title": "'Call to Arms'"])
        try await shop.arrival("book", 7, at: "2026-11-20T22:00:00Z", available: 9)
        for id in ["ada", "bea"] {
            try await shop.customer(id)
            try await shop.waiting(id, for: "book", since: "2026-11-01")
        }
        try await shop.plan(
            .of(.restock(.init()), name: "restock", topic: "restock"), on: "2026-11-21")
        return post
    }

    /// Who waits for a book.
    func waits() async throws -> [String] {
        try await shop.rows(
            "SELECT customer_id FROM tidings.waiting WHERE closed_at IS NULL ORDER BY 1",
            "customer_id")
    }

    var journals: URL { folder.appending(path: "journal") }

    func clean() {
        // A folder that was never made, or cannot be removed, is no test's matter.
        try? FileManager.default.removeItem(at: folder)
    }

    func sender(
        _ transport: any Transport, seconds: Double = 0, paceClock: PaceClock = PaceClock(),
        mayHandOver: @escaping @Sendable () -> Bool = { true }
    ) throws -> Sender {
        let library = TemplateLibrary(files: [
            "card.html": """
            ---
            subject: Happy birthday, {{customer.first_name}}
            ---
            <p>Dear {{customer.first_name}}</p>
            """,
            "restock.html": """
            ---
            subject: It is back
            ---
            {{#products}}<p>{{title}}</p>{{/products}}
            """,
        ])
        let now = due.addingTimeInterval(seconds)
        let card = try library.compile(
            "card", offering: TemplateOffer(for: .birthday(.init())))
        let restock = try library.compile(
            "restock", offering: TemplateOffer(for: .restock(.init())))
        return Sender(
            workspace: shop.workspace, templates: ["card": card, "restock": restock],
            transport: transport, journals: journals, clock: { now },
            paceClock: paceClock, mayHandOver: mayHandOver)
    }

    /// Sends what is due so many seconds after the cards are; returns how many were accepted.
    @discardableResult
    func send(_ transport: any Transport, seconds: Double = 0) async throws -> Int {
        try await sender(transport, seconds: seconds)
            .send(campaigns: nil, on: shop.connection).accepted
    }

    var files: FileTransport { FileTransport(folder: folder.appending(path: "outbox")) }

    static func smtp(_ sink: MailSink) throws -> SMTPTransport {
        SMTPTransport(try SMTPPool(to: try SMTPServer(url: sink.url)))
    }

    /// The customers whose card or restock mail lies in the folder of files.
    var delivered: [String] {
        get throws {
            let outbox = folder.appending(path: "outbox")
            guard FileManager.default.fileExists(atPath: outbox.path) else { return [] }
            return try FileManager.default.contentsOfDirectory(atPath: outbox.path).compactMap {
                let mail = try String(contentsOf: outbox.appending(path: $0), encoding: .utf8)
                return mail.split(separator: "\r\n").first { $0.hasPrefix("To: ") }
                    .map { String($0.dropFirst(4)).replacing("@example.com", with: "") }
            }.sorted()
        }
    }

    /// The name of a customer's card.
    func messageID(_ customer: String, campaign: String = "card") -> String {
        MessageID(
            workspace: "Lantern Books", customer: customer, campaign: campaign,
            occurrence: "birthday:2026", domain: "lantern.example"
        ).text
    }

    /// What a journal calls it.
    func journalName(_ customer: String, campaign: String = "card") -> JournalName {
        JournalName(
            MessageKey(customer: customer, campaign: campaign, occurrence: "birthday:2026"),
            messageID(customer, campaign: campaign))
    }

    /// `customer state [detail]`, in the customers' order.
    func ledger() async throws -> [String] {
        try await shop.rows(
            """
            SELECT concat_ws(' ', customer_id, state, reason, detail) AS decision
            FROM tidings.message ORDER BY customer_id
            """, "decision")
    }

    /// `customer sender`, in the customers' order; no sender is a hyphen.
    func outbox() async throws -> [String] {
        try await shop.rows(
            "SELECT customer_id, sender FROM tidings.outbox ORDER BY customer_id", "customer_id",
            "sender")
    }

    /// Gives a sender a lease that lasts for a while yet, or ran out a while ago.
    func lease(_ sender: String, for length: String) async throws {
        try await shop.run(
            """
            INSERT INTO tidings.sender_lease (sender, expires_at)
            VALUES ('\(sender)', clock_timestamp() + interval '\(length)')
            """)
    }

    func claim(_ customers: String..., by sender: String) async throws {
        for customer in customers {
            try await shop.run(
                """
                UPDATE tidings.outbox SET sender = '\(sender)', claimed_at = '2026-11-21'
                WHERE customer_id = '\(customer)'
                """)
        }
    }
}
