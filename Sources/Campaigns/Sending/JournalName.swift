/// What a journal calls a message: its key's digest, by which it is found again whatever was edited
/// in the workspace since, and the Message-ID that it leaves under.
struct JournalName: Sendable, CustomStringConvertible {
    let digest: MessageKey.Digest
    let messageID: String

    init(_ key: MessageKey, _ messageID: String) {
        digest = key.digest
        self.messageID = messageID
    }

    var description: String { "\(digest.text) \(messageID)" }
}
