import Foundation
import Postgres
import Warehouse

extension Sender {
    /// Writes fates into the ledger and takes the messages out of the outbox, in one transaction.
    ///
    /// Of what others have settled meanwhile, because the sender stood still, only what they had to
    /// give up as unknown is learned.
    func fold(
        _ all: [SettledMessage], _ sender: String, on connection: Connection
    ) async throws {
        guard !all.isEmpty else { return }
        let now = clock()
        try await connection.transaction { connection in
            let settled = try await current(all, sender, on: connection)
            guard !settled.isEmpty else { return }
            try await connection.executePrepared(
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
            try await RestockWaits(connection).close(
                settled.filter(\.fate.isAccepted).map(\.key), at: now)
            try await notePace(settled, sender, at: now, on: connection)
            try await suppress(settled.filter(\.fate.endsAddress), at: now, on: connection)
            try await retry(settled.filter(\.fate.isRetried), sender, at: now, on: connection)
        }
    }

    /// Takes out of the outbox what the sender still holds and will not try again, and tells of which
    /// messages it has the say.
    private func current(
        _ settled: [SettledMessage], _ sender: String, on connection: Connection
    ) async throws -> [SettledMessage] {
        var held: Set<MessageKey> = []
        for (statement, isRetried) in [(Statement.outboxDone, false), (.outboxKeep, true)] {
            let keys = settled.filter { $0.fate.isRetried == isRetried }.map(\.key)
            guard !keys.isEmpty else { continue }
            let rows = try await connection.executePrepared(
                statement, [.text(sender)] + keys.columns)
            held.formUnion(try rows.map(MessageKey.init))
        }
        let late = settled.filter {
            !held.contains($0.key) && ["accepted", "refused"].contains($0.fate.state)
        }
        guard !late.isEmpty else { return settled.filter { held.contains($0.key) } }
        let unknown = Set(
            try await connection.execute(.messageUnknown, late.map(\.key).columns)
                .map(MessageKey.init))
        return settled.filter { held.contains($0.key) }
            + late.filter { unknown.contains($0.key) }
    }

    /// What left, for the budgets that all senders share.
    private func notePace(
        _ settled: [SettledMessage], _ sender: String, at now: Date, on connection: Connection
    ) async throws {
        let left = settled.filter { ["accepted", "unknown"].contains($0.fate.state) }
        guard pace.hasBudgets, !left.isEmpty else { return }
        let counts = Dictionary(grouping: left, by: \.domain).mapValues(\.count)
            .sorted { $0.key < $1.key }
        try await connection.execute(
            .paceWrite,
            [
                .text(sender), .instant(MailPace.minute(of: now)),
                .textArray(counts.map(\.key)), .textArray(counts.map { String($0.value) }),
            ])
    }

    /// An address that the server says does not exist gets no mail any more, from any campaign.
    private func suppress(
        _ refused: [SettledMessage], at now: Date, on connection: Connection
    ) async throws {
        guard !refused.isEmpty else { return }
        try await connection.execute(
            .bounceRefused,
            refused.map(\.key).columns + [
                .textArray(refused.map(\.address)), .textArray(refused.map(\.fate.detail)),
                .instant(now),
            ])
        try await ChangeLog(connection).note(refused.map(\.key.customer), .event)
    }

    private func retry(
        _ retried: [SettledMessage], _ sender: String, at now: Date, on connection: Connection
    ) async throws {
        guard !retried.isEmpty else { return }
        let times = retried.map { message in
            now.addingTimeInterval(MessageFate.retryDelay(after: message.attempts))
                .ISO8601Format()
        }
        try await connection.execute(
            .outboxRelease,
            [.text(sender)] + retried.map(\.key).columns + [.textArray(times), 1])
    }

    /// Gives back what a domain's budget has no room for: later.
    func hold(
        _ keys: [MessageKey], _ sender: String, on connection: Connection
    ) async throws {
        guard !keys.isEmpty else { return }
        let time = clock().addingTimeInterval(SendFigures.holdSeconds).ISO8601Format()
        try await connection.execute(
            .outboxRelease,
            [.text(sender)] + keys.columns + [.textArray(keys.map { _ in time }), 0])
    }

    /// Gives back what must wait, each until its time.
    func putOff(
        _ letters: [Letter], _ sender: String, on connection: Connection
    ) async throws {
        guard !letters.isEmpty else { return }
        let keys = letters.map(\.key).columns
        let times = Value.textArray(letters.map { $0.waitsUntil?.ISO8601Format() })
        try await connection.transaction { connection in
            try await connection.execute(.messagePutOff, keys + [times])
            try await connection.execute(.outboxRelease, [.text(sender)] + keys + [times, 0])
        }
    }

    /// Gives back what was not tried.
    func release(
        _ keys: [MessageKey], _ sender: String, on connection: Connection
    ) async throws {
        guard !keys.isEmpty else { return }
        try await connection.execute(
            .outboxRelease,
            [.text(sender)] + keys.columns + [.textArray(keys.map { _ in nil }), 0])
    }
}
