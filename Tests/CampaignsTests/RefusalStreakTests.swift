import Definitions
import Foundation
import Mail
import Problems
import TestKit
import Testing
import Transfer

@testable import Campaigns

/// A mail server that refuses everybody.
@Suite(.serialized)
struct RefusalStreakTests {
    private static let policy = MessageFate.refused(detail: "550 5.7.1 Relaying denied")
    private static let dead = MessageFate.refused(detail: "550 5.1.1 Who?", fault: .address)

    private func streak(_ fates: [MessageFate]) -> RefusalStreak {
        fates.reduce(into: RefusalStreak()) { $0.note($1) }
    }

    private func many(_ fate: MessageFate, _ count: Int) -> [MessageFate] {
        Array(repeating: fate, count: count)
    }

    @Test func `twenty refusals alike in a row are too many, of dead addresses fifty`() {
        #expect(streak(many(Self.policy, 19)).problem == nil)
        #expect(streak(many(Self.policy, 20)).reply == "550 5.7.1 Relaying denied")
        #expect(streak(many(Self.dead, 49)).problem == nil)
        #expect(streak(many(Self.dead, 50)).reply == "550 5.1.1 Who?")
    }

    @Test func `one that is taken, or refused for another reason, begins anew`() {
        let nearly = many(Self.policy, 19)
        #expect(streak(nearly + [.accepted(detail: "250")] + nearly).problem == nil)
        #expect(streak(nearly + [Self.dead] + nearly).problem == nil)
        // Of those that say nothing of the server it does not depend.
        #expect(streak(nearly + [.retrying(detail: "451"), .expired, Self.policy]).problem != nil)
    }

    @Test func `a relay that refuses everybody loses nobody's mail, and sending stops`()
        async throws
    {
        let post = try await Post()
        defer { post.clean() }
        let sink = try await MailSink.start()
        let customers = (10..<50).map { "c\($0)" }
        for id in customers {
            try await post.shop.customer(
                id, ["birth_month": "11", "birth_day": "21", "first_name": "'\(id)'"])
            sink.script(
                .replyToRecipient(550, "5.7.1 Relaying denied"), for: "\(id)@example.com")
        }
        try await post.shop.plan(.of(.birthday(.init()), expires: 3_600), on: "2026-11-21")
        let problem = await #expect(throws: Problem.self) {
            try await post.send(try Post.smtp(sink))
        }
        #expect(problem?.kind == .infrastructure)
        #expect(problem?.summary == "the mail server refuses one message after the other")
        #expect(problem?.cause == "550 5.7.1 Relaying denied")
        let tried = sink.transactions
        #expect(tried >= 20 && tried < 40)
        let states = try await post.shop.rows(
            """
            SELECT state, count(*)::text AS count, min(detail) AS detail FROM tidings.message
            GROUP BY state ORDER BY state
            """, "state", "count", "detail")
        #expect(
            states == [
                "planned \(40 - tried) -", "retrying \(tried) 550 5.7.1 Relaying denied",
            ])
        #expect(try await post.outbox().count == 40)
        for id in customers { sink.script(nil, for: "\(id)@example.com") }
        #expect(try await post.send(try Post.smtp(sink), seconds: 300) == 40)
    }
}
