import Definitions
import Foundation
import Mail
import Postgres
import Problems
import TestKit
import Testing

@testable import Campaigns

/// What a sender that was killed left behind: its claims and its journal.
@Suite(.serialized)
struct SenderRecoveryTests {
    /// A journal as a killed sender leaves it: ada's card was accepted, bea's in hand.
    private func dead(_ post: Post) async throws -> String {
        let journal = try SendJournal(in: post.journals)
        try journal.tries(post.journalName("ada"))
        try journal.ended(post.journalName("ada"), as: .accepted(detail: "250 OK: queued as 7"))
        try journal.tries(post.journalName("bea"))
        try await post.claim("ada", "bea", "cy", by: journal.sender)
        return journal.sender
    }

    private func leftovers(_ post: Post) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: post.journals.path)
    }

    @Test func `over SMTP the message in hand is unknown and the rest is known`() async throws {
        let post = try await Post("ada", "bea", "cy", "dee")
        defer { post.clean() }
        _ = try await dead(post)
        let sink = try await MailSink.start()
        #expect(try await post.send(try Post.smtp(sink)) == 2)
        let ledger = try await post.ledger()
        #expect(ledger[0] == "ada accepted 250 OK: queued as 7")
        #expect(ledger[1] == "bea unknown the sender was killed while it handed it over")
        #expect(ledger[2].hasPrefix("cy accepted 250"))
        #expect(ledger[3].hasPrefix("dee accepted 250"))
        #expect(sink.messages.map(\.to) == [["cy@example.com"], ["dee@example.com"]])
        #expect(try await post.outbox() == [])
        #expect(try leftovers(post) == [])
        // It stays unknown.
        #expect(try await post.send(try Post.smtp(sink), seconds: 60) == 0)
        #expect(sink.transactions == 2)
    }

    @Test func `into files the message in hand is due again`() async throws {
        let post = try await Post("ada", "bea", "cy")
        defer { post.clean() }
        _ = try await dead(post)
        #expect(try await post.send(post.files) == 2)
        #expect(try post.delivered == ["bea", "cy"])
    }

    @Test(arguments: [
        (MessageFate.refused(detail: "550 No"), "ada refused 550 No", []),
        (.unknown(detail: "lost"), "ada unknown lost", []),
        (.accepted(detail: ""), "ada accepted ", []),
        (.retrying(detail: "451 Later"), "ada retrying 451 Later", ["ada -"]),
    ])
    func `a fate that the journal knows is folded`(
        fate: MessageFate, expected: String, outbox: [String]
    ) async throws {
        let post = try await Post("ada")
        defer { post.clean() }
        try await {
            let journal = try SendJournal(in: post.journals)
            try journal.tries(post.journalName("ada"))
            try journal.ended(post.journalName("ada"), as: fate)
            try await post.claim("ada", by: journal.sender)
        }()
        #expect(try await post.send(post.files) == 0)
        #expect(try await post.ledger() == [expected])
        #expect(try await post.outbox() == outbox)
    }

    @Test func `a journal that is lost leaves nothing known`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        let sender = try await dead(post)
        try FileManager.default.removeItem(
            at: post.journals.appending(path: "\(sender).journal"))
        let sink = try await MailSink.start()
        #expect(try await post.send(try Post.smtp(sink)) == 0)
        #expect(
            try await post.ledger() == [
                "ada unknown the sender is gone, and its journal with it",
                "bea unknown the sender is gone, and its journal with it",
            ])
    }

    @Test func `after a restart of the machine what is not in the journal is unknown`()
        async throws
    {
        let post = try await Post("ada", "cy")
        defer { post.clean() }
        let sender = try await dead(post)
        var parts = sender.split(separator: ".").map(String.init)
        parts[parts.count - 3] = "earlier0"
        let earlier = parts.joined(separator: ".")
        try FileManager.default.moveItem(
            at: post.journals.appending(path: "\(sender).journal"),
            to: post.journals.appending(path: "\(earlier).journal"))
        try await post.claim("ada", "cy", by: earlier)
        let sink = try await MailSink.start()
        #expect(try await post.send(try Post.smtp(sink)) == 0)
        #expect(
            try await post.ledger() == [
                "ada accepted 250 OK: queued as 7",
                "cy unknown the sender was killed while it handed it over",
            ])
    }

    @Test func `a last line that was cut inside a letter is read as far as it goes`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        let sender = try await dead(post)
        let file = try FileHandle(
            forWritingTo: post.journals.appending(path: "\(sender).journal"))
        try file.seekToEnd()
        try file.write(contentsOf: Data("end \(post.journalName("bea")) accepted ".utf8) + [0xE4])
        try file.close()
        let sink = try await MailSink.start()
        #expect(try await post.send(try Post.smtp(sink)) == 0)
        #expect(
            try await post.ledger() == [
                "ada accepted 250 OK: queued as 7", "bea accepted \u{FFFD}",
            ])
    }

    @Test func `a sender that lives, or is of another machine, keeps what it holds`() async throws {
        let post = try await Post("ada", "bea", "cy")
        defer { post.clean() }
        let journal = try SendJournal(in: post.journals)
        try await post.claim("ada", by: journal.sender)
        try await post.lease(journal.sender, for: "15 seconds")
        try await post.claim("bea", by: "elsewhere.0.1.2")
        // One that has run out is waited for all the same: its machine knows better.
        try await post.lease("elsewhere.0.1.2", for: "-140 seconds")
        #expect(try await post.send(post.files) == 1)
        #expect(try post.delivered == ["cy"])
        #expect(try await post.outbox() == ["ada \(journal.sender)", "bea elsewhere.0.1.2"])
        journal.remove()
    }

    @Test func `a sender whose journal is in another folder is waited for as well`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        let elsewhere = post.folder.appending(path: "another/journal")
        let journal = try SendJournal(in: elsewhere)
        try await post.claim("ada", by: journal.sender)
        try await post.lease(journal.sender, for: "-140 seconds")
        #expect(try await post.send(post.files) == 1)
        #expect(try post.delivered == ["bea"])
        #expect(try await post.outbox() == ["ada \(journal.sender)"])
        journal.remove()
    }

    @Test func `what a sender had in hand is known though shop and sender were renamed since`()
        async throws
    {
        var post = try await Post("ada", "bea", "cy")
        defer { post.clean() }
        _ = try await dead(post)
        post.shop.workspace.name = "Lantern & Daughters"
        post.shop.workspace.mail.from = "Lantern <hello@lantern-books.example>"
        let sink = try await MailSink.start()
        #expect(try await post.send(try Post.smtp(sink)) == 1)
        #expect(sink.messages.map(\.to) == [["cy@example.com"]])
        let rows = try await post.shop.rows(
            "SELECT state, message_id FROM tidings.message WHERE customer_id <> 'cy' ORDER BY 1",
            "state", "message_id")
        #expect(rows == ["accepted \(post.messageID("ada"))", "unknown \(post.messageID("bea"))"])
    }

    @Test func `a machine that stays away leaves all that it claimed unknown`() async throws {
        let post = try await Post("ada", "bea")
        defer { post.clean() }
        try await post.claim("ada", by: "elsewhere.0.1.2")
        try await post.lease("elsewhere.0.1.2", for: "-151 seconds")
        let sink = try await MailSink.start()
        #expect(try await post.send(try Post.smtp(sink)) == 1)
        #expect(sink.messages.map(\.to) == [["bea@example.com"]])
        #expect(
            try await post.ledger()[0] == "ada unknown the sender is gone, and its journal with it"
        )
        #expect(try await post.outbox() == [])
        let leases = try await post.shop.rows("SELECT sender FROM tidings.sender_lease", "sender")
        #expect(leases == [])
    }

    @Test
    func `what a sender that stands still had in hand is unknown, the rest is sent by another`()
        async throws
    {
        let post = try await Post("ada", "bea", "cy")
        defer { post.clean() }
        let journal = try SendJournal(in: post.journals)
        try journal.tries(post.journalName("ada"))
        try await post.claim("ada", "bea", by: journal.sender)
        try await post.lease(journal.sender, for: "-1 seconds")
        let sink = try await MailSink.start()
        let other = try post.sender(try Post.smtp(sink))
        #expect(try await other.send(campaigns: nil, on: post.shop.connection).accepted == 2)
        #expect(sink.messages.map(\.to) == [["bea@example.com"], ["cy@example.com"]])
        #expect(
            try await post.ledger()[0]
                == "ada unknown the sender stood still while it handed it over")
        #expect(try await post.outbox() == [])

        // It wakes up: of what it had in hand it knows better, of the rest it knows nothing.
        func settled(_ customer: String, _ fate: MessageFate) -> SettledMessage {
            let key = MessageKey(
                customer: customer, campaign: "card", occurrence: "birthday:2026")
            return SettledMessage(
                key: key, attempts: 0, messageID: post.messageID(customer), fate: fate)
        }
        try await other.fold(
            [settled("ada", .accepted(detail: "250 late")), settled("bea", .expired)],
            journal.sender, on: post.shop.connection)
        let ledger = try await post.ledger()
        #expect(ledger[0] == "ada accepted 250 late")
        #expect(ledger[1].hasPrefix("bea accepted 250"))
        journal.remove()
    }

    @Test func `a lease that has run out is never renewed`() async throws {
        let post = try await Post("ada")
        defer { post.clean() }
        let lease = try await SenderLease.take(
            "here.0.1.2", length: .milliseconds(40), like: post.shop.connection)
        #expect(lease.hold.length == .milliseconds(40))
        // Another session holds the row for longer than the lease lasts.
        let other = try await post.shop.connection.another()
        try await other.transaction { connection in
            try await connection.execute(
                Statement(name: "test", sql: "SELECT FROM tidings.sender_lease FOR UPDATE"))
            while lease.hold.isHeld { await Task.yield() }
            try await connection.execute(
                Statement(
                    name: "test",
                    sql: "UPDATE tidings.sender_lease SET expires_at = clock_timestamp()"))
        }
        await other.close()
        #expect(lease.hold.mayHandOver == false)
        await lease.end(holdsNothing: false)
        #expect(lease.hold.isHeld == false)
        try await post.shop.connection.execute(.senderLeaseLose)
        let renewed = try await post.shop.connection.execute(
            .senderLeaseRenew, [.text("here.0.1.2"), .double(60)])
        #expect(renewed.isEmpty)
        try await post.shop.connection.execute(.senderLeaseClear)
        #expect(
            try await post.shop.rows("SELECT sender FROM tidings.sender_lease", "sender") == [])
    }

    @Test func `a card tried under its campaign's old name is not sent under the new one`()
        async throws
    {
        var post = try await Post("ada")
        defer { post.clean() }
        try await {
            let journal = try SendJournal(in: post.journals)
            try journal.tries(post.journalName("ada", campaign: "old"))
            try await post.claim("ada", by: journal.sender)
        }()
        post.shop.workspace.jobs = [
            .init(
                name: "birthday", campaigns: [.of(.birthday(.init()), was: "old")],
                place: .init("Jobs/birthday.yaml"))
        ]
        let sink = try await MailSink.start()
        #expect(try await post.send(try Post.smtp(sink)) == 0)
        #expect(sink.transactions == 0)
    }
}
