import Problems
import TestKit
import Testing
import Transfer

@testable import Mail

struct SMTPTransportTests {
    static func transport(_ sink: MailSink) throws -> SMTPTransport {
        SMTPTransport(try SMTPPool(to: try SMTPServer(url: sink.url)))
    }

    @Test func `a message arrives with its envelope and its bytes`() async throws {
        let sink = try await MailSink.start()
        let message = OutgoingMessage(
            try MailMessageTests.message(text: ".\n..\n.dots\n", html: "<p>.</p>"))
        let transport = try Self.transport(sink)
        #expect(
            await transport.deliver(message)
                == .accepted(detail: "250 2.0.0 OK: queued as 1"))
        await transport.close()
        #expect(
            await sink.wait(for: 1) == [
                MailSink.Message(
                    from: "hello@lantern.example", to: ["anna@reader.example"],
                    bytes: message.bytes, messageID: MailMessageTests.id.text, isUTF8: false,
                    connection: 1)
            ])
    }

    @Test func `every outcome keeps its meaning`() async throws {
        let sink = try await MailSink.start()
        let message = OutgoingMessage(try MailMessageTests.message())
        let transport = try Self.transport(sink)
        sink.script(.replyToRecipient(550, "5.1.1 anna@reader.example?"), at: 1)
        sink.script(.replyToEnd(451, "4.3.0 Later"), at: 2)
        sink.script(.dropAtEnd(keeping: true), at: 3)
        sink.script(.replyToMail(530, "5.7.0 Log in"), at: 4)
        #expect(
            await transport.deliver(message) == .refused(.address, code: 550, detail: "5.1.1 •••"))
        #expect(await transport.deliver(message) == .later(code: 451, detail: "4.3.0 Later"))
        guard case .unknown = await transport.deliver(message) else {
            Issue.record("known")
            return
        }
        guard case .unreachable = await transport.deliver(message) else {
            Issue.record("reached")
            return
        }
    }

    @Test func `whoever may no longer hand over hands nothing over`() async throws {
        let sink = try await MailSink.start()
        var message = OutgoingMessage(try MailMessageTests.message())
        message.handOver = HandOver(isAllowed: { false })
        let transport = try Self.transport(sink)
        guard case .unreachable(let problem) = await transport.deliver(message) else {
            Issue.record("reached")
            return
        }
        #expect(problem.summary == "a message came too late to be handed over")
        #expect(sink.messages.isEmpty)
    }
}
