import Definitions
import Foundation
import Mail
import Problems
import TestKit
import Testing

@testable import Campaigns

/// What comes back of messages that were sent, from the return path to the next plan.
@Suite(.serialized)
struct ReturnIntakeTests {
    /// Messages in memory; those that are through are gone.
    private actor Box: Mailbox {
        private let messages: [MailboxMessage]
        private var position = 0

        init(_ texts: [String]) {
            messages = texts.enumerated().map {
                MailboxMessage(name: "\($0)", bytes: Array($1.utf8))
            }
        }

        func next(_ count: Int) -> [MailboxMessage] {
            defer { position = min(position + count, messages.count) }
            return Array(messages[position...].prefix(count))
        }

        func settle(_ messages: [MailboxMessage]) {}
        func close() { position = 0 }
    }

    private static func sent(_ names: String...) async throws -> (Post, [String: String]) {
        var post = try await Post()
        for name in names {
            try await post.shop.customer(
                name, ["birth_month": "11", "birth_day": "21", "first_name": "'\(name)'"])
        }
        try await post.shop.plan(.of(.birthday(.init()), expires: 3_600), on: "2026-11-21")
        post.shop.workspace.links.signingKeys = ["0123456789abcdef0123456789abcdef"]
        post.shop.workspace.mail.bounces = BounceSettings(address: "bounce@lantern.example")
        let sink = try await MailSink.start()
        #expect(try await post.send(try Post.smtp(sink)) == names.count)
        let paths = sink.messages.map { message in
            (message.to[0].replacing("@example.com", with: ""), message.from)
        }
        return (post, Dictionary(uniqueKeysWithValues: paths))
    }

    private static func report(
        to path: String, about address: String, status: String = "5.1.1"
    ) -> String {
        """
        From: MAILER-DAEMON@relay.example
        To: \(path)
        Date: Sat, 21 Nov 2026 09:00:00 +0800
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.example

        Final-Recipient: rfc822; \(address)
        Action: failed
        Status: \(status)

        --b--

        """
    }

    private static func complaint(from path: String) -> String {
        """
        From: feedback@provider.example
        To: abuse@lantern.example
        Date: Sat, 21 Nov 2026 09:00:00 +0800
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        Original-Mail-From: <\(path)>

        --b--

        """
    }

    private func read(_ texts: [String], _ post: Post) async throws -> ReturnFigures {
        let now = post.due.addingTimeInterval(7200)
        return try await ReturnIntake(
            workspace: post.shop.workspace, mailbox: Box(texts), clock: { now }
        ).read(on: post.shop.connection)
    }

    private func events(_ post: Post) async throws -> [String] {
        try await post.shop.rows(
            """
            SELECT customer_id, kind, address, happened_at::text AS at FROM tidings.event
            ORDER BY customer_id, kind
            """, "customer_id", "kind", "address", "at")
    }

    @Test func `hard bounces and complaints close the address, soft ones do not`() async throws {
        let (post, paths) = try await Self.sent("ada", "bea", "cy", "dee")
        defer { post.clean() }
        let figures = try await read(
            [
                Self.report(to: try #require(paths["ada"]), about: "ada@example.com"),
                Self.report(
                    to: try #require(paths["bea"]), about: "bea@example.com", status: "5.2.2"),
                Self.complaint(from: try #require(paths["cy"])),
                "From: dee@example.com\nTo: \(try #require(paths["dee"]))\n"
                    + "Auto-Submitted: auto-replied\n\nI am away.\n",
            ], post)
        var expected = ReturnFigures()
        expected.read = 4
        expected.hardBounces = 1
        expected.softBounces = 1
        expected.complaints = 1
        expected.autoReplies = 1
        #expect(figures == expected)
        #expect(
            try await events(post) == [
                "ada bounced ada@example.com 2026-11-21 01:00:00+00",
                "bea soft-bounced bea@example.com 2026-11-21 01:00:00+00",
                "cy complained cy@example.com 2026-11-21 01:00:00+00",
            ])
        try await post.shop.plan(
            .of(.birthday(.init()), name: "next", expires: 3_600), on: "2026-11-21")
        #expect(
            try await post.shop.decisions(of: "next") == [
                "ada suppressed bounced", "bea planned", "cy suppressed complained", "dee planned",
            ])
    }

    @Test func `what was read is not read twice, wherever it lies`() async throws {
        let (post, paths) = try await Self.sent("ada")
        defer { post.clean() }
        let report = Self.report(to: try #require(paths["ada"]), about: "ada@example.com")
        _ = try await read([report, report], post)
        let events = try await events(post)
        #expect(events.count == 1)
        let again = try await read([report], post)
        #expect(again.known == 1)
        #expect(again.read == 1)
        #expect(try await self.events(post) == events)
    }

    @Test func `a return path that somebody made up closes nothing`() async throws {
        let (post, paths) = try await Self.sent("ada", "bea")
        defer { post.clean() }
        let path = try #require(paths["ada"])
        let other = try #require(paths["bea"])
        let at = try #require(path.firstIndex(of: "@"))
        let forged: [String] = [
            // Ada's message with bea's signature, no signature, a Message-ID without a path.
            "\(path[..<at].prefix(48))\(other[..<at].suffix(10))\(path[at...])",
            "\(path[..<at].prefix(47))\(path[at...])", "bounce@lantern.example",
        ]
        let figures = try await read(
            forged.map { Self.report(to: $0, about: "ada@example.com") }, post)
        #expect(figures.others == 3)
        #expect(try await events(post) == [])
    }

    @Test func `after a change of address the old one is blamed and the new one is not`()
        async throws
    {
        let (post, paths) = try await Self.sent("ada", "bea")
        defer { post.clean() }
        try await post.shop.run("UPDATE tidings.customer SET email = 'new@example.com'")
        let figures = try await read(
            [
                Self.report(to: try #require(paths["ada"]), about: "Ada@example.com"),
                // Of a forwarding, which names neither address.
                Self.report(to: try #require(paths["bea"]), about: "else@example.com"),
            ], post)
        #expect(figures.hardBounces == 1)
        #expect(figures.others == 1)
        #expect(
            try await events(post) == ["ada bounced ada@example.com 2026-11-21 01:00:00+00"])
    }

    @Test func `without return paths a report is believed of the customer's address alone`()
        async throws
    {
        var (post, _) = try await Self.sent("ada", "bea")
        defer { post.clean() }
        post.shop.workspace.mail.bounces = nil
        let texts = [("ada", "ada@example.com"), ("bea", "victim@example.com")].map {
            name, address in
            Self.report(to: "hello@lantern.example", about: address)
                .replacing(
                    "\n--b--",
                    with: "--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: "
                        + "\(post.messageID(name))\n\n--b--")
        }
        let figures = try await read(texts, post)
        #expect(figures.hardBounces == 1)
        #expect(
            try await events(post) == ["ada bounced ada@example.com 2026-11-21 01:00:00+00"])
    }

    @Test func `return paths without a key are a fault before anything is sent`() async throws {
        var post = try await Post("ada")
        defer { post.clean() }
        post.shop.workspace.mail.bounces = BounceSettings(address: "bounce@lantern.example")
        let problem = await #expect(throws: Problem.self) { try await post.send(post.files) }
        #expect(problem?.summary == "there is no key to sign return paths with")
        #expect(try await post.outbox() == ["ada -"])
    }
}
