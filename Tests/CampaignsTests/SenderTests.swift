import Definitions
import Foundation
import Mail
import Problems
import TestKit
import Testing
import Transfer

@testable import Campaigns

/// What becomes of messages that are due.
@Suite(.serialized)
struct SenderTests {
    @Test func `what is due is accepted once, and the ledger says so`() async throws {
        let post = try await Post("ada", "bea", "cy")
        defer { post.clean() }
        #expect(try await post.send(post.files, seconds: -1) == 0)
        #expect(try await post.send(post.files, seconds: 5) == 3)
        #expect(try post.delivered == ["ada", "bea", "cy"])
        #expect(try await post.outbox() == [])
        let rows = try await post.shop.rows(
            """
            SELECT customer_id, state, accepted_at::text AS at, message_id FROM tidings.message
            ORDER BY customer_id
            """, "customer_id", "state", "at", "message_id")
        #expect(
            rows
                == ["ada", "bea", "cy"].map {
                    "\($0) accepted 2026-11-21 00:00:05+00 \(post.messageID($0))"
                })
        #expect(try FileManager.default.contentsOfDirectory(atPath: post.journals.path) == [])
        #expect(try await post.send(post.files, seconds: 10) == 0)
        var figures = DeliveryFigures()
        figures.accepted = 3
        #expect(
            try await DeliveryFigures.read(
                runID: 1, campaign: "card", on: post.shop.connection) == figures)
    }

    @Test func `only the campaigns asked for are sent`() async throws {
        let post = try await Post("ada")
        defer { post.clean() }
        let sender = try post.sender(post.files)
        #expect(try await sender.send(campaigns: ["other"], on: post.shop.connection).accepted == 0)
        #expect(try await Sender.nextDue(on: post.shop.connection) == post.due)
        #expect(try await sender.send(campaigns: ["card"], on: post.shop.connection).accepted == 1)
        #expect(try await Sender.nextDue(on: post.shop.connection) == nil)
    }

    @Test func `of one bucket the higher priority leaves first, then what was due first`()
        async throws
    {
        let post = try await Post()
        defer { post.clean() }
        // A customer's messages are in one bucket.
        try await post.shop.customer("ada")
        let messages = [
            (name: "second", priority: 50, at: "2026-11-20T01:00:00Z"),
            (name: "last", priority: 50, at: "2026-11-20T02:00:00Z"),
            (name: "first", priority: 90, at: "2026-11-20T03:00:00Z"),
        ]
        for message in messages {
            try await post.shop.message("ada", message.name, topic: "news", at: message.at)
            try await post.shop.makeUnsent(
                "ada", message.name, priority: message.priority, expires: "2026-11-22")
        }
        let claims = OutboxClaims(
            for: "sender", of: nil, but: Pauses(post.shop.workspace), on: post.shop.connection)
        for message in ["first", "second", "last"] {
            let claimed = try await claims.claim(1, at: post.due)
            #expect(claimed.map(\.key.occurrence) == [message])
        }
    }

    @Test func `each reply of a mail server has its state`() async throws {
        let post = try await Post("ada", "bea", "cy", "dee", "eve")
        defer { post.clean() }
        let sink = try await MailSink.start()
        sink.script(.replyToRecipient(550, "5.1.1 No such user"), for: "bea@example.com")
        sink.script(.replyToEnd(451, "4.3.0 Later"), for: "cy@example.com")
        sink.script(.dropAtEnd(keeping: true), for: "dee@example.com")
        #expect(try await post.send(try Post.smtp(sink)) == 2)
        let ledger = try await post.ledger()
        #expect(ledger.count == 5)
        #expect(ledger[0].hasPrefix("ada accepted 250"))
        #expect(ledger[1] == "bea refused 550 5.1.1 No such user")
        #expect(ledger[2] == "cy retrying 451 4.3.0 Later")
        #expect(ledger[3].hasPrefix("dee unknown"))
        #expect(ledger[4].hasPrefix("eve accepted 250"))
        var figures = DeliveryFigures()
        figures.accepted = 2
        figures.refused = 1
        figures.retrying = 1
        figures.unknown = 1
        #expect(
            try await DeliveryFigures.read(
                runID: 1, campaign: "card", on: post.shop.connection) == figures)
        // After 5 minutes the one that was to come later is tried again, and nothing else.
        sink.script(nil, for: "cy@example.com")
        let before = sink.transactions
        #expect(try await post.send(try Post.smtp(sink), seconds: 299) == 0)
        #expect(try await post.send(try Post.smtp(sink), seconds: 300) == 1)
        #expect(sink.transactions == before + 1)
        #expect(
            sink.messages.map(\.to) == [
                ["ada@example.com"], ["dee@example.com"], ["eve@example.com"], ["cy@example.com"],
            ])
    }

    @Test func `a message is tried again until it expires, each time after twice as long`()
        async throws
    {
        let post = try await Post("ada")
        defer { post.clean() }
        let sink = try await MailSink.start()
        sink.script(.replyToRecipient(450, "4.2.0 Full"), for: "ada@example.com")
        var tries: [Double] = []
        for seconds in stride(from: 0.0, through: 4_000, by: 100) {
            let before = sink.transactions
            try await post.send(try Post.smtp(sink), seconds: seconds)
            if sink.transactions > before { tries.append(seconds) }
        }
        // 300, 600 and 1200 seconds apart; the next would come after the hour is over.
        #expect(tries == [0, 300, 900, 2_100])
        #expect(try await post.ledger() == ["ada retrying 450 4.2.0 Full"])
        try await post.send(try Post.smtp(sink), seconds: 4_500)
        #expect(try await post.ledger() == ["ada expired"])
        #expect(try await post.outbox() == [])
    }

    @Test func `an address that the server does not know is closed, no other refusal closes one`()
        async throws
    {
        let post = try await Post("ada", "bea", "cy")
        defer { post.clean() }
        let sink = try await MailSink.start()
        sink.script(.replyToRecipient(550, "5.1.1 No such user"), for: "ada@example.com")
        sink.script(.replyToRecipient(550, "5.7.1 Blocked as spam"), for: "bea@example.com")
        sink.script(.replyToEnd(552, "5.3.4 Too big"), for: "cy@example.com")
        #expect(try await post.send(try Post.smtp(sink)) == 0)
        #expect(
            try await post.shop.rows(
                "SELECT customer_id, kind, address, campaign FROM tidings.event", "customer_id",
                "kind", "address", "campaign") == ["ada bounced ada@example.com card"])
    }

    @Test func `several connections send each message once`() async throws {
        let post = try await Post()
        defer { post.clean() }
        for number in 1...300 {
            try await post.shop.customer(
                "c\(number)", ["birth_month": "11", "birth_day": "21", "first_name": "'x'"])
        }
        try await post.shop.plan(.of(.birthday(.init()), expires: 3_600), on: "2026-11-21")
        let sink = try await MailSink.start()
        let pool = try SMTPPool(to: try SMTPServer(url: sink.url), connections: 4)
        #expect(try await post.send(SMTPTransport(pool)) == 300)
        #expect(Set(sink.messages.compactMap(\.messageID)).count == 300)
        #expect(sink.messages.count == 300)
        #expect(try await post.outbox() == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: post.journals.path) == [])
    }

    @Test(arguments: ["card", "birthday", "all"])
    func `what is paused stays planned until it goes on`(name: String) async throws {
        var post = try await Post("ada", "bea")
        defer { post.clean() }
        post.shop.workspace.jobs = [
            Job(
                name: "birthday", campaigns: [.of(.birthday(.init()))],
                place: Place("Jobs/birthday.yaml"))
        ]
        let pauses = Pauses(post.shop.workspace)
        try await pauses.pause(name, at: post.due, on: post.shop.connection)
        #expect(try await post.send(post.files) == 0)
        #expect(try await post.outbox() == ["ada -", "bea -"])
        try await pauses.lift(name, on: post.shop.connection)
        #expect(try await post.send(post.files) == 2)
        let problem = await #expect(throws: Problem.self) {
            try await pauses.lift(name, on: post.shop.connection)
        }
        #expect(problem?.summary == "\"\(name)\" is not paused")
        let other = await #expect(throws: Problem.self) {
            try await pauses.pause("cards", at: post.due, on: post.shop.connection)
        }
        #expect(other?.text.contains("Did you mean \"card\"?") == true)
    }

    @Test func `a sender that no longer holds what it claimed hands nothing over`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        let sink = try await MailSink.start()
        let sender = try post.sender(try Post.smtp(sink), mayHandOver: { false })
        let problem = await #expect(throws: Problem.self) {
            try await sender.send(campaigns: nil, on: post.shop.connection)
        }
        #expect(problem?.summary == "a message came too late to be handed over")
        #expect(sink.transactions == 0)
        #expect(try await post.outbox() == ["ada -", "bea -"])
    }

    @Test func `what changed since planning counts at hand-off`() async throws {
        let post = try await Post("ada", "bea", "cy", "dee", "eve", "fay")
        defer { post.clean() }
        try await post.shop.event("ada", "unsubscribed", at: "2026-11-20")
        try await post.shop.event("x", "bounced", at: "2026-11-20", address: "BEA@example.com")
        try await post.shop.run(
            """
            UPDATE tidings.customer SET email = 'cyril@example.com' WHERE customer_id = 'cy';
            UPDATE tidings.customer SET email = 'not an address' WHERE customer_id = 'dee';
            UPDATE tidings.customer SET first_name = NULL WHERE customer_id = 'eve';
            DELETE FROM tidings.customer WHERE customer_id = 'fay'
            """)
        #expect(try await post.send(post.files) == 1)
        #expect(try post.delivered == ["cyril"])
        let ledger = try await post.ledger()
        #expect(ledger[0] == "ada suppressed unsubscribed")
        #expect(ledger[1] == "bea suppressed bounced")
        #expect(ledger[2].hasPrefix("cy accepted"))
        #expect(ledger[3] == "dee suppressed invalid-address")
        #expect(ledger[4] == "eve suppressed missing-value customer.first_name")
        #expect(ledger[5] == "fay suppressed invalid-address")
        var figures = DeliveryFigures()
        figures.accepted = 1
        figures.suppressedAtHandOff = 5
        #expect(
            try await DeliveryFigures.read(
                runID: 1, campaign: "card", on: post.shop.connection) == figures)
    }

    @Test func `what expired before it was sent is not sent`() async throws {
        let post = try await Post("ada")
        defer { post.clean() }
        #expect(try await post.send(post.files, seconds: 3_600) == 0)
        #expect(try await post.ledger() == ["ada expired"])
        #expect(try post.delivered == [])
    }

    @Test func `a campaign that is gone cancels what it has waiting`() async throws {
        let post = try await Post("ada")
        defer { post.clean() }
        try await post.shop.run(
            "UPDATE tidings.message SET campaign = 'old'; UPDATE tidings.outbox SET campaign = 'old'"
        )
        #expect(try await post.send(post.files) == 0)
        #expect(try await post.ledger() == ["ada cancelled"])
    }

    @Test func `a campaign that was renamed sends what it has waiting`() async throws {
        var post = try await Post("ada")
        defer { post.clean() }
        try await post.shop.run(
            "UPDATE tidings.message SET campaign = 'old'; UPDATE tidings.outbox SET campaign = 'old'"
        )
        post.shop.workspace.jobs = [
            Job(
                name: "birthday", campaigns: [.of(.birthday(.init()), was: "old")],
                place: Place("Jobs/birthday.yaml"))
        ]
        #expect(try await post.send(post.files) == 1)
    }

    @Test func `a claim that the ledger does not know goes away`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        try await post.shop.run("DELETE FROM tidings.message WHERE customer_id = 'ada'")
        #expect(try await post.send(post.files) == 1)
        #expect(try await post.outbox() == [])
    }

    // MARK: Out of reach

    @Test
    func `a server out of reach leaves everything planned, and the next pass sends each once`()
        async throws
    {
        let post = try await Post("ada", "bea", "cy")
        defer { post.clean() }
        let sink = try await MailSink.start()
        try await sink.stop()
        let problem = await #expect(throws: Problem.self) {
            try await post.send(try Post.smtp(sink))
        }
        #expect(problem?.kind == .infrastructure)
        #expect(try await post.ledger() == ["ada planned", "bea planned", "cy planned"])
        #expect(try await post.outbox() == ["ada -", "bea -", "cy -"])
        let again = try await MailSink.start()
        #expect(try await post.send(try Post.smtp(again), seconds: 60) == 3)
        #expect(again.messages.count == 3)
    }

    @Test func `a server lost on the way keeps what it took and leaves the rest`() async throws {
        let post = try await Post("ada", "bea", "cy")
        defer { post.clean() }
        let sink = try await MailSink.start()
        sink.script(.replyToMail(530, "5.7.0 Log in"), at: 2)
        await #expect(throws: Problem.self) { try await post.send(try Post.smtp(sink)) }
        #expect(try await post.outbox() == ["bea -", "cy -"])
        #expect(try await post.send(try Post.smtp(sink)) == 2)
        #expect(
            sink.messages.map(\.to) == [
                ["ada@example.com"], ["bea@example.com"], ["cy@example.com"],
            ])
    }
}
