import Definitions
import Foundation
import Postgres

/// What waits to be told, or was.
struct Notices: Sendable {
    /// One for one recipient.
    struct Notice {
        enum Channel: String { case mail, webhook }
        var noticeID: Int
        var channel: Channel
        /// An address; empty of the webhook.
        var recipient: String
        var subject: String
        var body: String
        var html: String?
        var madeAt: Date
        /// This one included.
        var attempts: Int

        init(_ row: Row) throws {
            noticeID = try row.int("notice_id")
            channel = Channel(rawValue: try row.text("channel")) ?? .mail
            recipient = try row.text("recipient")
            subject = try row.text("subject")
            body = try row.text("body")
            html = try row.textOrNil("html")
            madeAt = try row.instant("made_at")
            attempts = try row.int("attempts")
        }
    }

    /// How long whoever takes a notice has to get rid of it, in seconds.
    private static let hold: TimeInterval = 600

    private let connection: Connection

    init(_ connection: Connection) {
        self.connection = connection
    }

    func add(_ letter: AlertLetter, at now: Date) async throws {
        let alerts = letter.workspace.alerts
        var entries = alerts.mail.map { (Notice.Channel.mail, $0, letter.text) }
        if alerts.webhook != nil { entries.append((.webhook, "", letter.json)) }
        try await add(
            entries, occasion: letter.occasion, subject: letter.subject, html: nil, at: now)
    }

    /// Queues a mail to some addresses, once for its occasion.
    func add(
        _ digest: Digest, to addresses: [String], occasion: String, at now: Date
    ) async throws {
        let text = digest.text
        try await add(
            addresses.map { (.mail, $0, text) }, occasion: occasion, subject: digest.subject,
            html: digest.html, at: now)
    }

    /// Whether people are told of an occasion, or were.
    func isMade(_ occasion: String) async throws -> Bool {
        try await !connection.execute(.noticeMade, [.text(occasion)]).isEmpty
    }

    private func add(
        _ entries: [(channel: Notice.Channel, recipient: String, body: String)], occasion: String,
        subject: String, html: String?, at now: Date
    ) async throws {
        try await connection.execute(
            .noticeAdd,
            [
                .textArray(entries.map(\.channel.rawValue)),
                .textArray(entries.map(\.recipient)), .text(occasion), .text(subject),
                .textArray(entries.map(\.body)), .text(html), .instant(now),
            ])
    }

    /// Takes what is due; who is killed with it leaves it to others.
    func claim(at now: Date) async throws -> [Notice] {
        try await connection.execute(
            .noticeClaim, [.instant(now), .instant(now.addingTimeInterval(Self.hold)), .int(10)]
        ).map { try Notice($0) }
    }

    /// Writes that a notice has left, is tried again, or is given up.
    func settle(_ notice: Notice, sentAt: Date?, next: Date?, problem: String?) async throws {
        try await connection.execute(
            .noticeSettle,
            [.int(notice.noticeID), .instant(sentAt), .instant(next), .text(problem)])
    }

    /// When the next one is due; nil if none waits.
    func next() async throws -> Date? {
        try await connection.execute(.noticeNext).first?.instantOrNil("next_at")
    }
}
