import Testing

@testable import Transfer

struct SMTPReplyTests {
    @Test func `the lines of a reply become one text without addresses`() {
        let reply = SMTPReply(
            lines: ["550-5.1.1 <jane.doe@reader.example>:", "550 user jane.doe is unknown"],
            hiding: ["jane.doe"])
        #expect(reply == SMTPReply(code: 550, text: "5.1.1 <•••>: user ••• is unknown"))
        #expect(reply?.status == "5.1.1")
        #expect(reply?.description == "550 5.1.1 <•••>: user ••• is unknown")
    }

    @Test(arguments: [[], ["250-more to come"], ["hello"], ["99 x"], ["2500 x"]])
    func `what is not a whole reply is none`(lines: [String]) {
        #expect(SMTPReply(lines: lines, hiding: []) == nil)
    }

    @Test func `a bare code is a reply without text or status`() {
        let reply = SMTPReply(lines: ["250"], hiding: [])
        #expect(reply == SMTPReply(code: 250, text: ""))
        #expect(reply?.status == nil)
        #expect(reply?.description == "250")
    }
}
