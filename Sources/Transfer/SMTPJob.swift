/// A message in a pool and who waits for its fate.
final class SMTPJob: Sendable {
    let mail: SMTPMail
    let ended: @Sendable (SMTPOutcome) -> Void
    /// It had a connection that had grown stale: it gets a new one, once.
    let isRetried: Bool

    init(
        _ mail: SMTPMail, isRetried: Bool = false,
        ended: @escaping @Sendable (SMTPOutcome) -> Void
    ) {
        self.mail = mail
        self.ended = ended
        self.isRetried = isRetried
    }

    var again: SMTPJob { SMTPJob(mail, isRetried: true, ended: ended) }
}
