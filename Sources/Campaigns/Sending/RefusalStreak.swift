import Problems
import Transfer

/// Messages that a mail server refused one after the other for the same kind of reason, and took none
/// in between: it refuses everybody, because it or the sender is set up wrong.
///
/// As long as it may yet turn out so, the refused ones are kept: nothing speaks against them then, and
/// they are tried again when the server is in order.
struct RefusalStreak: Sendable {
    /// Why the server refuses.
    private(set) var fault: SMTPRefusal?
    private var count = 0
    private var kept: [SettledMessage] = []
    /// The last reply, once there were too many.
    private(set) var reply: String?

    init() {}

    /// - Parameter fault: why the server refused everybody when it was asked last; nil if it did not.
    ///   One more such refusal says that it still does.
    init(goingOn fault: SMTPRefusal?) {
        self.fault = fault
        count = fault.map { Self.most($0) - 1 } ?? 0
    }

    /// Dead addresses come in rows on an old list; what a server says against the sender or the mail
    /// itself it says of every one.
    private static func most(_ fault: SMTPRefusal) -> Int { fault == .address ? 50 : 20 }

    /// Notes what became of a message; gives those whose fate is settled by it.
    mutating func note(_ message: SettledMessage) -> [SettledMessage] {
        switch message.fate {
        case .refused(_, self.fault) where reply != nil: return [Self.again(message)]
        case .accepted where reply == nil:
            defer { self = RefusalStreak() }
            return kept + [message]
        case .refused(let detail, let fault) where reply == nil:
            let before = fault == self.fault ? [] : kept
            if fault != self.fault { self = RefusalStreak() }
            self.fault = fault
            kept.append(message)
            count += 1
            guard count >= Self.most(fault) else { return before }
            reply = detail
            return before + letGo().map(Self.again)
        default: return [message]
        }
    }

    /// Those that are kept: they stay refused.
    mutating func letGo() -> [SettledMessage] {
        defer { kept = [] }
        return kept
    }

    private static func again(_ message: SettledMessage) -> SettledMessage {
        var message = message
        message.fate = .retrying(detail: message.fate.detail ?? "")
        return message
    }

    /// Why sending stops, if it must.
    var problem: Problem? { reply.map(MailStop.problem) }
}
