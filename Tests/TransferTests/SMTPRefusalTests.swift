import Testing

@testable import Transfer

struct SMTPRefusalTests {
    @Test(arguments: [
        ("550 5.1.1 <•••>: Recipient address rejected: User unknown", SMTPRefusal.address),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", .address),
        ("550 5.2.1 The email account that you tried to reach is inactive", .address),
        ("550 No such user here", .address), ("550 Mailbox unavailable", .address),
        ("553 sorry, that recipient has been disabled", .address),
        ("550 no such address here", .address), ("550 relay not permitted", .policy),
        ("553 sorry, that domain isn't in my list of allowed rcpthosts (#5.5.3)", .policy),
        ("550 authentication required", .policy), ("550 rejected", .policy),
        ("550 User unknown; relaying denied", .policy),
        ("552 5.2.2 mailbox full", .policy), ("550 5.7.1 Service refused by policy", .policy),
        ("554 5.7.26 unauthenticated mail is prohibited", .policy),
        ("550 blocked using a blacklist", .policy), ("554 Transaction failed", .policy),
        ("552 5.3.4 message too big", .content), ("552 Message size exceeds fixed limit", .content),
        ("554 5.6.0 message malformed", .content), ("550 5.1.8 bad sender domain", .sender),
        ("550 Sender verify failed", .sender),
    ])
    func `whose fault a refusal at the recipient is`(line: String, fault: SMTPRefusal) throws {
        let reply = try #require(SMTPReply(lines: [line], hiding: []))
        #expect(SMTPRefusal(of: reply, isAtRecipient: true) == fault)
    }

    @Test(arguments: ["550 No such user here", "550 rejected", "554 Transaction failed"])
    func `after the text a refusal without a status says nothing of the address`(
        line: String
    ) throws {
        let reply = try #require(SMTPReply(lines: [line], hiding: []))
        #expect(SMTPRefusal(of: reply, isAtRecipient: false) == .policy)
    }
}
