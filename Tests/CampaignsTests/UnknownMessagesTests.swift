import Definitions
import Foundation
import Postgres
import TestKit
import Testing

@testable import Campaigns

/// What a person decides of messages whose fate nobody can know.
@Suite(.serialized)
struct UnknownMessagesTests {
    /// Ada's message is unknown from five seconds after it was due; the others' are accepted.
    private func lose(_ post: Post) async throws {
        let sink = try await MailSink.start()
        sink.script(.dropAtEnd(keeping: true), for: "ada@example.com")
        try await post.send(try Post.smtp(sink), seconds: 5)
        try await post.shop.run("DELETE FROM tidings.change")
    }

    private func messages(
        _ post: Post, of runIDs: [Int] = [1], campaign: String? = nil, customer: String? = nil
    ) -> UnknownMessages {
        UnknownMessages(
            of: runIDs, campaign: campaign, customer: customer, on: post.shop.connection)
    }

    private func fates(_ post: Post) async throws -> [String] {
        try await post.shop.rows(
            """
            SELECT customer_id, state, accepted_at::text AS accepted, closed_at::text AS closed
            FROM tidings.message ORDER BY customer_id
            """, "customer_id", "state", "accepted", "closed")
    }

    private func changes(_ post: Post) async throws -> [String] {
        try await post.shop.rows(
            "SELECT DISTINCT customer_id FROM tidings.change ORDER BY 1", "customer_id")
    }

    @Test func `what was sent counts from when it seemed to leave`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        try await lose(post)
        let now = post.due.addingTimeInterval(600)
        #expect(try await messages(post).wereSent(at: now) == 1)
        #expect(
            try await fates(post) == [
                "ada accepted 2026-11-21 00:00:05+00 2026-11-21 00:10:00+00",
                "bea accepted 2026-11-21 00:00:05+00 2026-11-21 00:00:05+00",
            ])
        #expect(try await post.ledger().first == "ada accepted sent, an administrator says")
        #expect(try await changes(post) == ["ada"])
        #expect(try await post.outbox() == [])
        #expect(try await messages(post).wereSent(at: now) == 0)
    }

    @Test func `a wait that a later mail ended keeps its end`() async throws {
        let post = try await Post.restock()
        defer { post.clean() }
        let sink = try await MailSink.start()
        sink.script(.dropAtEnd(keeping: true), for: "ada@example.com")
        try await post.send(try Post.smtp(sink), seconds: 5)
        sink.script(nil, for: "ada@example.com")
        #expect(try await post.waits() == ["ada"])
        // The book went and came back; its second mail was accepted.
        try await post.shop.stock("book", isThere: false)
        try await post.shop.arrival("book", 8, at: "2026-11-21T22:00:00Z", available: 9)
        let restock = Campaign.of(.restock(.init()), name: "restock", topic: "restock")
        try await post.shop.plan(restock, on: "2026-11-22", run: 2)
        #expect(try await post.send(try Post.smtp(sink), seconds: 86_400) == 1)
        let ended = ["2026-11-22 00:00:00+00"]
        let ends = "SELECT closed_at::text AS at FROM tidings.waiting WHERE customer_id = 'ada'"
        #expect(try await post.shop.rows(ends, "at") == ended)
        let later = post.due.addingTimeInterval(2 * 86_400)
        #expect(try await messages(post, of: [1, 2]).wereSent(at: later) == 1)
        #expect(try await post.shop.rows(ends, "at") == ended)
    }

    @Test func `what was not sent is sent, under the name that it had`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        try await lose(post)
        let decided = try await messages(post).wereNotSent(at: post.due.addingTimeInterval(600))
        #expect(decided == (planned: 1, expired: 0))
        #expect(try await fates(post).first == "ada planned - -")
        #expect(try await post.outbox() == ["ada -"])
        #expect(try await changes(post) == ["ada"])
        #expect(try await post.send(post.files, seconds: 700) == 1)
        #expect(try post.delivered == ["ada"])
        #expect(
            try await post.shop.rows(
                "SELECT message_id FROM tidings.message WHERE customer_id = 'ada'", "message_id")
                == [post.messageID("ada")])
    }

    @Test func `what has expired is not sent again`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        try await lose(post)
        let decided = try await messages(post).wereNotSent(at: post.due.addingTimeInterval(3_600))
        #expect(decided == (planned: 0, expired: 1))
        #expect(try await fates(post).first == "ada expired - 2026-11-21 01:00:00+00")
        #expect(try await post.outbox() == [])
    }

    @Test func `only what is named is decided`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        try await lose(post)
        let now = post.due.addingTimeInterval(600)
        #expect(try await messages(post, of: [2, 3]).wereSent(at: now) == 0)
        #expect(try await messages(post, campaign: "other").wereSent(at: now) == 0)
        #expect(try await messages(post, customer: "bea").wereSent(at: now) == 0)
        #expect(try await fates(post).first?.hasPrefix("ada unknown ") == true)
        let all = messages(post, of: [2, 1], campaign: "card", customer: "ada")
        #expect(try await all.wereSent(at: now) == 1)
    }

    @Test func `a wait ends when its mail was sent, and goes on when it was not`() async throws {
        for wasSent in [true, false] {
            let post = try await Post.restock()
            defer { post.clean() }
            try await lose(post)
            #expect(try await post.waits() == ["ada"])
            let now = post.due.addingTimeInterval(600)
            if wasSent {
                #expect(try await messages(post).wereSent(at: now) == 1)
            } else {
                #expect(try await messages(post).wereNotSent(at: now) == (planned: 1, expired: 0))
            }
            #expect(try await post.waits() == (wasSent ? [] : ["ada"]))
        }
    }
}
