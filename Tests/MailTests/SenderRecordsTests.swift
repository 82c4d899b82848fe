import Problems
import Testing

@testable import Mail

struct SenderRecordsTests {
    @Test func `SPF is one record that does not let everybody send`() throws {
        #expect(
            try SenderRecords.checkSPF(
                ["google-site=1", "v=spf1 include:mail.example ~all"], of: "shop.example")
                == "v=spf1 include:mail.example ~all")
        for (texts, summary) in [
            ([], "shop.example does not say who may send for it (SPF)"),
            (["v=spf10 -all"], "shop.example does not say who may send for it (SPF)"),
            (
                ["v=spf1 -all", "v=spf1 ~all"],
                "shop.example has 2 SPF records, so none of them counts"
            ),
            (["v=spf1 a +all"], "shop.example lets everybody send in its name (SPF)"),
            (["v=spf1 all"], "shop.example lets everybody send in its name (SPF)"),
        ] {
            let problem = #expect(throws: Problem.self) {
                try SenderRecords.checkSPF(texts, of: "shop.example")
            }
            #expect(problem?.summary == summary)
        }
    }

    @Test func `DMARC is one record with a policy`() throws {
        #expect(
            try SenderRecords.checkDMARC(
                ["v=DMARC1;p=quarantine; rua=mailto:d@shop.example"], of: "shop.example")
                == "p=quarantine")
        for (texts, summary) in [
            ([], "shop.example does not say what to do with mail that is not its own (DMARC)"),
            (
                ["v=DMARC1; rua=mailto:x@y.example"],
                "the DMARC record of shop.example has no policy"
            ),
            (["v=DMARC1; p=maybe"], "the DMARC record of shop.example has no policy"),
        ] {
            let problem = #expect(throws: Problem.self) {
                try SenderRecords.checkDMARC(texts, of: "shop.example")
            }
            #expect(problem?.summary == summary)
        }
    }

    @Test func `DKIM is the public half of the key that signs`() throws {
        let name = "news._domainkey.shop.example"
        #expect(
            try SenderRecords.checkDKIM(
                ["v=DKIM1; k=rsa; p=MIGf MA0="], at: name, publicKey: "MIGfMA0=")
                == "the key of news._domainkey.shop.example signs")
        let missing = #expect(throws: Problem.self) {
            try SenderRecords.checkDKIM([], at: name, publicKey: "MIGfMA0=")
        }
        #expect(
            missing?.text == """
                news._domainkey.shop.example has no key, so nobody can check the mails' signatures
                  Add a TXT record to news._domainkey.shop.example: "v=DKIM1; p=MIGfMA0=".
                """)
        let other = #expect(throws: Problem.self) {
            try SenderRecords.checkDKIM(["p=AAAA"], at: name, publicKey: "MIGfMA0=")
        }
        #expect(
            other?.summary
                == "news._domainkey.shop.example has the key of another signature than the mails'")
    }
}
