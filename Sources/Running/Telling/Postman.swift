import Campaigns
import Crypto
import Definitions
import Foundation
import Mail
import Problems
import Transfer

/// Brings people a notice: by mail over the workspace's own transport, outside the ledger, or by a
/// post to its webhook. It needs no database.
struct Postman: Sendable {
    private let workspace: Workspace
    private let openTransport: @Sendable () throws -> any Transport

    init(_ workspace: Workspace, openTransport: @escaping @Sendable () throws -> any Transport) {
        self.workspace = workspace
        self.openTransport = openTransport
    }

    /// Posts a body to the webhook; a workspace that has none any more wants no post.
    func post(_ body: String) async throws {
        guard let webhook = workspace.alerts.webhook else { return }
        var headers = ["Content-Type: application/json"]
        if let key = webhook.key {
            headers.append("Tidings-Signature: \(Self.signature(of: body, key))")
        }
        try await HTTPPost(to: webhook.url, headers: headers, body: body).send()
    }

    /// `sha256=` and the HMAC-SHA256 of the body's bytes, in hexadecimal digits.
    static func signature(of body: String, _ key: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(body.utf8), using: SymmetricKey(data: Array(key.utf8)))
        let digits = Array("0123456789abcdef")
        return "sha256=" + String(code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// Mails a text to an address.
    ///
    /// - Parameter number: what tells this notice from others, for its Message-ID.
    func mail(
        _ text: String, html: String? = nil, subject: String, to recipient: String,
        number: String, at madeAt: Date
    ) async throws {
        let to = try MailAddress(recipient)
        guard try RecipientFilter(onlyTo: workspace.mail.onlyTo).allows(to) else {
            throw Self.notAllowed
        }
        guard let from = workspace.mail.from else { throw Self.noSender }
        let sender = try MailAddress(from)
        let message = try MailMessage(
            from: sender, to: to, subject: subject, text: text, html: html,
            messageID: MessageID(
                workspace: workspace.name, customer: "", campaign: "notice",
                occurrence: number, domain: sender.domain), date: madeAt,
            headers: [MailMessage.Header("Auto-Submitted", "auto-generated")])
        let transport = try openTransport()
        let delivery = await transport.deliver(try Posting(workspace).outgoing(message))
        await transport.close()
        switch delivery {
        // What may have arrived is not sent again.
        case .accepted, .unknown: return
        case .refused(_, let code, _): throw Self.refused(code)
        case .later(let code, _): throw Self.later(code)
        case .unreachable(let problem): throw problem
        }
    }
}

extension Postman {
    private static var notAllowed: Problem {
        Problem(
            .definition, "an address of alerts or digests is not among mail.only_to",
            hint: "Add it there, or take it out: on this copy nobody else is mailed.")
    }

    private static var noSender: Problem {
        Problem(
            .definition, "alerts and digests go by mail, but nothing says from whom",
            hint: "Add `from:` to `mail:` in Jobs/workspace.yaml.")
    }

    private static func refused(_ code: Int) -> Problem {
        Problem(
            .failed, "the mail server refused an alert or digest with \(code)",
            hint: "Check the addresses of `alerts:` and `digest:`; `tidings doctor` logs in there.")
    }

    private static func later(_ code: Int) -> Problem {
        Problem(
            .infrastructure, "the mail server put an alert or digest off with \(code)",
            hint: "It is tried again for a day.")
    }
}
