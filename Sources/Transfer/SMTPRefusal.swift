/// Whose fault it is that a mail server will never take a message.
///
/// Read from the enhanced status code (RFC 3463), else from the words that servers commonly use. A
/// reply that says neither is no proof against an address: a relay that is set up wrong refuses every
/// recipient.
package enum SMTPRefusal: String, Hashable, Sendable, CaseIterable {
    /// There is no such mailbox or domain: the address is of no use any more.
    case address
    /// The server does not want this mail: spam, reputation, authentication, a full house.
    case policy
    /// It is the message: too large, malformed.
    case content
    /// It is the sender's address or domain.
    case sender

    /// - Parameter isAtRecipient: whether the recipient was refused, rather than the text.
    init(of reply: SMTPReply, isAtRecipient: Bool) {
        self =
            Self.byStatus(reply.status) ?? Self.byWords(reply.text.lowercased(), isAtRecipient)
            ?? .policy
    }

    /// What a report says of a recipient, with the server's code and words.
    package init(code: Int, text: String) {
        self.init(of: SMTPReply(code: code, text: text), isAtRecipient: true)
    }

    /// The class that a status code of its own right names, as `5.1.1`; nil where it says too little.
    package static func byStatus(_ status: String?) -> SMTPRefusal? {
        guard let status else { return nil }
        let parts = status.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return switch (parts[1], parts[2]) {
        case (1, 7), (1, 8), (7, 27): .sender
        case (1, 0...6), (1, 10), (2, 1), (4, 4): .address
        case (2, 2): .policy
        case (2, 3), (3, 4), (6, _): .content
        case (7, _): .policy
        default: nil
        }
    }

    private static func byWords(_ text: String, _ isAtRecipient: Bool) -> SMTPRefusal? {
        func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        if says(
            "spam", "block", "blacklist", "reputation", "policy", "denied", "dmarc", "spf", "relay",
            "rcpthosts", "authenticat", "too many", "rate limit", "try again")
        {
            return .policy
        }
        if says("too large", "too big", "size exceeds", "exceeds size", "message size") {
            return .content
        }
        if says("sender") { return .sender }
        let isMissing = says(
            "user unknown", "unknown user", "no such user", "no such recipient", "no mailbox",
            "no such mailbox", "no such address", "no such account", "mailbox unavailable",
            "mailbox not found", "mailbox disabled", "does not exist", "doesn't exist",
            "no longer exists", "invalid recipient", "invalid mailbox", "recipient rejected",
            "recipient not found", "recipient has been disabled", "unknown recipient",
            "unknown address", "address unknown", "unknown local part", "user not found",
            "account disabled", "account has been disabled", "account is disabled",
            "not a valid mailbox", "unrouteable address", "unroutable address",
            "domain name not found", "domain not found", "no such domain")
        return isMissing && isAtRecipient ? .address : nil
    }
}
