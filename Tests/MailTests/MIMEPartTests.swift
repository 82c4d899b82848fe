import Foundation
import TestKit
import Testing

@testable import Mail

/// Parts of messages, as Python's `email` finds them too.
struct MIMEPartTests {
    @Test(.enabled(if: SharedData.isAvailable("mime-rfc-stalwart")), arguments: 0...9)
    func `the messages of the RFCs have the parts that another parser finds`(
        number: Int
    ) throws {
        let file = try #require(SharedData.folder("mime-rfc-stalwart"))
            .appending(path: "00\(number).eml")
        let types = MIMEPart(Array(try Data(contentsOf: file))[...]).all.map(\.type)
        let said = try Python.output(
            """
            import sys, email
            def walk(m):
                yield m.get_content_type()
                # A message in a message is a part of its own for Python, and a text for us.
                if m.get_content_maintype() == "multipart" and m.is_multipart():
                    for part in m.get_payload(): yield from walk(part)
            print(" ".join(walk(email.message_from_file(open(sys.argv[1], encoding="latin1")))))
            """, [file.path])
        #expect(types.joined(separator: " ") + "\n" == said)
    }

    @Test func `parts that are made to harm are not followed to their end`() {
        let deep = (0..<12_000).map {
            "Content-Type: multipart/mixed; boundary=b\($0)\r\n\r\n--b\($0)\r\n"
        }
        #expect(MIMEPart(Array(deep.joined().utf8)[...]).all.count == 10)
        let wide =
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            + String(repeating: "--b\r\n\r\n", count: 100_000)
        #expect(MIMEPart(Array(wide.utf8)[...]).all.count == 100)
        #expect(ReturnedMail(Array(deep.joined().utf8)).kind == .other)
    }

    @Test(arguments: [
        ("base64", "SGVs\r\nbG8=\r\n", "Hello"), ("quoted-printable", "a=3D=\r\nb=XY", "a=b=XY"),
        ("7bit", "plain", "plain"),
    ])
    func `a text comes out of its encoding`(encoding: String, body: String, text: String) {
        let bytes = Array("Content-Transfer-Encoding: \(encoding)\r\n\r\n\(body)".utf8)
        #expect(MIMEPart(bytes[...]).text == text)
    }
}
