import Definitions
import Foundation
import Mail
import Problems
import TestKit
import Testing

/// What is judged once more just before a message leaves.
@Suite(.serialized)
struct HandOffTests {
    @Test func `on a staging copy nobody else is mailed`() async throws {
        var post = try await Post("ada", "bea")
        defer { post.clean() }
        post.shop.workspace.mail.onlyTo = ["bea@example.com"]
        #expect(try await post.send(post.files) == 1)
        #expect(try post.delivered == ["bea"])
        #expect(try await post.ledger().first == "ada suppressed paused mail.only_to")
    }

    @Test func `mail that is late waits where it is quiet by then, or is too late`() async throws {
        var post = try await Post("ada", "bea", "cy")
        defer { post.clean() }
        try await post.shop.run(
            "UPDATE tidings.customer SET timezone = 'Pacific/Honolulu' WHERE customer_id = 'bea'")
        try await post.shop.run(
            "UPDATE tidings.message SET expires_at = '2026-11-22T12:00Z' WHERE customer_id <> 'cy'")
        post.shop.workspace.quietHours = QuietHours(from: 21 * 60, to: 8 * 60)
        // 21:30 in Shanghai, and half past three in the night in Honolulu.
        #expect(try await post.send(post.files, seconds: 48_600) == 0)
        #expect(
            try await post.ledger()
                == ["ada planned", "bea planned", "cy expired"])
        #expect(
            try await post.shop.rows(
                """
                SELECT o.customer_id, o.send_at::text AS due, m.send_at = o.send_at AS same,
                    m.deferred_from::text AS before
                FROM tidings.outbox o JOIN tidings.message m USING (customer_id, campaign, occurrence)
                ORDER BY 1
                """, "customer_id", "due", "same", "before") == [
                    "ada 2026-11-22 00:00:00+00 t 2026-11-21 00:00:00+00",
                    "bea 2026-11-21 18:00:00+00 t 2026-11-21 00:00:00+00",
                ])
        #expect(try await post.send(post.files, seconds: 64_800) == 1)
        #expect(try post.delivered == ["bea"])
        try await post.shop.run(
            "UPDATE tidings.message SET expires_at = '2026-11-22T00:00Z' WHERE customer_id = 'ada'")
        try await post.shop.run(
            "UPDATE tidings.outbox SET send_at = '2026-11-21T00:00Z' WHERE customer_id = 'ada'")
        #expect(try await post.send(post.files, seconds: 64_801) == 0)
        #expect(try await post.ledger().first == "ada suppressed quiet")
    }

    @Test func `a wait ends when its mail is accepted, and not before`() async throws {
        let post = try await Post.restock()
        defer { post.clean() }
        let sink = try await MailSink.start()
        sink.script(.replyToRecipient(550, "5.1.1 No such user"), for: "bea@example.com")
        #expect(try await post.waits() == ["ada", "bea"])
        #expect(try await post.send(try Post.smtp(sink)) == 1)
        #expect(try await post.waits() == ["bea"])
    }

    @Test func `a wait whose mail was refused is told of the next arrival`() async throws {
        let post = try await Post.restock()
        defer { post.clean() }
        let sink = try await MailSink.start()
        sink.script(.replyToEnd(554, "5.7.1 Looks like spam"), for: "ada@example.com")
        #expect(try await post.send(try Post.smtp(sink)) == 1)
        #expect(try await post.waits() == ["ada"])
        sink.script(nil, for: "ada@example.com")
        try await post.shop.stock("book", isThere: false)
        try await post.shop.arrival("book", 8, at: "2026-11-21T22:00:00Z", available: 9)
        let restock = Campaign.of(.restock(.init()), name: "restock", topic: "restock")
        try await post.shop.plan(restock, on: "2026-11-22", run: 2)
        #expect(try await post.send(try Post.smtp(sink), seconds: 86_400) == 1)
        #expect(
            try await post.shop.rows(
                "SELECT customer_id, occurrence, state FROM tidings.message ORDER BY 1, 2",
                "customer_id", "occurrence", "state") == [
                    "ada restock:book:7 refused", "ada restock:book:8 accepted",
                    "bea restock:book:7 accepted",
                ])
        #expect(try await post.waits() == [])
        #expect(
            sink.messages.flatMap(\.to) == ["bea@example.com", "ada@example.com"])
    }

    @Test(arguments: [
        "UPDATE tidings.stock SET available = 0, in_stock = false", "DELETE FROM tidings.stock",
    ])
    func `stock that is gone by then is not promised`(change: String) async throws {
        let post = try await Post.restock()
        defer { post.clean() }
        try await post.shop.run(change)
        #expect(try await post.send(post.files) == 0)
        #expect(
            try await post.ledger() == [
                "ada suppressed out-of-stock", "bea suppressed out-of-stock",
            ])
        #expect(try await post.waits() == ["ada", "bea"])
    }

    @Test func `who waits no more is not told`() async throws {
        let post = try await Post.restock()
        defer { post.clean() }
        try await post.shop.run("DELETE FROM tidings.waiting WHERE customer_id = 'ada'")
        #expect(try await post.send(post.files) == 1)
        #expect(try await post.ledger().first == "ada suppressed no-consent")
    }
}
