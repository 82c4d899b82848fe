import Problems
import Transfer

/// Messages that a mail server refused one after the other for the same kind of reason, and took none
/// in between: it refuses everybody, because it or the sender is set up wrong.
struct RefusalStreak: Sendable {
    private var fault: SMTPRefusal?
    private var count = 0
    /// The last reply, once there were too many.
    private(set) var reply: String?

    /// Dead addresses come in rows on an old list; what a server says against the sender or the mail
    /// itself it says of every one.
    private static func most(_ fault: SMTPRefusal) -> Int { fault == .address ? 50 : 20 }

    mutating func note(_ fate: MessageFate) {
        guard reply == nil else { return }
        switch fate {
        case .accepted: self = RefusalStreak()
        case .refused(let detail, let fault):
            count = fault == self.fault ? count + 1 : 1
            self.fault = fault
            if count >= Self.most(fault) { reply = detail }
        case .retrying, .unknown, .suppressed, .expired, .cancelled: break
        }
    }

    /// What a streak that is too long makes of a message: it is tried again when the server is in
    /// order, for nothing speaks against the message.
    func revised(_ message: SettledMessage) -> SettledMessage {
        guard reply != nil, case .refused(let detail, self.fault) = message.fate else {
            return message
        }
        var message = message
        message.fate = .retrying(detail: detail)
        return message
    }

    /// Why sending stops, if it must.
    var problem: Problem? {
        reply.map { reply in
            Problem(
                .infrastructure, "the mail server refuses one message after the other",
                hint: "Sending has stopped; the last refused ones and all others wait. Look at"
                    + " mail.transport and mail.from: may this user send, from this address, to"
                    + " anybody? Then `tidings send` goes on.", cause: reply)
        }
    }
}
