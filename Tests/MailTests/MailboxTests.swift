import Foundation
import Problems
import TestKit
import Testing
import Transfer

@testable import Mail

/// Where mail that came back lies: a Maildir, an mbox file, an IMAP folder of dovecot.
struct MailboxTests {
    static func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "tidings-mailbox-\(UUID().uuidString)")
        for part in ["new", "cur", "tmp"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: part), withIntermediateDirectories: true)
        }
        try await body(folder)
        try FileManager.default.removeItem(at: folder)
    }

    static func all(_ mailbox: any Mailbox) async throws -> [String] {
        var texts: [String] = []
        while case let messages = try await mailbox.next(2), !messages.isEmpty {
            texts += messages.map { String(decoding: $0.bytes, as: UTF8.self) }
            try await mailbox.settle(messages)
        }
        await mailbox.close()
        return texts
    }

    @Test func `a Maildir gives what is new or unseen, the oldest first, and marks it as seen`()
        async throws
    {
        try await Self.withFolder { folder in
            for (name, text) in [
                ("new/3.a.host", "three"), ("cur/1.b.host:2,", "one"), ("new/2.c.host", "two"),
                ("cur/0.d.host:2,S", "seen"), ("cur/4.e.host:2,F", "four"),
            ] {
                try Data(text.utf8).write(to: folder.appending(path: name))
            }
            let mailbox = Maildir(folder: folder)
            #expect(try await Self.all(mailbox) == ["one", "two", "three", "four"])
            #expect(try await Self.all(mailbox) == [])
            let names = try FileManager.default.contentsOfDirectory(
                atPath: folder.appending(path: "cur").path)
            #expect(
                names.sorted() == [
                    "0.d.host:2,S", "1.b.host:2,S", "2.c.host:2,S", "3.a.host:2,S",
                    "4.e.host:2,FS",
                ])
        }
    }

    @Test func `an mbox file gives its messages, each as it was before it was quoted`() async throws
    {
        try await Self.withFolder { folder in
            let file = folder.appending(path: "mbox")
            let text = """
                From a@b Fri Nov 27 09:00:00 2026
                Subject: one

                >From here on
                >>From there
                > quoted

                From c@d Fri Nov 27 09:01:00 2026
                Subject: two

                end

                """
            try Data(text.utf8).write(to: file)
            let expected = [
                "Subject: one\n\nFrom here on\n>From there\n> quoted\n\n", "Subject: two\n\nend\n",
            ]
            let mailbox = MboxFile(file: file)
            #expect(try await Self.all(mailbox) == expected)
            #expect(try await Self.all(mailbox) == expected)
            #expect(try String(contentsOf: file, encoding: .utf8) == text)
        }
    }

    @Test(arguments: ["Maildir", "mbox", "IMAP"])
    func `a report that returns a huge mail is read as far as it says something`(
        kind: String
    ) async throws {
        try await Self.withFolder { folder in
            let report = """
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; relay.example

                Final-Recipient: rfc822; ada@example.com
                Action: failed
                Status: 5.1.1

                --b
                Content-Type: message/rfc822

                Subject: Hello


                """
            let line = String(repeating: "x", count: 76) + "\n"
            let huge = Data(report.utf8) + Data(String(repeating: line, count: 700_000).utf8)
            let small = Data("Subject: 2\n\nHello\n".utf8)
            let file = folder.appending(path: "mbox")
            if kind == "mbox" {
                try (Data("From a@b\n".utf8) + huge + Data("\nFrom c@d\n".utf8) + small)
                    .write(to: file)
            } else {
                try huge.write(to: folder.appending(path: "new/1.x.host"))
                try small.write(to: folder.appending(path: "new/2.x.host"))
            }
            let server = kind == "IMAP" ? try Dovecot(mail: folder) : nil
            let mailbox: any Mailbox =
                switch kind {
                case "mbox": MboxFile(file: file)
                case "Maildir": Maildir(folder: folder)
                default:
                    IMAPMailbox(
                        try IMAPFolder(url: try #require(server).url(password: "s%3Acret")))
                }
            let messages = try await mailbox.next(9)
            await mailbox.close()
            withExtendedLifetime(server) {}
            try #require(messages.count == 2)
            #expect(messages[0].bytes.count == 262_144)
            #expect(ReturnedMail(messages[0].bytes).kind == .hardBounce)
            #expect(
                String(decoding: messages[1].bytes, as: UTF8.self).replacing("\r\n", with: "\n")
                    == "Subject: 2\n\nHello\n")
        }
    }

    @Test func `a folder that is not there says so`() async throws {
        let problem = await #expect(throws: Problem.self) {
            try await Maildir(folder: URL(filePath: "/nowhere")).next(1)
        }
        #expect(problem?.summary == "the Maildir of mail.bounces.from cannot be read")
        let file = await #expect(throws: Problem.self) {
            try await MboxFile(file: URL(filePath: "/nowhere")).next(1)
        }
        #expect(file?.summary == "the mbox file of mail.bounces.from cannot be read")
    }

    @Test func `an IMAP folder gives each message once, whatever others do with it`() async throws {
        try await Self.withFolder { folder in
            for name in ["1", "2", "3"] {
                try Data("Subject: \(name)\n\nHello \(name)\n".utf8)
                    .write(to: folder.appending(path: "new/\(name).x.host"))
            }
            let server = try Dovecot(mail: folder)
            let mailbox = IMAPMailbox(try IMAPFolder(url: server.url(password: "s%3Acret")))
            let texts = (1...3).map { "Subject: \($0)\r\n\r\nHello \($0)\r\n" }
            #expect(try await Self.all(mailbox) == texts)
            #expect(try await Self.all(mailbox) == [])
            try Data("Subject: 4\n\nHello 4\n".utf8)
                .write(to: folder.appending(path: "new/4.x.host"))
            #expect(try await Self.all(mailbox) == ["Subject: 4\r\n\r\nHello 4\r\n"])
            let wrong = IMAPMailbox(try IMAPFolder(url: server.url(password: "secret")))
            let problem = await #expect(throws: Problem.self) { try await wrong.next(1) }
            #expect(
                problem?.summary == "the mail folder on 127.0.0.1:\(server.port) cannot be read")
            #expect(problem?.text.contains("secret") == false)
        }
    }
}
