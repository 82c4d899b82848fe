package import Definitions
package import Foundation
package import Mail
package import Postgres
import Problems
import Warehouse

/// Sends what is due: on one transport, one message after the other.
///
/// ```
/// recover → claim → judge once more → journal → deliver → journal → fold into the ledger
/// ```
/// A claim is committed before anything is tried, and the journal is written before and after each
/// delivery. So after a crash at any instant at most the one message that was in hand is unknown.
package struct Sender: Sendable {
    let workspace: Workspace
    let templates: [String: Template]
    let transport: any Transport
    /// Where senders keep their journals.
    let journals: URL
    let clock: @Sendable () -> Date

    /// How many messages are claimed at a time: few enough that a lost machine leaves few in doubt.
    static let batchSize = 200

    package init(
        workspace: Workspace, templates: [String: Template], transport: any Transport,
        journals: URL, clock: @escaping @Sendable () -> Date
    ) {
        self.workspace = workspace
        self.templates = templates
        self.transport = transport
        self.journals = journals
        self.clock = clock
    }

    /// Sends what is due of campaigns (nil: of all), until nothing is.
    ///
    /// - Throws: a problem when the mail server is out of reach, `CancellationError` when the task
    ///   is cancelled; what was not handed over stays planned.
    @discardableResult
    package func send(campaigns: [String]?, on connection: Connection) async throws -> SendFigures {
        try await Home(connection).require(now: clock())
        var figures = SendFigures()
        try await recover(into: &figures, on: connection)
        let journal = try SendJournal(in: journals)
        let composer = try Composer(workspace: workspace, templates: templates)
        do {
            while true {
                try Task.checkCancellation()
                let claimed = try await claim(campaigns, for: journal, on: connection)
                guard !claimed.isEmpty else { break }
                try await handOff(claimed, composer, journal, into: &figures, on: connection)
            }
        } catch {
            await transport.close()
            throw error
        }
        await transport.close()
        journal.remove()
        return figures
    }

    /// When the next message is due; nil when nothing waits.
    package static func nextDue(on connection: Connection) async throws -> Date? {
        try await connection.execute(.outboxNext).first?.instantOrNil("send_at")
    }

    private func claim(
        _ campaigns: [String]?, for journal: SendJournal, on connection: Connection
    ) async throws -> [Claim] {
        let now = clock()
        let only: Value = campaigns.map { .textArray($0) } ?? .null
        let buckets = try await connection.execute(.outboxDue, [.instant(now), only])
        var claimed: [Claim] = []
        for bucket in buckets where claimed.count < Self.batchSize {
            let rows = try await connection.executePrepared(
                .outboxClaim,
                [
                    .int(try bucket.int("bucket")), .text(journal.sender), .instant(now), only,
                    .int(Self.batchSize - claimed.count),
                ])
            claimed += try rows.map(Claim.init)
        }
        return claimed
    }

    private func handOff(
        _ claimed: [Claim], _ composer: Composer, _ journal: SendJournal,
        into figures: inout SendFigures, on connection: Connection
    ) async throws {
        let letters = try await HandOff(workspace: workspace, now: clock())
            .letters(for: claimed, on: connection)
        try await forget(claimed, without: letters, journal, on: connection)
        var settled: [SettledMessage] = []
        var stop: (any Error)?
        for letter in letters where stop == nil {
            switch try await deliver(letter, composer, journal) {
            case .settled(let message): settled.append(message)
            case .unreachable(let problem): stop = problem
            }
            // Between two messages is the edge at which an interrupted sender stops.
            if Task.isCancelled { stop = stop ?? CancellationError() }
        }
        try await fold(settled, journal, on: connection)
        figures.accepted += settled.count { $0.fate.state == "accepted" }
        figures.countUnknown(in: settled)
        if let stop {
            let untried = letters.dropFirst(settled.count).map(\.key)
            try await release(untried, journal, on: connection)
            throw stop
        }
    }

    /// What the ledger does not know (its customer was erased) has nothing to wait for.
    private func forget(
        _ claimed: [Claim], without letters: [Letter], _ journal: SendJournal,
        on connection: Connection
    ) async throws {
        let known = Set(letters.map(\.key))
        let unknown = claimed.map(\.key).filter { !known.contains($0) }
        guard !unknown.isEmpty else { return }
        try await connection.execute(.outboxDone, [.text(journal.sender)] + unknown.columns)
    }

    private enum Attempt {
        case settled(SettledMessage)
        case unreachable(Problem)
    }

    private func deliver(
        _ letter: Letter, _ composer: Composer, _ journal: SendJournal
    ) async throws -> Attempt {
        if let fate = letter.fate { return .settled(SettledMessage(letter, nil, fate)) }
        let message: MailMessage
        switch try composer.compose(letter) {
        case .message(let composed): message = composed
        case .fate(let fate): return .settled(SettledMessage(letter, nil, fate))
        }
        let id = message.messageID.text
        try journal.tries(id)
        let delivery = await transport.deliver(OutgoingMessage(message, key: id))
        guard let fate = MessageFate(delivery) else {
            guard case .unreachable(let problem) = delivery else { return .unreachable(Self.lost) }
            return .unreachable(problem)
        }
        try journal.ended(id, as: fate)
        return .settled(SettledMessage(letter, id, fate))
    }
}

extension Sender {
    /// Writes fates into the ledger and takes the messages out of the outbox, in one transaction.
    func fold(
        _ settled: [SettledMessage], _ journal: SendJournal, on connection: Connection
    ) async throws {
        try await fold(settled, sender: journal.sender, on: connection)
    }

    func fold(
        _ settled: [SettledMessage], sender: String, on connection: Connection
    ) async throws {
        guard !settled.isEmpty else { return }
        let now = clock()
        try await connection.transaction { connection in
            try await connection.execute(
                .messageFold,
                settled.map(\.key).columns + [
                    .textArray(settled.map(\.fate.state)),
                    .textArray(settled.map(\.fate.reason)),
                    .textArray(settled.map(\.fate.detail)),
                    .textArray(settled.map(\.messageID)), .instant(now),
                ])
            try await ChangeLog(connection).note(settled.map(\.key.customer), .message)
            let unread = settled.filter(\.fate.reachedNobody).map(\.key)
            if !unread.isEmpty { try await connection.execute(.voucherReturn, unread.columns) }
            let accepted = settled.filter { $0.fate.state == "accepted" }.map(\.key)
            let closed = try await connection.execute(
                .waitingClose, accepted.columns + [.instant(now)])
            try await ChangeLog(connection).note(
                closed.map { try $0.text("customer_id") }, .waiting)
            let retried = settled.filter { $0.fate.state == "retrying" }
            try await connection.execute(
                .outboxRelease,
                [.text(sender)] + retried.map(\.key).columns + [
                    .textArray(
                        retried.map { message in
                            let delay = MessageFate.retryDelay(after: message.attempts)
                            return now.addingTimeInterval(delay).ISO8601Format()
                        }), 1,
                ])
            let done = settled.filter { $0.fate.state != "retrying" }.map(\.key)
            try await connection.execute(.outboxDone, [.text(sender)] + done.columns)
        }
    }

    private func release(
        _ keys: [MessageKey], _ journal: SendJournal, on connection: Connection
    ) async throws {
        try await release(keys, sender: journal.sender, on: connection)
    }

    func release(
        _ keys: [MessageKey], sender: String, on connection: Connection
    ) async throws {
        try await connection.execute(
            .outboxRelease,
            [.text(sender)] + keys.columns + [.textArray(keys.map { _ in nil }), 0])
    }

    private static var lost: Problem {
        Problem(
            .infrastructure, "the mail server is out of reach",
            hint: "Nothing was lost: run `tidings send` when it is back.")
    }
}
