import Problems
import Testing

@testable import Mail

struct RecipientFilterTests {
    @Test(arguments: [
        ([], "anyone@reader.example", true),
        (["anna@reader.example"], "ANNA@reader.example", true),
        (["anna@reader.example"], "ben@reader.example", false),
        (["@lantern.example"], "ben@Lantern.Example", true),
        (["@lantern.example"], "ben@sub.lantern.example", false),
        (["@lantern.example"], "ben@notlantern.example", false),
        (["@例子.example"], "ben@xn--fsqu00a.example", true),
    ])
    func `who is mailed is named by address or domain`(
        entries: [String], address: String, isAllowed: Bool
    ) throws {
        let filter = try RecipientFilter(onlyTo: entries)
        #expect(filter.allows(try MailAddress(address)) == isAllowed)
    }

    @Test func `an entry that is neither is a problem with its number`() {
        let problem = #expect(throws: Problem.self) {
            try RecipientFilter(onlyTo: ["@lantern.example", "secret.example"])
        }
        #expect(problem?.summary == "entry 2 of mail.only_to has no @")
        #expect(problem?.text.contains("secret") == false)
    }
}
