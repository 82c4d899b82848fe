import Foundation
import TestKit
import Testing

@testable import Mail

/// What real reports say, as a person reads them.
struct ReturnedMailTests {
    static func mail(_ name: String) throws -> ReturnedMail {
        let file = try #require(SharedData.folder("bounces-flanker")).appending(path: name)
        return ReturnedMail(Array(try Data(contentsOf: file)))
    }

    static let samples: [(String, ReturnedMail.Kind, Set<String>)] = [
        ("bounce/broken-mime.eml", .softBounce, []),
        ("bounce/delayed-broken.eml", .softBounce, ["demo@example.com"]),
        ("bounce/delayed.eml", .softBounce, ["foo@example.com"]),
        ("bounce/gmail-invalid-address.eml", .hardBounce, ["awfawfawfawfawfaw@someserverhere.com"]),
        ("bounce/gmail-no-dns.eml", .hardBounce, ["user@example.comm"]),
        ("bounce/mailbox-full.eml", .softBounce, ["user@aol.com"]),
        ("bounce/no-mx.eml", .softBounce, ["user@example.com"]),
        ("bounce/office365.eml", .hardBounce, ["noname@example.com"]),
        (
            "bounce/zed.eml", .hardBounce,
            ["asdfasdfasdfasdfasdfasdfewrqertrtyrthsfgdfgadfqeadvxzvz@gmail.com"]
        ),
        ("complaints/aol.eml", .complaint, ["redacted@aol.com"]),
        ("complaints/yahoo.eml", .complaint, ["user@yahoo.com"]),
    ]

    @Test(.enabled(if: SharedData.isAvailable("bounces-flanker")), arguments: samples)
    func `real reports are read as they are meant`(
        name: String, kind: ReturnedMail.Kind, recipients: Set<String>
    ) throws {
        let mail = try Self.mail(name)
        #expect(mail.kind == kind)
        #expect(mail.recipients == recipients)
    }

    @Test(
        .enabled(if: SharedData.isAvailable("bounces-flanker")),
        arguments: [
            ("bounce/office365.eml", "<20171013111011.20866.254C2F3A4D7AA526@ninomail.com>"),
            ("bounce/zed.eml", "<20090708054735.GC7578@example.com>"),
            ("bounce/mailbox-full.eml", "<4E326A95.3010907@example.com>"),
            ("bounce/no-mx.eml", "<19E44CA63F984902B7D654F8FF40F89D@bo>"),
            ("complaints/yahoo.eml", "<20120711015015.4A8BE2E088E@www.example.com>"),
        ])
    func `the Message-ID of what was sent is found in what comes back`(
        name: String, id: String
    ) throws {
        #expect(try Self.mail(name).messageID == id)
    }

    @Test(.enabled(if: SharedData.isAvailable("bounces-flanker")))
    func `details name no address`() throws {
        for (name, _, _) in Self.samples {
            #expect(try Self.mail(name).detail?.contains("@") != true)
        }
        #expect(
            try Self.mail("bounce/mailbox-full.eml").detail
                == "5.2.2 smtp; 552 5.2.2 E4.12 user MAILBOX FULL")
    }

    @Test(arguments: [
        ("Auto-Submitted: auto-replied\r\nSubject: Out of office", ReturnedMail.Kind.autoReply),
        ("X-Autoreply: yes\r\nSubject: Gone fishing", .autoReply),
        ("Precedence: auto_reply\r\nSubject: Ich bin im Urlaub", .autoReply),
        ("Auto-Submitted: no\r\nSubject: Thank you for the books!", .other),
        ("Subject: Delivery of my order", .other),
    ])
    func `machines and people that answer say nothing of an address`(
        headers: String, kind: ReturnedMail.Kind
    ) {
        let text = "From: Anna <anna@reader.example>\r\n\(headers)\r\n\r\nHello\r\n"
        #expect(ReturnedMail(Array(text.utf8)).kind == kind)
    }

    /// A report as Postfix writes it.
    static func report(action: String, status: String, diagnostic: String) -> ReturnedMail {
        let text = """
            From: MAILER-DAEMON@relay.example
            To: bounce@lantern.example
            Subject: Undelivered Mail Returned to Sender
            Date: Fri, 27 Nov 2026 09:00:00 +0100
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            I am sorry.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relay.example

            Final-Recipient: rfc822; Anna@Reader.example
            Action: \(action)
            Status: \(status)
            Diagnostic-Code: \(diagnostic)

            --b--

            """
        return ReturnedMail(Array(text.utf8))
    }

    @Test(arguments: [
        ("failed", "5.1.1", "smtp; 550 5.1.1 unknown", ReturnedMail.Kind.hardBounce),
        ("failed", "5.0.0", "smtp; 550 5.1.1 unknown", .hardBounce),
        ("failed", "5.0.0", "smtp; 550 no such user", .hardBounce),
        ("failed", "5.7.1", "smtp; 550 5.7.1 looks like spam", .softBounce),
        ("failed", "5.2.2", "smtp; 552 5.2.2 over quota", .softBounce),
        ("failed", "4.4.1", "smtp; timed out", .softBounce),
        ("delayed", "4.4.1", "smtp; timed out", .softBounce),
        ("delivered", "2.0.0", "smtp; 250 ok", .other), ("relayed", "2.0.0", "smtp; 250", .other),
    ])
    func `only what names a bad address is a hard bounce`(
        action: String, status: String, diagnostic: String, kind: ReturnedMail.Kind
    ) {
        let mail = Self.report(action: action, status: status, diagnostic: diagnostic)
        #expect(mail.kind == kind)
        #expect(mail.recipients == ["anna@reader.example"])
        #expect(mail.date == Date(timeIntervalSince1970: 1_795_766_400))
    }

    @Test func `no bytes at all, and any bytes, are something else`() {
        var state: UInt64 = 7
        for length in 0..<400 {
            let bytes = (0..<length).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1
                return "a: \r\n-=<>@;\"m/".utf8.map { $0 }[Int(state >> 33) % 14]
            }
            _ = ReturnedMail(bytes)
        }
        #expect(ReturnedMail([]).kind == .other)
    }
}
