import Foundation
import TestKit
import Testing

@testable import Feeds

struct EmailValueTests {
    private func isTaken(_ address: String) -> Bool {
        written(address, by: EmailValue()) == address
    }

    @Test(
        arguments: [
            "ann@lantern.example", "Ann.O'Neil+books@mail.lantern.example", "用户@例子.广告",
            "Dörte@Sörensen.example.com", "a@b.co", "x_y=z/!@sub-1.example",
            "उपयोगकर्ता@उदाहरण.कॉम",
        ])
    func `an address is taken as it is`(address: String) {
        #expect(isTaken(address))
    }

    @Test(
        arguments: [
            "", "ann", "@b.example", "ann@", "ann@b", "ann@@b.example", "a@b@c.example",
            ".a@b.example", "a.@b.example", "a..b@c.example", "a b@c.example", "a@b..example",
            "a@.example", "a@b.example.", "a@-b.example", "a@b-.example", "a@b_c.example",
            "a@b.123", "a@[1.2.3.4]", "\"a\"@b.example", "Ann <a@b.example>", "a@b.example (x)",
            "mailto:a@b.example", "a,b@c.example", "a@b.example\u{0}", "a\u{200B}@b.example",
            "a@b\u{202E}.example", "a\u{A0}b@c.example",
            String(repeating: "a", count: 65) + "@b.example",
            "a@" + String(repeating: "b", count: 64) + ".example",
            "a@" + String(repeating: "b123456789.", count: 25) + "example",
        ])
    func `what no mailing should be sent to is refused`(address: String) {
        #expect(written(address, by: EmailValue()) == "✗ not an e-mail address")
    }

    /// Addresses of the list that are allowed by the standards and refused on purpose: quoted
    /// local parts, domains without a dot or with a number at the end, display names, comments,
    /// and domains with `_` or `!`.
    private func isRefusedOnPurpose(_ address: String) -> Bool {
        let domain = address.split(separator: "@").last.map(String.init) ?? ""
        return address.contains("\"") || address.contains("(") || address.contains("<")
            || !domain.contains(".") || domain.contains("_")
            || domain.split(separator: ".").last?.allSatisfy(\.isNumber) == true
    }

    private func lines(_ file: String) throws -> [String] {
        let folder = try #require(SharedData.folder("email-addresses-flanker"))
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        return text.split(separator: "\n").map { line in
            // A remark stands after a run of blanks.
            let parts = line.split(separator: "    ", maxSplits: 1)
            return String(parts.first ?? "").trimmingCharacters(in: .whitespaces)
        }
        .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }

    // The lists stand outside the repository, and not on every machine.
    @Test(.enabled(if: SharedData.isAvailable("email-addresses-flanker")))
    func `of a list of valid addresses only those are refused that are so on purpose`() throws {
        let addresses = try lines("mailbox_valid.txt")
        #expect(addresses.count == 151)
        for address in addresses {
            #expect(isTaken(address) != isRefusedOnPurpose(address), "\(address)")
        }
    }

    @Test(.enabled(if: SharedData.isAvailable("email-addresses-flanker")))
    func `of a list of invalid addresses none is taken but for one domain's spelling`() throws {
        let addresses = try lines("mailbox_invalid.txt")
        #expect(addresses.count > 80)
        // Whether what follows xn-- is Punycode is for the mail server to say.
        #expect(addresses.filter(isTaken) == ["test@xn--example.com"])
    }
}
