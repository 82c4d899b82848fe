import Foundation
import Problems
import TestKit
import Testing
import Transfer

@testable import Mail

/// A whole Postfix takes our mail: STARTTLS, AUTH, its own limits. A private instance on loopback,
/// which only root can run.
@Suite(.enabled(if: geteuid() == 0, "Postfix can only be run by root"), .serialized)
struct PostfixTests {
    static func message(
        to: String = "anna@reader.example", occurrence: Int = 1
    ) throws -> OutgoingMessage {
        let message = try MailMessage(
            from: MailAddress("Lantern Books <hello@lantern.example>"), to: MailAddress(to),
            subject: "生日快乐", text: ".\n..dots\n", html: "<p>生日快乐</p>",
            messageID: MessageID(
                workspace: "Lantern Books", customer: to, campaign: "card",
                occurrence: "\(occurrence)", domain: "lantern.example"), date: MailMessageTests.date
        )
        return OutgoingMessage(message)
    }

    @Test(arguments: ["plain", "login", ""])
    func `over STARTTLS, with a password, messages arrive byte for byte`(auth: String) async throws
    {
        let postfix = try Postfix()
        let way = auth.isEmpty ? "" : "&auth=\(auth)"
        let transport = SMTPTransport(
            try SMTPPool(to: try SMTPServer(url: postfix.url(password: "s%3Acret") + way)))
        let message = try Self.message()
        guard case .accepted(let detail) = await transport.deliver(message) else {
            Issue.record("not accepted")
            return
        }
        #expect(detail.hasPrefix("250 2.0.0 Ok: queued as "))
        await transport.close()
        let arrived = String(decoding: try await postfix.mail(count: 1)[0], as: UTF8.self)
        #expect(arrived.contains("with ESMTPSA id"))
        #expect(arrived.contains("TLSv1.3"))
        let text = String(decoding: message.bytes, as: UTF8.self).replacing("\r\n", with: "\n")
        #expect(arrived.hasSuffix(text))
    }

    @Test func `a wrong password, and none, send nothing`() async throws {
        let postfix = try Postfix()
        for url in [
            postfix.url(password: "wrong"),
            "smtp://localhost:\(postfix.port)?tls=required&ca=\(postfix.authority)",
        ] {
            let transport = SMTPTransport(try SMTPPool(to: try SMTPServer(url: url)))
            let delivery = await transport.deliver(try Self.message())
            switch delivery {
            case .unreachable(let problem):
                #expect(
                    problem.summary == "the mail server localhost:\(postfix.port) does not serve us"
                )
                #expect(problem.cause?.hasPrefix("535 5.7.8") == true)
            case .refused(let fault, let code, _):
                // Without a login Postfix says so at the recipient.
                #expect(fault == .policy && code == 554)
            default: Issue.record("\(delivery)")
            }
        }
    }

    @Test func `who is unknown there is refused as an address, and the next arrives`() async throws
    {
        let postfix = try Postfix()
        let transport = SMTPTransport(
            try SMTPPool(to: try SMTPServer(url: postfix.url(password: "s%3Acret"))))
        guard
            case .refused(.address, 550, let detail) = await transport.deliver(
                try Self.message(to: "nobody@reader.example"))
        else {
            Issue.record("not refused")
            return
        }
        #expect(detail.hasPrefix("5.1.1 <•••>: Recipient address rejected"))
        guard case .accepted = await transport.deliver(try Self.message()) else {
            Issue.record("the next message suffers")
            return
        }
    }

    @Test func `a limit of two connections is kept, and all arrive once`() async throws {
        let postfix = try Postfix(settings: [
            "smtpd_client_connection_count_limit = 2", "smtpd_client_event_limit_exceptions =",
        ])
        let transport = SMTPTransport(
            try SMTPPool(to: try SMTPServer(url: postfix.url(password: "s%3Acret")), connections: 5)
        )
        let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 1...30 {
                let message = try Self.message(occurrence: number)
                group.addTask {
                    if case .accepted = await transport.deliver(message) { true } else { false }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(accepted == 30)
        let ids = try await postfix.mail(count: 30).map { bytes in
            String(decoding: bytes, as: UTF8.self).firstMatch(of: #/Message-ID: (\S+)/#)?.1
        }
        #expect(Set(ids).count == 30)
    }
}
