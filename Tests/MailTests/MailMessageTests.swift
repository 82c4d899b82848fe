import Foundation
import Problems
import TestKit
import Testing

@testable import Mail

struct MailMessageTests {
    static let id = MessageID(
        workspace: "Lantern Books", customer: "c-17", campaign: "birthday-card",
        occurrence: "birthday:2027", domain: "lantern.example")
    /// Sun, 22 Nov 2026 08:14:18 +0000.
    static let date = Date(timeIntervalSince1970: 1_795_335_258)

    static func message(
        from: String = "Lantern Books <hello@lantern.example>",
        to: String = "Anna Lee <anna@reader.example>", subject: String = "Happy birthday",
        text: String = "Dear Anna,\nall the best!\n", html: String? = nil,
        unsubscribe: ListUnsubscribe? = nil, headers: [MailMessage.Header] = []
    ) throws -> MailMessage {
        try MailMessage(
            from: MailAddress(from), to: MailAddress(to), subject: subject, text: text,
            html: html, messageID: id, date: date, unsubscribe: unsubscribe, headers: headers)
    }

    @Test func `a message of two parts has exactly these bytes`() throws {
        let message = try MailMessage(
            from: MailAddress("Lantern Books <hello@lantern.example>"),
            to: MailAddress("anna@reader.example"),
            replyTo: MailAddress("service@lantern.example"), subject: "Zum Geburtstag, Änne",
            text: "Dear Änne,\n.all the best = 100%!", html: "<p>Dear Änne</p>\n",
            messageID: Self.id, date: Self.date,
            unsubscribe: ListUnsubscribe(
                https: "https://mail.lantern.example/u/abc", mailto: "mailto:off@lantern.example"),
            headers: [.init("X-Tidings-Campaign", "birthday-card")])
        let expected = """
            Date: Sun, 22 Nov 2026 08:14:18 +0000
            From: Lantern Books <hello@lantern.example>
            To: anna@reader.example
            Reply-To: service@lantern.example
            Subject: =?UTF-8?Q?Zum_Geburtstag=2C_=C3=84nne?=
            Message-ID: \(Self.id)
            List-Unsubscribe: <https://mail.lantern.example/u/abc>,
             <mailto:off@lantern.example>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            X-Tidings-Campaign: birthday-card
            MIME-Version: 1.0
            Content-Type: multipart/alternative;
             boundary="\(Self.id.boundary)"

            --\(Self.id.boundary)
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Dear =C3=84nne,
            =2Eall the best =3D 100%!
            --\(Self.id.boundary)
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>Dear =C3=84nne</p>

            --\(Self.id.boundary)--

            """
        #expect(
            String(decoding: message.rendered(), as: UTF8.self)
                == expected.replacing("\n", with: "\r\n"))
        #expect(message.rendered() == message.rendered())
    }

    @Test func `a message of text alone has one part and ends its last line`() throws {
        let bytes = try Self.message(text: "Hello").rendered()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text.hasSuffix(
                "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Transfer-Encoding: quoted-printable\r\n\r\nHello\r\n"))
    }

    @Test func `one click needs an https link`() throws {
        let message = try Self.message(
            unsubscribe: ListUnsubscribe(mailto: "mailto:off@lantern.example"))
        let text = String(decoding: message.rendered(), as: UTF8.self)
        #expect(text.contains("List-Unsubscribe: <mailto:off@lantern.example>\r\n"))
        #expect(!text.contains("List-Unsubscribe-Post"))
    }

    @Test(arguments: ["a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\u{0}b", "a\u{2028}b"])
    func `a line break in a header is refused`(text: String) throws {
        let subject = #expect(throws: Problem.self) { try Self.message(subject: text) }
        #expect(
            subject?.summary
                == "the header Subject would hold a line break or a control character")
        #expect(throws: Problem.self) { try Self.message(headers: [.init("X-A", text)]) }
        #expect(throws: Problem.self) { try Self.message(headers: [.init("X-A: \(text)", "b")]) }
        var named = try MailAddress("anna@reader.example")
        named.name = text
        #expect(throws: Problem.self) {
            try MailMessage(
                from: named, to: named, subject: "s", text: "t", messageID: Self.id,
                date: Self.date)
        }
    }

    /// What must come through unchanged.
    static let texts = [
        "Plain words.\n", "", "\n\n.\n..\n.leading dots\n", "trailing space \nand tab\t\n",
        "生日快乐，亲爱的安娜！今天是你的生日，我们为你准备了一份小礼物。\n第二行\n",
        "🎂👩‍👩‍👧‍👦🇨🇳 party = 100 %\n", String(repeating: "a very long line ", count: 200) + "\n",
        String(repeating: "长行", count: 3000), "no end", "crlf\r\nlines\r\n", "cr\rlines\r",
        "=?UTF-8?Q?not_a_word?= --boundary\n--\nFrom here on\n",
        String(repeating: "a", count: 75) + ".\n" + String(repeating: "b", count: 76) + " \n",
    ]

    @Test(.enabled(if: Python.interpreter(importing: "email") != nil), arguments: texts)
    func `another implementation reads both bodies as they were written`(text: String) throws {
        let html = "<p>\(text)</p>"
        let bytes = try Self.message(text: text, html: html).rendered()
        let seen = try PythonReader.read(bytes)
        func unified(_ text: String) -> String {
            text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        }
        #expect(seen.defects == [])
        #expect(seen.type == "multipart/alternative")
        #expect(seen.parts.map { $0[0] } == ["text/plain", "text/html"])
        #expect(seen.parts.map { $0[2] } == [unified(text), unified(html)])
        #expect(seen.longestLine <= 78)
    }

    @Test(
        .enabled(if: Python.interpreter(importing: "email") != nil),
        arguments: [
            "Happy birthday", "生日快乐！这是一封很长很长的信的标题，需要折成好几行才能放得下，还要再长一点点",
            "🎂 A cake for you, dear Änne, and one more for all of your friends and family 👩‍👩‍👧‍👦",
            "=?UTF-8?Q?trick?=", " leading, trailing and  double spaces ", "a",
            String(repeating: "word ", count: 60) + "end", String(repeating: "x", count: 300),
            "Tab\u{A0}and e\u{301}\u{302}\u{303}", "_ = ? \" ( ) < > @ , ; : \\ [ ]",
        ])
    func `another implementation reads subjects and names as they were written`(
        subject: String
    ) throws {
        var named = try MailAddress("anna@reader.example")
        named.name = subject.trimmingCharacters(in: .whitespaces)
        let message = try MailMessage(
            from: named, to: named, replyTo: named, subject: subject, text: "t",
            messageID: Self.id, date: Self.date, headers: [.init("X-Tidings-Campaign", subject)])
        let seen = try PythonReader.read(message.rendered())
        #expect(seen.defects == [])
        #expect(seen.subject == subject)
        #expect(seen.headers == ["X-Tidings-Campaign": subject])
        #expect(seen.from == [named.name, "anna@reader.example"])
        #expect(seen.to == seen.from)
        #expect(seen.replyTo == seen.from)
        #expect(seen.messageID == Self.id.text)
        #expect(seen.date == "Sun, 22 Nov 2026 08:14:18 +0000")
        #expect(seen.longestLine <= 78)
    }

    @Test(.enabled(if: Python.interpreter(importing: "email") != nil))
    func `another implementation reads the unsubscribe headers and an address beyond ASCII`()
        throws
    {
        let link = "https://mail.lantern.example/unsubscribe/" + String(repeating: "k", count: 120)
        let message = try Self.message(
            to: "李安娜 <用户@例子.example>", unsubscribe: ListUnsubscribe(https: link))
        let seen = try PythonReader.read(message.rendered())
        #expect(seen.to == ["李安娜", "用户@xn--fsqu00a.example"])
        #expect(seen.unsubscribe == "<\(link)>")
        #expect(seen.unsubscribePost == "List-Unsubscribe=One-Click")
    }
}
