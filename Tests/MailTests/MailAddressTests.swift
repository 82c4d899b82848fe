import Foundation
import Problems
import Testing

@testable import Mail

struct MailAddressTests {
    @Test(arguments: [
        ("anna@reader.example", nil, "anna@reader.example"),
        ("  anna@Reader.Example ", nil, "anna@reader.example"),
        ("Lantern Books <hello@lantern.example>", "Lantern Books", "hello@lantern.example"),
        ("Lantern Books, Inc. <a@b.example>", "Lantern Books, Inc.", "a@b.example"),
        ("\"Lee, \\\"Anna\\\"\" <a@b.example>", "Lee, \"Anna\"", "a@b.example"),
        ("<a@b.example>", nil, "a@b.example"), ("\"\" <a@b.example>", nil, "a@b.example"),
        ("李安娜 <用户@例子.中国>", "李安娜", "用户@xn--fsqu00a.xn--fiqs8s"),
        ("o'hara+books@mail.reader.example", nil, "o'hara+books@mail.reader.example"),
        ("Anna.Lee@reader.example", nil, "Anna.Lee@reader.example"),
    ])
    func `an address is read with its name`(text: String, name: String?, address: String) throws {
        let read = try MailAddress(text)
        #expect(read.name == name)
        #expect(read.address == address)
    }

    @Test(arguments: [
        ("", MailAddress.Fault.noAt), ("anna", .noAt), ("@b.example", .localLength),
        ("\(String(repeating: "a", count: 65))@b.example", .localLength),
        (".a@b.example", .localDots), ("a.@b.example", .localDots), ("a..b@c.example", .localDots),
        ("a b@c.example", .localCharacter), ("\"a\"@c.example", .localCharacter),
        ("a,b@c.example", .localCharacter), ("a@b@c.example", .localCharacter),
        ("a\u{200B}@b.example", .localCharacter), ("a@", .domain), ("a@b", .singleLabel),
        ("a@localhost", .singleLabel), ("a@-b.example", .domain), ("a@b..example", .domain),
        ("a@b.example.", .domain), ("a@[127.0.0.1]", .domain), ("a@127.0.0.1", .domain),
        ("a@b_c.example", .domain), ("a@b.example, c@d.example", .localCharacter),
        ("a@\(String(repeating: "b", count: 64)).example", .domain),
        ("a@b.example\r\nBcc: c@d.example", .controlCharacter),
        ("a@b.example\u{2028}", .controlCharacter),
        ("Anna a@b.example>", .angleBracket), ("Anna <<a@b.example>", .name),
        ("a@b.example <c@d.example>", .name), ("\"Anna <a@b.example>", .name),
        ("A <a@b.example>, B <c@d.example>", .name),
        (
            "abcd@\(Array(repeating: String(repeating: "b", count: 60), count: 4).joined(separator: ".")).example",
            .tooLong
        ),
    ])
    func `an address that cannot be mailed says which rule it breaks`(
        text: String, fault: MailAddress.Fault
    ) {
        let found = #expect(throws: MailAddress.Fault.self) { try MailAddress(checking: text) }
        #expect(found == fault)
    }

    @Test func `a problem with an address never shows it`() {
        let problem = #expect(throws: Problem.self) { try MailAddress("anna.secret@") }
        #expect(
            problem?.text == """
                the address has no valid host name after the @
                  Write it as anna@reader.example or Anna Lee <anna@reader.example>.
                """)
    }

    static let lists = ProcessInfo.processInfo.environment["TIDINGS_SHARED"]
        .map { URL(filePath: $0) }
        .map { $0.appending(path: "data/email-addresses-flanker") }

    static func list(_ name: String) throws -> [String] {
        let folder = try #require(lists)
        return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            .split(separator: "\n").map(String.init)
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }

    // The lists stand outside the repository.
    @Test(.enabled(if: lists != nil))
    func `of a list of invalid addresses none is read but one whose A-label decodes to nothing`()
        throws
    {
        let accepted = try Self.list("mailbox_invalid.txt")
            .filter { (try? MailAddress(checking: $0)) != nil }  // that it throws is the wish
        #expect(accepted == ["test@xn--example.com"])
    }

    @Test(.enabled(if: lists != nil))
    func `of a list of valid addresses the ordinary ones are read`() throws {
        var refused: [MailAddress.Fault: Int] = [:]
        for text in try Self.list("mailbox_valid.txt") {
            do throws(MailAddress.Fault) {
                _ = try MailAddress(checking: text)
            } catch {
                refused[error, default: 0] += 1
            }
        }
        // Quoted local parts and comments; comments at the end, odd hosts, numbers for hosts;
        // names with quotes inside; hosts without a dot.
        #expect(
            refused == [
                .localCharacter: 44, .angleBracket: 2, .domain: 6, .name: 1, .singleLabel: 7,
                .localDots: 1,
            ])
    }
}
