import Problems
import Testing

@testable import Mail

struct ReturnPathsTests {
    static func paths(_ keys: String...) throws -> ReturnPaths {
        try ReturnPaths(
            address: "bounce@lantern.example", keys: keys.isEmpty ? ["0123456789abcdef"] : keys)
    }
    static let to = "anna@reader.example"

    @Test func `a return path names its message and holds for its address alone`() throws {
        let paths = try Self.paths()
        let path = paths.path(of: MailMessageTests.id, to: Self.to)
        let reference = try #require(paths.reference(in: path.uppercased()))
        #expect("<\(reference.message)@lantern.example>" == MailMessageTests.id.text)
        #expect(paths.isSigned(reference, for: "Anna@Reader.example"))
        #expect(!paths.isSigned(reference, for: "ben@reader.example"))
        #expect(!(try Self.paths("fedcba9876543210")).isSigned(reference, for: Self.to))
        // After a change of keys what was sent before is still believed.
        #expect(
            try Self.paths("fedcba9876543210", "0123456789abcdef")
                .isSigned(reference, for: Self.to))
        // RFC 5321, 4.5.3.1.1: 64 bytes before the @.
        #expect(path.prefix { $0 != "@" }.utf8.count <= 64)
        #expect(MailMessageTests.id.text.count == 58)
    }

    @Test(arguments: [
        "bounce@lantern.example", "bounce+@lantern.example", "bounce+abc-def@lantern.example",
        "other+0123456789012345678901234567890123456789-abcdefghij@lantern.example",
        "bounce+0123456789012345678901234567890123456789-abcdefghij@else.example",
        "bounce+0123456789012345678901234567890123456xyz-abcdefghij@lantern.example",
    ])
    func `what is no return path of ours is none`(path: String) throws {
        #expect(try Self.paths().reference(in: path) == nil)
    }
}
