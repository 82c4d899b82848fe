package import Problems

/// What became of one message that was offered to a mail server.
///
/// ```
/// greeting, EHLO, TLS, AUTH, MAIL ── fails or is refused ───────────→ notTried
/// RCPT, DATA ── 4xx → later ── 5xx → refused ── connection lost ────→ notTried
/// the text ── connection lost before its last byte was taken ───────→ notTried
/// end of data ── 2xx → accepted ── 4xx → later ── 5xx → refused ── no reply → unknown
/// ```
package enum SMTPOutcome: Hashable, Sendable {
    /// The server has taken the message over (2xx after the end of data).
    case accepted(SMTPReply)
    /// The server will never take it (5xx after RCPT, DATA or the end of data).
    case refused(SMTPReply, SMTPRefusal)
    /// The server may take it later (4xx after MAIL, RCPT, DATA or the end of data).
    case later(SMTPReply)
    /// The end of data was never sent, so the server has not taken it over: trying again is safe.
    case notTried(Problem)
    /// The end of data may have reached the server and no reply came back: it may have been
    /// taken over or not, and nobody can tell from here.
    case unknown(detail: String)
}

extension SMTPOutcome {
    /// The one place that decides a message's fate, from how far it came and what was answered.
    init(at stage: SMTPDialogue.Stage, _ reply: SMTPReply, from server: String) {
        self =
            switch (stage, reply.code / 100) {
            case (.ended, 2): .accepted(reply)
            case (_, 4): .later(reply)
            case (.mail, _): .notTried(Self.senderRefused(server, reply))
            case (_, 5):
                .refused(reply, SMTPRefusal(of: reply, isAtRecipient: stage == .recipient))
            case (.ended, _): .unknown(detail: "an answer that SMTP does not know: \(reply)")
            default: .notTried(Self.lost(server, "an answer that SMTP does not know: \(reply)"))
            }
    }

    /// The fate of a message whose connection was lost.
    init(lostAt stage: SMTPDialogue.Stage, _ cause: String, from server: String) {
        self =
            stage == .ended
            ? .unknown(detail: "no reply to the end of the message: \(cause)")
            : .notTried(Self.lost(server, cause))
    }

    private static func senderRefused(_ server: String, _ reply: SMTPReply) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) refuses the sender",
            hint: "Is mail.from an address that this server may send for, with this user?",
            cause: reply.description)
    }
    private static func lost(_ server: String, _ cause: String) -> Problem {
        Problem(
            .infrastructure, "the mail server \(server) went away before a message was whole",
            hint: "Nothing was handed over: sending again is safe.", cause: cause)
    }
}
