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

    private func message(_ fate: MessageFate) -> SettledMessage {
        let key = MessageKey(customer: "ada", campaign: "card", occurrence: "birthday:2026")
        return SettledMessage(key: key, attempts: 0, messageID: nil, fate: fate)
    }

    private func streak(_ fates: [MessageFate]) -> RefusalStreak {
        fates.reduce(into: RefusalStreak()) { _ = $0.note(message($1)) }
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

    @Test func `what is refused is settled once it shows whether everybody is`() {
        var streak = RefusalStreak()
        func settled(_ fate: MessageFate) -> [MessageFate] {
            streak.note(message(fate)).map(\.fate)
        }
        #expect(settled(Self.policy) == [])
        #expect(settled(.expired) == [.expired])
        #expect(settled(Self.dead) == [Self.policy])
        #expect(settled(.accepted(detail: "250")) == [Self.dead, .accepted(detail: "250")])
        #expect(settled(Self.policy) == [])
        let kept = streak.letGo().map(\.fate)
        #expect(kept == [Self.policy])
        for _ in 2..<20 { #expect(settled(Self.policy) == []) }
        let again = MessageFate.retrying(detail: "550 5.7.1 Relaying denied")
        #expect(settled(Self.policy) == many(again, 19))
        // What was on its way by then.
        #expect(settled(Self.policy) == [again])
        #expect(settled(Self.dead) == [Self.dead])
        #expect(settled(.accepted(detail: "250")) == [.accepted(detail: "250")])
        #expect(streak.reply == "550 5.7.1 Relaying denied")
    }

    @Test func `a server that refused everybody is asked by one message`() {
        func settled(_ fates: [MessageFate]) -> ([MessageFate], isOver: Bool) {
            var streak = RefusalStreak(goingOn: .policy)
            let messages = fates.flatMap { streak.note(message($0)) }
            return (messages.map(\.fate), streak.problem != nil)
        }
        let accepted = MessageFate.accepted(detail: "250")
        #expect(settled([Self.policy]) == ([.retrying(detail: "550 5.7.1 Relaying denied")], true))
        #expect(settled([accepted, Self.policy]) == ([accepted], false))
        #expect(settled([Self.dead, Self.policy]) == ([Self.dead], false))
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
        #expect(tried == 20)
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
        // It is asked again by one message.
        await #expect(throws: Problem.self) {
            try await post.send(try Post.smtp(sink), seconds: 1)
        }
        #expect(sink.transactions == 21)
        let stops = """
            SELECT fault || ' ' || reply || ' ' || to_char(ended_at - stopped_at, 'SSSS') AS stop
            FROM tidings.mail_stop
            """
        #expect(try await post.shop.rows(stops, "stop") == ["-"])
        for id in customers { sink.script(nil, for: "\(id)@example.com") }
        #expect(try await post.send(try Post.smtp(sink), seconds: 301) == 40)
        #expect(
            try await post.shop.rows(stops, "stop") == ["policy 550 5.7.1 Relaying denied 300"])
    }

    @Test func `those that were refused in an earlier batch are tried again, too`() async throws {
        let post = try await Post()
        defer { post.clean() }
        let sink = try await MailSink.start()
        for id in 100..<230 {
            try await post.shop.customer(
                "c\(id)", ["birth_month": "11", "birth_day": "21", "first_name": "'Ada'"])
        }
        try await post.shop.plan(.of(.birthday(.init()), expires: 3_600), on: "2026-11-21")
        // The first batch is a hundred.
        for number in 91...130 { sink.script(.replyToEnd(554, "5.7.1 Spam"), at: number) }
        await #expect(throws: Problem.self) { try await post.send(try Post.smtp(sink)) }
        let states = "SELECT state || ' ' || count(*) AS n FROM tidings.message GROUP BY state"
        #expect(
            try await post.shop.rows(states, "n").sorted()
                == ["accepted 90", "planned 20", "retrying 20"])
        #expect(try await post.outbox().count == 40)
        #expect(try await post.outbox().allSatisfy { $0.hasSuffix(" -") })
    }

    @Test func `a few that are refused at the end stay refused`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        let sink = try await MailSink.start()
        sink.script(.replyToEnd(554, "5.7.1 Spam"), at: 2)
        #expect(try await post.send(try Post.smtp(sink)) == 1)
        let states = "SELECT state || ' ' || count(*) AS n FROM tidings.message GROUP BY state"
        #expect(try await post.shop.rows(states, "n").sorted() == ["accepted 1", "refused 1"])
        #expect(try await post.outbox() == [])
    }
}
