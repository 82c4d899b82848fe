import Testing

@testable import Transfer

/// The conversation without a socket: what is said when, and what follows from each answer.
struct SMTPDialogueTests {
    static let mail = SMTPMail(from: "a@lantern.example", to: "b@reader.example", data: [])
    static let envelope = "MAIL FROM:<a@lantern.example>\r\nRCPT TO:<b@reader.example>\r\nDATA\r\n"

    static func begun(pipelining: Bool = true) -> (SMTPDialogue, said: String) {
        var dialogue = SMTPDialogue(canPipeline: pipelining, takesUTF8: true)
        let said = dialogue.begin(mail)
        return (dialogue, String(decoding: said, as: UTF8.self))
    }

    @Test func `where the server pipelines, the envelope and DATA leave together`() {
        var (dialogue, said) = Self.begun()
        #expect(said == Self.envelope)
        #expect(dialogue.received("250 ok\r\n250 ok\r\n".utf8) == .wait)
        #expect(dialogue.stage == .data)
        #expect(dialogue.received("354 go\r\n".utf8) == .sendText)
        dialogue.textIsSent()
        #expect(dialogue.stage == .ended)
        #expect(
            dialogue.received("250 2.0.0 queued\r\n".utf8)
                == .ended(.ended, SMTPReply(code: 250, text: "2.0.0 queued")))
        #expect(String(decoding: dialogue.begin(Self.mail), as: UTF8.self) == Self.envelope)
    }

    @Test func `where it does not, each command waits for the answer before it`() {
        var (dialogue, said) = Self.begun(pipelining: false)
        #expect(said == "MAIL FROM:<a@lantern.example>\r\n")
        #expect(
            dialogue.received("250 ok\r\n".utf8)
                == .say(Array("RCPT TO:<b@reader.example>\r\n".utf8)))
        #expect(dialogue.received("250 ok\r\n".utf8) == .say(Array("DATA\r\n".utf8)))
        #expect(dialogue.received("354 go\r\n".utf8) == .sendText)
    }

    @Test func `a refused recipient is told when DATA is answered, and the envelope reset`() {
        var (dialogue, _) = Self.begun()
        #expect(dialogue.received("250 ok\r\n550-5.1.1 no\r\n550 such user\r\n".utf8) == .wait)
        let reply = SMTPReply(code: 550, text: "5.1.1 no such user")
        #expect(
            dialogue.received("503 no recipients\r\n".utf8) == .ended(.recipient, reply))
        #expect(
            String(decoding: dialogue.begin(Self.mail), as: UTF8.self) == "RSET\r\n" + Self.envelope
        )
        #expect(dialogue.received("250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n".utf8) == .sendText)
    }

    @Test func `a server that wants a text although it refused the recipient gets an empty one`() {
        var (dialogue, _) = Self.begun()
        #expect(
            dialogue.received("250 ok\r\n550 no\r\n354 go\r\n".utf8) == .say(Array(".\r\n".utf8)))
        #expect(
            dialogue.received("554 no valid recipients\r\n".utf8)
                == .ended(.recipient, SMTPReply(code: 550, text: "no")))
    }

    @Test func `answers come in any pieces`() {
        var (dialogue, _) = Self.begun()
        var steps: [SMTPDialogue.Step] = []
        for byte in "250-first\r\n250 ok\r\n250 ok\r\n354 go\r\n".utf8 {
            let step = dialogue.received([byte])
            if step != .wait { steps.append(step) }
        }
        #expect(steps == [.sendText])
    }

    @Test func `a goodbye ends the message where it was`() {
        var (dialogue, _) = Self.begun()
        #expect(
            dialogue.received("250 ok\r\n421 4.3.2 stopping\r\n".utf8)
                == .ended(.recipient, SMTPReply(code: 421, text: "4.3.2 stopping")))
    }

    @Test(arguments: [
        ("", ".\r\n"), ("a", "a\r\n.\r\n"), ("a\r\n", "a\r\n.\r\n"), (".", "..\r\n.\r\n"),
        ("a\r\n.\r\n..b\r\n", "a\r\n..\r\n...b\r\n.\r\n"), (".a\r\nb.c", "..a\r\nb.c\r\n.\r\n"),
    ])
    func `the text goes with its dots doubled and ends in a dot`(text: String, wire: String) {
        #expect(String(decoding: SMTPDialogue.wire(Array(text.utf8)), as: UTF8.self) == wire)
    }

    @Test func `an address beyond ASCII needs a server that takes it`() {
        let mail = SMTPMail(from: "a@b.example", to: "用户@c.example", data: [])
        var dialogue = SMTPDialogue(canPipeline: true, takesUTF8: true)
        #expect(dialogue.canCarry(mail))
        #expect(
            String(decoding: dialogue.begin(mail), as: UTF8.self)
                .hasPrefix("MAIL FROM:<a@b.example> SMTPUTF8\r\n"))
        #expect(!SMTPDialogue(canPipeline: true, takesUTF8: false).canCarry(mail))
    }
}
