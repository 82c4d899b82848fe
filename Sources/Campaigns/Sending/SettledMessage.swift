/// A message whose fate is known, or known to be unknowable.
struct SettledMessage: Sendable {
    var key: MessageKey
    var attempts: Int
    var messageID: String?
    /// Where it went; nil when its sender is gone and took that along.
    var address: String?
    var fate: MessageFate

    init(_ letter: Letter, _ messageID: String?, _ fate: MessageFate) {
        self.init(key: letter.key, attempts: letter.attempts, messageID: messageID, fate: fate)
        address = letter.email
    }

    init(key: MessageKey, attempts: Int, messageID: String?, fate: MessageFate) {
        self.key = key
        self.attempts = attempts
        self.messageID = messageID
        self.fate = fate
    }

    /// The host of the address in small letters; empty when it is not known.
    var domain: String {
        guard let address, let at = address.lastIndex(of: "@") else { return "" }
        return address[address.index(after: at)...].lowercased()
    }
}
