package import Transfer

/// A folder of an IMAP server.
package actor IMAPMailbox: Mailbox {
    private let folder: IMAPFolder
    private var numbers: [Int]?

    package init(_ folder: IMAPFolder) {
        self.folder = folder
    }

    package func next(_ count: Int) async throws -> [MailboxMessage] {
        var left: [Int]
        if let numbers { left = numbers } else { left = try await folder.unread() }
        var messages: [MailboxMessage] = []
        for number in left.prefix(count) {
            let bytes = try await folder.message(number, first: MailboxMessage.most)
            messages.append(MailboxMessage(name: "\(number)", bytes: bytes))
        }
        left.removeFirst(messages.count)
        numbers = left
        return messages
    }

    package func settle(_ messages: [MailboxMessage]) async throws {
        try await folder.settle(messages.compactMap { Int($0.name) })
    }

    package func close() async {
        numbers = nil
        await folder.close()
    }
}
