package import Problems
package import Transfer

/// What became of a message that was given to a transport. Details never hold an address.
package enum Delivery: Hashable, Sendable {
    /// It is the mail system's now.
    case accepted(detail: String)
    /// It will never be taken, and whose fault that is; the code is SMTP's.
    case refused(SMTPRefusal, code: Int, detail: String)
    /// It may be taken later; the code is SMTP's.
    case later(code: Int, detail: String)
    /// It was not handed over, for a reason that has nothing to do with it: trying again is safe.
    case unreachable(Problem)
    /// It may have been taken or not. Never to be tried again without a person's word.
    case unknown(detail: String)
}
