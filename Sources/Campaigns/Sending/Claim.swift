import Postgres

/// A message that this sender holds.
struct Claim: Sendable {
    var key: MessageKey
    /// How often it was tried before.
    var attempts: Int

    init(_ row: Row) throws {
        key = try MessageKey(row)
        attempts = try row.int("attempts")
    }
}

/// A message whose fate is known, or known to be unknowable.
struct SettledMessage: Sendable {
    var key: MessageKey
    var attempts: Int
    var messageID: String?
    var fate: MessageFate

    init(_ letter: Letter, _ messageID: String?, _ fate: MessageFate) {
        self.init(key: letter.key, attempts: letter.attempts, messageID: messageID, fate: fate)
    }

    init(key: MessageKey, attempts: Int, messageID: String?, fate: MessageFate) {
        self.key = key
        self.attempts = attempts
        self.messageID = messageID
        self.fate = fate
    }
}
