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
    case refused(SMTPReply)
    /// The server may take it later (4xx after MAIL, RCPT, DATA or the end of data).
    case later(SMTPReply)
    /// The end of data was never sent, so the server has not taken it over: trying again is safe.
    case notTried(Problem)
    /// The end of data may have reached the server and no reply came back: it may have been
    /// taken over or not, and nobody can tell from here.
    case unknown(detail: String)
}
