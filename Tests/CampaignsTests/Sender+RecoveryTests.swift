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
        try journal.tries(post.messageID("ada"))
        try journal.ended(post.messageID("ada"), as: .accepted(detail: "250 OK: queued as 7"))
        try journal.tries(post.messageID("bea"))
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
            try journal.tries(post.messageID("ada"))
            try journal.ended(post.messageID("ada"), as: fate)
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
                "ada unknown the sender was killed while it handed it over",
                "bea unknown the sender was killed while it handed it over",
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
        try file.write(contentsOf: Data("end \(post.messageID("bea")) accepted ".utf8) + [0xE4])
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
        try await post.claim("bea", by: "elsewhere.0.1.2")
        #expect(try await post.send(post.files) == 1)
        #expect(try post.delivered == ["cy"])
        #expect(try await post.outbox() == ["ada \(journal.sender)", "bea elsewhere.0.1.2"])
        journal.remove()
    }

    @Test func `a card tried under its campaign's old name is not sent under the new one`()
        async throws
    {
        var post = try await Post("ada")
        defer { post.clean() }
        try await {
            let journal = try SendJournal(in: post.journals)
            try journal.tries(post.messageID("ada", campaign: "old"))
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
