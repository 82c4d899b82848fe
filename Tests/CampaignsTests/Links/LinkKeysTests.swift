import Foundation
import Testing

@testable import Campaigns

@Suite struct LinkKeysTests {
    private let link = SignedLink(
        .click, customer: "c-1", campaign: "card", occurrence: "birthday:2026", topic: "greetings",
        url: "https://shop.example/?q=灯笼", expires: Date(timeIntervalSince1970: 1_800_000_000))

    private func keys(_ secrets: String...) throws -> LinkKeys {
        try #require(LinkKeys(secrets.map { String(repeating: $0, count: 32) }))
    }

    @Test func `a token tells its link again, to its own keys alone`() throws {
        let token = try #require(try keys("a").token(link))
        #expect(try keys("a").link(token) == link)
        #expect(try keys("b", "a").link(token) == link)
        #expect(try keys("b").link(token) == nil)
        #expect(try keys("b", "a").token(link) != token)
    }

    @Test func `the same link has the same token, and every other link another one`() throws {
        let keys = try keys("a")
        var tokens = [keys.token(link), keys.token(link)]
        #expect(tokens[0] == tokens[1])
        for change: (inout SignedLink) -> Void in [
            { $0.action = .open }, { $0.customer = "c-2" }, { $0.campaign = "cards" },
            { $0.occurrence = "" }, { $0.topic = "" }, { $0.url = "https://evil.example/" },
            { $0.expires += 1 },
        ] {
            var other = link
            change(&other)
            tokens.append(keys.token(other))
            #expect(try keys.link(#require(keys.token(other))) == other)
        }
        #expect(Set(tokens).count == 8)
    }

    @Test func `whatever letter is changed, added or taken away, it is no token any more`() throws {
        let keys = try keys("a")
        let token = Array(try #require(keys.token(link)))
        for index in token.indices {
            for letter in "Aa0-_." where letter != token[index] {
                var changed = token
                changed[index] = letter
                #expect(keys.link(String(changed)) == nil)
            }
            #expect(keys.link(String(token[..<index])) == nil)
        }
        #expect(keys.link(String(token) + "A") == nil)
        #expect(keys.link("") == nil)
    }

    /// What a link says is not to be read in it, nor which customers' links are alike.
    @Test func `a token shows nothing of its link`() throws {
        let keys = try keys("a")
        let first = try #require(keys.token(link))
        var other = link
        other.customer = "c-2"
        let second = try #require(keys.token(other))
        let shared = zip(first, second).prefix { $0 == $1 }.count
        #expect(shared < 4)
        let bytes = try #require(Base64URL.bytes(of: first))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("card"))
    }

    @Test func `a link that is too long for a URL has no token`() throws {
        var long = link
        long.url = "https://shop.example/" + String(repeating: "x", count: 2_000)
        #expect(try keys("a").token(long) == nil)
    }

    @Test func `without a secret there are no keys`() {
        #expect(LinkKeys([]) == nil)
    }

    /// The vectors of RFC 4648, 10, without padding, and one with both signs.
    @Test(
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"), ("\u{7FF}\u{7FE}?", "37_fvj8"),
        ])
    func `bytes as base64url`(_ plain: String, _ text: String) {
        #expect(Base64URL.text(of: Array(plain.utf8)) == text)
        #expect(Base64URL.bytes(of: text) == Array(plain.utf8))
    }

    @Test(arguments: ["A", "Zh", "Zm9=", "Zm 9", "Zm9+", "Zm9é"])
    func `what base64url never writes is refused`(_ text: String) {
        #expect(Base64URL.bytes(of: text) == nil)
    }
}
