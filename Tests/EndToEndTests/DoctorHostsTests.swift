import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// What the doctor says of mail servers, mailboxes, pages and webhooks: it logs in, and asks for
    /// nothing.
    @Suite struct DoctorHostsTests {
        /// The lines of a text doctor about one check.
        static func lines(
            of check: String, _ shop: TestShop
        ) async throws -> (code: Int32, text: String) {
            let run = try await shop.tidings("doctor", "--name-server", "127.0.0.1:9")
            var isOwn = false
            let lines = run.stdout.split(separator: "\n").filter { line in
                if !line.hasPrefix(" ") { isOwn = line.dropFirst(6).hasPrefix("\(check): ") }
                return isOwn
            }
            return (run.exitCode, lines.joined(separator: "\n"))
        }

        @Test(.enabled(if: geteuid() == 0, "Postfix can only be run by root"))
        func `a mail server is logged in to over TLS, and a wrong password is told`() async throws {
            let postfix = try Postfix()
            let shop = try TestShop(on: try await TestDatabase.make())
            try shop.edit(
                "Jobs/workspace.yaml", "${TIDINGS_SMTP_URL:-}",
                "\"\(postfix.url(password: "s%3Acret"))\"")
            #expect(
                try await Self.lines(of: "mail", shop).text
                    == "ok    mail: SMTP by localhost:\(postfix.port), which lets us in")
            try shop.edit("Jobs/workspace.yaml", "s%3Acret", "wrong")
            let wrong = try await Self.lines(of: "mail", shop)
            #expect(wrong.code == 8)
            #expect(
                wrong.text.hasPrefix(
                    "FAIL  mail: the mail server localhost:\(postfix.port) does not serve us (535 5.7.8 "
                ), "\(wrong.text)")
            #expect(!wrong.text.contains("wrong"))
            #expect(wrong.text.split(separator: "\n").count == 2)
            // One whose certificate nobody vouches for.
            try shop.edit("Jobs/workspace.yaml", "&ca=\(postfix.authority)", "")
            let stranger = try await Self.lines(of: "mail", shop)
            #expect(stranger.code == 8)
            #expect(stranger.text.contains("certificate"), "\(stranger.text)")
        }

        @Test func `the mailbox of what came back is opened, and a wrong password is told`()
            async throws
        {
            let shop = try TestShop(on: try await TestDatabase.make())
            let box = FileManager.default.temporaryDirectory
                .appending(path: "tidings-box-\(UUID().uuidString)")
            for part in ["new", "cur", "tmp"] {
                try FileManager.default.createDirectory(
                    at: box.appending(path: part), withIntermediateDirectories: true)
            }
            let server = try Dovecot(mail: box)
            try shop.edit(
                "Jobs/workspace.yaml", "  postal_address:",
                "  bounces: {from: \"\(server.url(password: "s%3Acret"))\"}\n  postal_address:")
            #expect(
                try await Self.lines(of: "bounces", shop).text
                    == "ok    bounces: the IMAP folder can be read")
            try shop.edit("Jobs/workspace.yaml", "s%3Acret", "mistaken")
            let wrong = try await Self.lines(of: "bounces", shop)
            #expect(wrong.code == 8)
            #expect(
                wrong.text.hasPrefix(
                    "FAIL  bounces: the mail folder on 127.0.0.1:\(server.port) cannot be read"),
                "\(wrong.text)")
            #expect(!wrong.text.contains("mistaken"))
            #expect(wrong.text.split(separator: "\n").count == 2)
            try shop.edit(
                "Jobs/workspace.yaml", "\"\(server.url(password: "mistaken"))\"", "/no/box")
            #expect(
                try await Self.lines(of: "bounces", shop).text == """
                    FAIL  bounces: the mailbox /no/box is not there, or may not be read
                            Mend `bounces: from:`, or let this user read it.
                    """)
            try FileManager.default.removeItem(at: box)
        }

        @Test func `pages and webhooks are looked for, and asked nothing`() async throws {
            let server = try await WebServer.start()
            let sink = try await MailSink.start()
            let shop = try TestShop(on: try await TestDatabase.make())
            let nobody = try FreePort.next()
            try shop.edit("Jobs/workspace.yaml", "${TIDINGS_SMTP_URL:-}", sink.url)
            try shop.edit(
                "Jobs/workspace.yaml", "topics:",
                """
                public_url: \(server.url)
                signing_key: \(String(repeating: "k", count: 32))
                alerts: {mail: ops@lantern.example, webhook: "\(server.url)/hook?key=s3cret"}
                topics:
                """)
            #expect(
                try await Self.lines(of: "pages", shop).text
                    == "ok    pages: something answers at \(server.url)")
            #expect(
                try await Self.lines(of: "alerts", shop).text
                    == "ok    alerts: to 1 address and 127.0.0.1")
            #expect(server.requests == [])
            try shop.edit("Jobs/workspace.yaml", "\(server.port)", "\(nobody)")
            for check in ["pages", "alerts"] {
                let found = try await Self.lines(of: check, shop)
                #expect(found.code == 8)
                #expect(
                    found.text.hasPrefix("FAIL  \(check): 127.0.0.1 cannot be reached ("),
                    "\(found.text)")
                #expect(
                    found.text.hasSuffix(
                        "\n        Check the address, the network and the certificate."))
                #expect(!found.text.contains("s3cret"))
            }
        }

        @Test func `whether something runs the schedules is looked for in the database`()
            async throws
        {
            let database = try await TestDatabase.make()
            let shop = try TestShop(on: database)
            try shop.edit(
                "Jobs/nightly.yaml", "job: nightly",
                "job: nightly\nschedule: {every: day, at: \"02:00\"}")
            #expect(
                try await Self.lines(of: "schedule", shop).text == """
                    warn  schedule: no `tidings serve` runs the schedules
                            Start it (`tidings unit` prints what systemd needs), or run jobs from cron.
                    """)
            let serve = try shop.start("serve", "--listen", "127.0.0.1:\(try FreePort.next())")
            try await eventually { try serve.stderr().contains("serves Lantern Books") }
            try await database.until("SELECT count(*) > 0 FROM tidings.schedule", is: "true")
            #expect(
                try await Self.lines(of: "schedule", shop).text
                    == "ok    schedule: `tidings serve` runs it")
            serve.signal(SIGTERM)
            _ = try await serve.end()
        }
    }
}
