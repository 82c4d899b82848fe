import Foundation
import Glibc
import TestKit
import Testing

extension EndToEnd {
    /// Mail that came back, wherever it is read.
    @Suite struct ReturnTests {
        /// A mail server's report that an address does not exist.
        private static func bounce(_ messageID: String, of address: String) -> String {
            """
            From: MAILER-DAEMON@relay.example
            Date: Sat, 21 Nov 2020 09:00:00 +0000
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relay.example

            Final-Recipient: rfc822; \(address)
            Action: failed
            Status: 5.1.1

            --b
            Content-Type: text/rfc822-headers

            Message-ID: \(messageID)

            --b--

            """
        }

        private static func decisions(
            of campaign: String, _ shop: TestShop
        ) async throws -> [String] {
            try await shop.tidings("messages", "--campaign", campaign, "--json").objects.map {
                [$0["customer"], $0["state"], $0["reason"]].compactMap { $0 }.joined(separator: " ")
            }
        }

        @Test
        func `an address that bounced is closed before a night plans, and before mail leaves`()
            async throws
        {
            let (shop, ids) = try await shopWithLettersOut()

            let first = try #require(ids["1"] ?? nil)
            try shop.write(
                Self.bounce(first, of: "ann@reader.example"), to: "returned/new/1.relay")
            try shop.edit(
                "Jobs/letters.yaml", "load:\n",
                """
                load:
                  - campaign: second
                    trigger: {segment: {in: readers}}
                    template: letter
                    topic: news

                """)
            #expect(try await shop.tidings("run", "--no-send").exitCode == 0)
            let planned = try await Self.decisions(of: "second", shop)
            #expect(
                planned == [
                    "1 suppressed bounced", "2 planned", "3 suppressed no-consent",
                    "5 suppressed missing-value",
                ])

            let second = try #require(ids["2"] ?? nil)
            try shop.write(
                Self.bounce(second, of: "ben@reader.example"), to: "returned/new/2.relay")
            let send = try await shop.tidings("send")
            #expect(send.stdout == "0 messages handed over.\n")
            #expect(
                try await Self.decisions(of: "second", shop) == [
                    "1 suppressed bounced", "2 suppressed bounced", "3 suppressed no-consent",
                    "5 suppressed missing-value",
                ])
        }

        /// That somebody is away, in answer to a mail.
        private static func reply(to messageID: String, from address: String) -> String {
            """
            From: \(address)
            Date: Sat, 21 Nov 2020 09:00:00 +0000
            Subject: I am away
            Auto-Submitted: auto-replied
            In-Reply-To: \(messageID)

            Back on Monday. My old address is of no use any more: 550 5.1.1 user unknown.

            """
        }

        /// A shop whose letters have left, with a Maildir for what comes back; and their ids by customer.
        private func shopWithLettersOut() async throws -> (TestShop, ids: [String?: String?]) {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/workspace.yaml", "  transport:", "  bounces: {from: returned}\n  transport:")
            for folder in ["new", "cur", "tmp"] {
                try shop.write("", to: "returned/\(folder)/.keep")
            }
            #expect(try await shop.tidings("run").exitCode == 0)
            let sent = try await shop.tidings("messages", "--json").objects
            return (
                shop,
                Dictionary(uniqueKeysWithValues: sent.map { ($0["customer"], $0["message_id"]) })
            )
        }

        @Test func `a process that serves reads what came back before it sends`() async throws {
            let (shop, ids) = try await shopWithLettersOut()
            let database = try #require(shop.database)
            try shop.edit("Jobs/letters.yaml", "campaign: letter", "campaign: second")
            #expect(try await shop.tidings("run", "--no-send").exitCode == 0)
            #expect(
                try await Self.decisions(of: "second", shop).prefix(2) == [
                    "1 planned", "2 planned",
                ]
            )

            try shop.write(
                Self.bounce(try #require(ids["1"] ?? nil), of: "ann@reader.example"),
                to: "returned/new/1.relay")
            try shop.write(
                Self.reply(to: try #require(ids["2"] ?? nil), from: "ben@reader.example"),
                to: "returned/new/2.relay")
            let serve = try shop.start("serve", "--listen", "127.0.0.1:\(try FreePort.next())")
            try await database.until("SELECT count(*) FROM tidings.outbox", is: "0")
            serve.signal(SIGTERM)
            let end = try await serve.end()
            #expect(end.stderr.contains("read 2 messages that came back"))
            #expect(
                try await Self.decisions(of: "second", shop).prefix(2) == [
                    "1 suppressed bounced", "2 accepted",
                ])
            #expect(
                try await database.texts(
                    "SELECT string_agg(customer_id || ' ' || kind, E'\\n') FROM tidings.event")
                    == ["1 bounced"])
            #expect(shop.names(in: "returned/new") == [".keep"])
        }

        @Test func `a mailbox that is out of reach is told of, and stops nobody's mail`()
            async throws
        {
            let shop = try await TestShop.onServer()
            try shop.edit(
                "Jobs/workspace.yaml", "  transport:", "  bounces: {from: nowhere}\n  transport:")
            let run = try await shop.tidings("run")
            #expect(run.exitCode == 0)
            #expect(run.stderr.contains("the mbox file of mail.bounces.from cannot be read\n"))
            #expect(
                try await Self.decisions(of: "letter", shop).prefix(2) == [
                    "1 accepted", "2 accepted",
                ])
        }
    }
}
