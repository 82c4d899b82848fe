package import Foundation
internal import Problems

/// An mbox file (RFC 4155): messages one after the other, each after a line that begins with `From `.
/// Nothing in it is changed; who reads it has to know what came before.
package actor MboxFile: Mailbox {
    private let file: URL
    private var data: Data?
    private var position = 0

    package init(file: URL) {
        self.file = file
    }

    package func next(_ count: Int) throws -> [MailboxMessage] {
        let data = try self.data ?? open()
        self.data = data
        var messages: [MailboxMessage] = []
        while messages.count < count, position < data.count {
            let start = position
            position = Self.end(of: start, in: data)
            let lineEnd = data[start..<position].firstIndex(of: 10).map { $0 + 1 } ?? position
            let beginning = data[lineEnd..<position].prefix(MailboxMessage.most)
            messages.append(
                MailboxMessage(name: "\(start)", bytes: Self.unquoted(beginning)))
        }
        return messages
    }

    package func settle(_ messages: [MailboxMessage]) {}

    package func close() {
        data = nil
        position = 0
    }

    private func open() throws(Problem) -> Data {
        do {
            return try Data(contentsOf: file, options: .mappedIfSafe)
        } catch {
            throw Problem(
                .infrastructure, "the mbox file of mail.bounces.from cannot be read",
                hint: "Is it there, and may this user read it?")
        }
    }

    private static let mark = Data("\nFrom ".utf8)

    /// Where the message that begins here ends: before the next line `From `.
    private static func end(of start: Int, in data: Data) -> Int {
        data.range(of: mark, in: min(start + 1, data.count)..<data.count).map { $0.lowerBound + 1 }
            ?? data.count
    }

    /// Lines of the text that begin with `From ` were quoted with `>`.
    private static func unquoted(_ message: Data) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(message.count)
        for line in message.split(separator: 10, omittingEmptySubsequences: false) {
            let bare = line.drop { $0 == UInt8(ascii: ">") }
            bytes +=
                bare.count < line.count && bare.starts(with: "From ".utf8) ? line.dropFirst() : line
            bytes.append(10)
        }
        bytes.removeLast()
        return bytes
    }
}
