package import Foundation
internal import Problems

/// A Maildir: what is new in it, and what nobody has marked as seen. What is through is marked so.
package actor Maildir: Mailbox {
    private let folder: URL
    /// The files to come, the oldest first; nil before they are listed.
    private var names: [String]?

    package init(folder: URL) {
        self.folder = folder
    }

    package func next(_ count: Int) throws -> [MailboxMessage] {
        var left = try names ?? list()
        var messages: [MailboxMessage] = []
        while messages.count < count, !left.isEmpty {
            let name = left.removeFirst()
            // Another reader may have moved or deleted it since.
            guard let bytes = try? beginning(of: name) else { continue }
            messages.append(MailboxMessage(name: name, bytes: bytes))
        }
        names = left
        return messages
    }

    package func settle(_ messages: [MailboxMessage]) throws {
        for message in messages {
            let name = message.name.split(separator: "/").last.map(String.init) ?? ""
            let parts = name.split(separator: ":2,", maxSplits: 1, omittingEmptySubsequences: false)
            let flags = Set(parts.count > 1 ? Array(parts[1]) : []).union(["S"])
            let seen = "cur/\(parts.first ?? ""):2,\(String(flags.sorted()))"
            // Gone meanwhile: somebody else has seen it.
            try? FileManager.default.moveItem(
                at: folder.appending(path: message.name), to: folder.appending(path: seen))
        }
    }

    package func close() { names = nil }

    private func beginning(of name: String) throws -> [UInt8] {
        let file = try FileHandle(forReadingFrom: folder.appending(path: name))
        defer {
            // What was read is read.
            try? file.close()
        }
        return Array(try file.read(upToCount: MailboxMessage.most) ?? Data())
    }

    private func list() throws -> [String] {
        var names: [String] = []
        for part in ["new", "cur"] {
            let path = folder.appending(path: part).path(percentEncoded: false)
            do {
                names += try FileManager.default.contentsOfDirectory(atPath: path)
                    .filter { !$0.hasPrefix(".") && (part == "new" || !Self.isSeen($0)) }
                    .map { "\(part)/\($0)" }
            } catch {
                throw Problem(
                    .infrastructure, "the Maildir of mail.bounces.from cannot be read",
                    hint: "It has the folders new and cur; may this user read them?")
            }
        }
        // Names begin with the second in which the message came.
        return names.sorted { $0.dropFirst(4) < $1.dropFirst(4) }
    }

    private static func isSeen(_ name: String) -> Bool {
        name.split(separator: ":2,", maxSplits: 1).dropFirst().first?.contains("S") ?? false
    }
}
