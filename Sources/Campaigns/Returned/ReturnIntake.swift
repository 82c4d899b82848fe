internal import Crypto
package import Definitions
package import Foundation
package import Mail
package import Postgres
import Problems
import Warehouse

/// Reads the mail that came back, once and only once, into events.
///
/// ```
/// mailbox → what it says → new here? → which message of ours? → event → marked as seen
/// ```
/// What a message says is kept in the transaction that remembers its fingerprint: a crash before it
/// reads the message again, one after it knows it. Hard bounces and complaints close the address,
/// for every campaign; soft ones are events of their own; answers of machines do nothing.
package struct ReturnIntake: Sendable {
    let workspace: Workspace
    let mailbox: any Mailbox
    let clock: @Sendable () -> Date

    private static let batch = 100

    package init(
        workspace: Workspace, mailbox: any Mailbox, clock: @escaping @Sendable () -> Date
    ) {
        self.workspace = workspace
        self.mailbox = mailbox
        self.clock = clock
    }

    package func read(on connection: Connection) async throws -> ReturnFigures {
        var figures = ReturnFigures()
        do {
            while true {
                try Task.checkCancellation()
                let messages = try await mailbox.next(Self.batch)
                guard !messages.isEmpty else { break }
                try await keep(messages, into: &figures, on: connection)
                try await mailbox.settle(messages)
            }
        } catch {
            await mailbox.close()
            throw error
        }
        await mailbox.close()
        return figures
    }

    private func keep(
        _ messages: [MailboxMessage], into figures: inout ReturnFigures, on connection: Connection
    ) async throws {
        let now = clock()
        let matcher = try ReturnMatcher(workspace)
        let batch = figures
        figures = try await connection.transaction { connection in
            var figures = batch
            figures.read += messages.count
            let new = try await unknown(messages, at: now, on: connection)
            figures.known += messages.count - new.count
            let mails = new.map { ReturnedMail($0.bytes) }
            let sent = try await sent(
                Set(mails.compactMap { matcher.messageID(of: $0) }), on: connection)
            var events: [ReturnEvent] = []
            for mail in mails {
                let message = matcher.messageID(of: mail).flatMap { sent[$0] }
                let event = message.flatMap { matcher.event(of: mail, about: $0, at: now) }
                figures.count(mail, isOurs: event != nil)
                if let event { events.append(event) }
            }
            try await write(events, on: connection)
            return figures
        }
    }

    /// Those that were not read before; from now on they were.
    private func unknown(
        _ messages: [MailboxMessage], at now: Date, on connection: Connection
    ) async throws -> [MailboxMessage] {
        let prints = messages.map { message in
            SHA256.hash(data: message.bytes).map { String(format: "%02x", $0) }.joined()
        }
        let rows = try await connection.execute(
            .returnedRemember, [.textArray(prints), .instant(now)])
        var new = Set(try rows.map { try $0.text("sha256") })
        return zip(prints, messages).filter { new.remove($0.0) != nil }.map(\.1)
    }

    private func sent(
        _ ids: Set<String>, on connection: Connection
    ) async throws -> [String: SentMessage] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await connection.execute(.returnedMessages, [.textArray(ids.sorted())])
        return Dictionary(
            try rows.map { (try $0.text("message_id"), try SentMessage($0)) },
            uniquingKeysWith: { first, _ in first })
    }

    private func write(_ events: [ReturnEvent], on connection: Connection) async throws {
        guard !events.isEmpty else { return }
        try await connection.execute(
            .returnedEvents,
            [
                .textArray(events.map(\.message.customer)), .textArray(events.map(\.kind)),
                .textArray(events.map { $0.at.ISO8601Format() }),
                .textArray(events.map(\.message.topic)),
                .textArray(events.map(\.message.campaign)), .textArray(events.map(\.address)),
                .textArray(events.map(\.detail)),
            ])
        try await ChangeLog(connection).note(events.map(\.message.customer), .event)
    }
}

extension ReturnFigures {
    fileprivate mutating func count(_ mail: ReturnedMail, isOurs: Bool) {
        switch mail.kind {
        case .hardBounce where isOurs: hardBounces += 1
        case .softBounce where isOurs: softBounces += 1
        case .complaint where isOurs: complaints += 1
        case .autoReply: autoReplies += 1
        default: others += 1
        }
    }
}
