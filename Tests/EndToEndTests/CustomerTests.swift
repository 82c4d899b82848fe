import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// What an administrator does for one customer, and a marketer to see a mail.
    @Suite struct CustomerTests {
        @Test func `a customer is handed out, erased and never brought back`() async throws {
            let shop = try await TestShop.onServer()
            #expect(try await shop.tidings("run").exitCode == 0)
            let export = try await shop.tidings("export", "1")
            let tables = try #require(try export.objects.first).object("tables")
            #expect(try tables.objects("customer").first?["email"] == "ann@reader.example")
            #expect(try tables.objects("orders").count == 1)
            #expect(try tables.objects("message").first?["state"] == "accepted")
            let mails = shop.names(in: ".tidings/outbox").count

            let erased = try await shop.tidings("erase", "1")
            #expect(erased.exitCode == 0)
            for part in ["1 consent, 1 customer, ", "1 file, ", "1 message, ", "1 orders, "] {
                #expect(erased.stdout.contains(part))
            }
            #expect(shop.names(in: ".tidings/outbox").count == mails - 1)
            #expect(try await shop.tidings("export", "1").exitCode == 2)
            let again = try await shop.tidings("erase", "1")
            #expect(
                again.stdout == """
                    Nothing was known of the customer. Feeds leave them out from now on.

                    """)

            // The feed says the same of them and more of others.
            try shop.edit("feeds/members.csv", "Ben", "Benjamin")
            let rerun = try await shop.tidings("run", "nightly", "--json")
            #expect(rerun.exitCode == 0)
            let members = try #require(try rerun.objects.first?.objects("steps").first)
            #expect(try members.int("filtered") == 1)
            #expect(try members.int("updated") == 1)
            #expect(try await shop.tidings("export", "1").exitCode == 2)

            #expect(try await shop.tidings("erase", "1", "--readmit").exitCode == 0)
            #expect(try await shop.tidings("erase", "1", "--readmit").exitCode == 2)
        }

        @Test func `a suppressed address gets no mail`() async throws {
            let shop = try await TestShop.onServer()
            try shop.write("email,reason\nBEN@reader.example,bounced\nx,\n", to: "old.csv")
            let read = try await shop.tidings("suppressions", "import", "old.csv")
            #expect(read.stdout == "1 added, 0 known.\n")
            #expect(read.exitCode == 1)
            #expect(
                read.stderr == """
                    1 line of old.csv held no address, the first is line 3
                      The others were added. Mend these and import the file again.

                    """)
            let added = try await shop.tidings("suppressions", "add", "nobody@reader.example")
            #expect(added.stdout == "1 added, 0 known.\n")
            #expect(try await shop.tidings("run").exitCode == 0)
            let ben = try await shop.tidings("messages", "--customer", "2", "--json").objects
            #expect(ben.first?["reason"] == "bounced")
            #expect(ben.first?["detail"] == "suppression list")
            let why = try await shop.tidings("explain", "2", "--campaign", "letter")
            #expect(
                why.stdout.contains(
                    "✗ may not be mailed: mail to the address came back for good"))
            let list = try await shop.tidings("suppressions", "list", "--json").objects
            #expect(Set(list.map { $0["customer"] }) == ["2", nil])
            let export = try await shop.tidings("suppressions", "export")
            #expect(export.stdout.contains("\"ben@reader.example\","))
            #expect(!export.stdout.contains("nobody"))
            let removed = try await shop.tidings("suppressions", "remove", "ben@reader.example")
            #expect(removed.stdout == "1 removed, 0 had bounced and may be mailed again.\n")
        }

        @Test func `a preview writes two files and needs no database`() async throws {
            let shop = try TestShop()
            let preview = try await shop.tidings("preview", "letter")
            #expect(preview.exitCode == 0)
            #expect(preview.stdout.hasPrefix("Subject: News for Anna\n"))
            #expect(shop.names(in: ".tidings") == ["preview"])
            #expect(shop.names(in: ".tidings/preview") == ["letter.html", "letter.txt"])
            let unknown = try await shop.tidings("preview", "leter")
            #expect(unknown.exitCode == 2)
            #expect(
                unknown.stderr == """
                    there is no campaign "leter"
                      Did you mean "letter"?

                    """)
        }

        @Test func `each variant of a mail can be looked at and tested`() async throws {
            let sink = try await MailSink.start()
            let shop = try TestShop()
            try shop.edit(
                "Jobs/letters.yaml", "topic: news",
                """
                topic: news
                    variants:
                      - {variant: warm, subject: "For you, {{customer.first_name}}"}
                      - {variant: short, template: brief}
                """)
            try shop.write(
                """
                ---
                subject: In brief
                ---
                <p>News! <a href="{{unsubscribe_url}}">Unsubscribe</a> {{postal_address}}</p>

                """, to: "Templates/brief.html")
            var subjects: [String] = []
            for variant in ["warm", "short"] {
                let preview = try await shop.tidings("preview", "letter", "--variant", variant)
                subjects += preview.stdout.split(separator: "\n").prefix(1).map(String.init)
                let test = try await shop.tidings(
                    "send-test", "letter", "--to", "me@lantern.example", "--variant", variant,
                    environment: ["TIDINGS_SMTP_URL": sink.url])
                #expect(test.exitCode == 0)
            }
            #expect(subjects == ["Subject: For you, Anna", "Subject: In brief"])
            #expect(
                sink.messages.map { mail in
                    String(decoding: mail.bytes, as: UTF8.self).split(separator: "\r\n")
                        .first { $0.hasPrefix("Subject: ") }
                } == ["Subject: [Test] For you, Anna", "Subject: [Test] In brief"])
            #expect(
                shop.names(in: ".tidings/preview") == [
                    "letter.short.html", "letter.short.txt", "letter.warm.html", "letter.warm.txt",
                ])
            let unknown = try await shop.tidings("preview", "letter", "--variant", "worm")
            #expect(unknown.exitCode == 2)
            #expect(
                unknown.stderr == """
                    the campaign "letter" has no variant "worm"
                      Did you mean "warm"?

                    """)
        }

        @Test func `a preview is opened by the program for that, wherever it is`() async throws {
            let shop = try TestShop()
            let folder = shop.folder.appending(path: "own programs")
            try shop.write(
                "#!/bin/sh\nprintf '%s\\n' \"$@\" > opened.new && mv opened.new opened\n",
                to: "own programs/xdg-open")
            let program = folder.appending(path: "xdg-open").path
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: program)
            let opened = try await shop.tidings(
                "preview", "letter", "--open",
                environment: ["PATH": "/nowhere:\(folder.path):/usr/bin:/bin"])
            #expect(opened.exitCode == 0)
            let html = try #require(opened.stdout.split(separator: "\n").dropFirst().first)
            #expect(html.hasSuffix("/.tidings/preview/letter.html"))
            try await eventually { shop.names(in: "").contains("opened") }
            let given = try String(
                contentsOf: shop.folder.appending(path: "opened"), encoding: .utf8)
            #expect(given == "\(html)\n")

            let nobody = try await shop.tidings(
                "preview", "letter", "--open", environment: ["PATH": "/nowhere"])
            #expect(nobody.exitCode == 8)
            #expect(
                nobody.stderr == """
                    there is no program here that opens a browser
                      Open \(html) yourself.

                    """)
        }

        @Test func `a test mail leaves beside the ledger, with a customer's values`() async throws {
            let sink = try await MailSink.start()
            let shop = try await TestShop.onServer()
            let environment = ["TIDINGS_SMTP_URL": sink.url]
            #expect(try await shop.tidings("run", "--no-send").exitCode == 0)
            let before = try await shop.fingerprints()
            let test = try await shop.tidings(
                "send-test", "letter", "--to", "me@lantern.example", "--customer", "2",
                environment: environment)
            #expect(test.stdout == "The test was handed over.\n")
            #expect(sink.messages.flatMap(\.to) == ["me@lantern.example"])
            #expect(try await shop.tables(changedSince: before) == [])
            let wrong = try await shop.tidings(
                "send-test", "letter", "--to", "me", environment: environment)
            #expect(wrong.exitCode == 2)
        }
    }
}
