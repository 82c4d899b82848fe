import Testing

@testable import Mail

struct BodyEncodingTests {
    static func encoded(_ text: String, _ encoding: BodyEncoding) -> String {
        var bytes: [UInt8] = []
        encoding.append(BodyEncoding.lines(of: text), to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a=b", "a=3Db"), ("end \nnext", "end=20\r\nnext"),
        ("tab\t", "tab=09"), (".\n..", "=2E\r\n=2E."), ("é", "=C3=A9"), ("\u{1}", "=01"),
        (String(repeating: "a", count: 76), String(repeating: "a", count: 76)),
        (
            String(repeating: "a", count: 77),
            String(repeating: "a", count: 75) + "=\r\naa"
        ),
        (
            String(repeating: "a", count: 75) + ".b",
            String(repeating: "a", count: 75) + "=\r\n=2Eb"
        ),
        (
            String(repeating: "a", count: 74) + "é",
            String(repeating: "a", count: 74) + "=\r\n=C3=A9"
        ),
    ])
    func `quoted-printable`(text: String, encoded: String) {
        #expect(Self.encoded(text, .quotedPrintable) == encoded)
    }

    @Test(arguments: [
        ("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("a\nb", "YQ0KYg=="),
        (
            String(repeating: "a", count: 58),
            String(repeating: "YWFh", count: 19) + "\r\nYQ=="
        ),
    ])
    func `base 64`(text: String, encoded: String) {
        #expect(Self.encoded(text, .base64) == encoded)
    }

    @Test func `the shorter encoding is taken`() {
        #expect(
            BodyEncoding.shorter(for: Array("Dear Änne, all the best".utf8)) == .quotedPrintable)
        #expect(BodyEncoding.shorter(for: Array("生日快乐，亲爱的安娜".utf8)) == .base64)
        #expect(BodyEncoding.shorter(for: []) == .quotedPrintable)
    }
}
