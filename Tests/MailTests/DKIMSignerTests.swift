import Foundation
import Problems
import TestKit
import Testing

@testable import Mail

/// Signatures as another implementation sees them: Python's dkimpy.
struct DKIMSignerTests {
    /// A key file of the test's own, made by openssl.
    static func key(_ kind: String) throws -> (DKIMKey, URL) {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "tidings-dkim-\(UUID().uuidString).pem")
        let words =
            kind == "rsa"
            ? ["genrsa", "-out", file.path, "2048"]
            : ["genpkey", "-algorithm", "ed25519", "-out", file.path]
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = words
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return (try DKIMKey(file: file), file)
    }

    static func signer(_ kind: String) throws -> (DKIMSigner, record: String) {
        let (key, file) = try key(kind)
        try FileManager.default.removeItem(at: file)
        return (
            DKIMSigner(domain: "lantern.example", selector: "tidings", key: key), key.record
        )
    }

    static func message(html: String? = "<p>生日快乐</p>") throws -> [UInt8] {
        try MailMessageTests.message(
            subject: "生日快乐，亲爱的安娜！今天是你的生日，我们为你准备了一份小礼物。", text: "Hello  you \n\n\n",
            html: html,
            unsubscribe: try ListUnsubscribe(
                https: "https://mail.lantern.example/u/abc",
                mailto: "mailto:service@lantern.example")
        ).rendered()
    }

    /// What dkimpy says: `True` or `False` for a message and the DNS record of its key.
    static func verified(_ message: [UInt8], record: String) throws -> Bool {
        let said = try Python.output(
            """
            import sys, dkim
            record = sys.argv[1].encode()
            name = b"tidings._domainkey.lantern.example."
            print(dkim.verify(sys.stdin.buffer.read(),
                dnsfunc=lambda n, timeout=5: record if n == name else None))
            """, [record], importing: "dkim", input: Data(message))
        return said == "True\n"
    }

    static let date = Date(timeIntervalSince1970: 1_795_000_000)

    @Test(arguments: ["rsa", "ed25519"])
    func `another implementation verifies the signature`(kind: String) throws {
        let (signer, record) = try Self.signer(kind)
        for message in [try Self.message(), try Self.message(html: nil)] {
            let signed = try signer.signed(message, at: Self.date)
            #expect(try Self.verified(signed, record: record))
            #expect(signed.suffix(message.count) == message[...])
            let longest = signed.split(separator: 10).map(\.count).max() ?? 0
            #expect(longest <= 300)
        }
    }

    @Test(arguments: [
        ("Hello", "Hallo"), ("List-Unsubscribe: <https", "List-Unsubscribe: <http"),
        ("List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Click"),
        ("From: ", "From: mallory@example.com\r\nFrom: "), ("anna@reader", "anne@reader"),
    ])
    func `whoever changes what is signed breaks the signature`(old: String, new: String) throws {
        let (signer, record) = try Self.signer("ed25519")
        let signed = try signer.signed(try Self.message(), at: Self.date)
        let text = String(decoding: signed, as: UTF8.self)
        try #require(text.contains(old))
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        #expect(try !Self.verified(Array(changed.utf8), record: record))
    }

    @Test func `servers may fold headers and add blanks`() throws {
        let (signer, record) = try Self.signer("ed25519")
        let signed = String(
            decoding: try signer.signed(try Self.message(), at: Self.date), as: UTF8.self)
        let changed = signed.replacing("Message-ID: ", with: "message-id:\r\n\t ")
        #expect(
            try Self.verified(
                Array("Received: by relay\r\n\(changed)\r\n\r\n".utf8), record: record))
    }

    @Test func `both unsubscribe headers are signed, and From twice`() throws {
        let (signer, _) = try Self.signer("ed25519")
        let signed = String(
            decoding: try signer.signed(try Self.message(), at: Self.date), as: UTF8.self)
        let names = try #require(signed.firstMatch(of: #/h=([^;]+);/#)).1.split(separator: ":")
        #expect(names.filter { $0 == "from" }.count == 2)
        #expect(names.contains("list-unsubscribe") && names.contains("list-unsubscribe-post"))
    }

    /// RFC 6376, 3.4.5.
    @Test func `canonical forms are those of the RFC's example`() {
        let body = Array(" C \r\nD \t E\r\n\r\n\r\n".utf8)
        #expect(
            String(decoding: DKIMSigner.relaxed(body: body[...]), as: UTF8.self) == " C\r\nD E\r\n")
        let header = DKIMSigner.relaxed(Array("B\t: Y\t\r\n\tZ  ".utf8)[...])
        #expect(header.map { String(decoding: $0.line, as: UTF8.self) } == "b:Y Z")
        #expect(DKIMSigner.relaxed(body: Array("\r\n\r\n".utf8)[...]).isEmpty)
    }

    @Test func `a file that holds no key is a fault that shows nothing of it`() throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "tidings-dkim-\(UUID().uuidString).pem")
        try "secret".write(to: file, atomically: true, encoding: .utf8)
        let problem = #expect(throws: Problem.self) { try DKIMKey(file: file) }
        #expect(problem?.summary == "the file \(file.path) holds no DKIM key")
        #expect(problem?.text.contains("secret") == false)
        try FileManager.default.removeItem(at: file)
        let gone = #expect(throws: Problem.self) { try DKIMKey(file: file) }
        #expect(gone?.summary == "the DKIM key \(file.path) cannot be read")
    }
}
