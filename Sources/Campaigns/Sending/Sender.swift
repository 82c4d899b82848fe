package import Definitions
package import Foundation
package import Mail
package import Postgres
import Problems
import Warehouse

/// Sends what is due, as many at a time as the transport takes.
///
/// ```
/// recover → claim → judge once more → render → journal → deliver → journal → fold into the ledger
/// ```
/// A claim is committed before anything is tried, and the journal is written before and after each
/// delivery. So after a crash at any instant at most one message of each open connection is unknown.
/// A sender that stands still loses its lease, and others settle what it claimed: before each message
/// it asks whether it still holds.
/// While the messages of one claim are on their way, those of the last are folded and the next ones
/// claimed and judged.
package struct Sender: Sendable {
    let workspace: Workspace
    let templates: [String: Template]
    let transport: any Transport
    /// Where senders keep their journals.
    let journals: URL
    let clock: @Sendable () -> Date
    let pace: MailPace
    let lease: Duration
    private var mayHandOver: @Sendable () -> Bool

    /// How long a sender may stand still before others settle what it claimed.
    package static let leaseLength = Duration.seconds(15)

    /// - Parameters:
    ///   - paceClock: what waits where a rate says so. Defaults to the machine's clock.
    ///   - lease: how long it may stand still before others settle what it claimed.
    ///   - mayHandOver: whether messages may leave, besides that the sender still holds them. Asked
    ///     before each one, on the transport's thread: it must answer without waiting. Defaults to
    ///     yes.
    package init(
        workspace: Workspace, templates: [String: Template], transport: any Transport,
        journals: URL, clock: @escaping @Sendable () -> Date, paceClock: PaceClock = PaceClock(),
        lease: Duration = leaseLength,
        mayHandOver: @escaping @Sendable () -> Bool = { true }
    ) {
        self.workspace = workspace
        self.templates = templates
        self.transport = transport
        self.journals = journals
        self.clock = clock
        pace = MailPace(workspace.mail, zone: workspace.timezone, clock: paceClock)
        self.lease = lease
        self.mayHandOver = mayHandOver
    }

    /// The same sender, whose messages leave only as long as somebody says so.
    package func asking(_ mayHandOver: @escaping @Sendable () -> Bool) -> Sender {
        var sender = self
        sender.mayHandOver = mayHandOver
        return sender
    }

    /// Sends what is due of campaigns (nil: of all), until nothing is.
    ///
    /// - Throws: a problem when the mail server is out of reach, `CancellationError` when the task
    ///   is cancelled; what was not handed over stays planned, for any sender on any machine.
    @discardableResult
    package func send(campaigns: [String]?, on connection: Connection) async throws -> SendFigures {
        try await Home(connection).require(now: clock())
        var figures = SendFigures()
        try await recover(into: &figures, on: connection)
        let journal = try SendJournal(in: journals)
        let lease = try await SenderLease.take(journal.sender, length: lease, like: connection)
        do {
            try await send(campaigns, journal, lease.hold, into: &figures, on: connection)
        } catch {
            await transport.close()
            let isSettled = await giveBack(journal, into: &figures, on: connection)
            await lease.end(holdsNothing: isSettled)
            if isSettled { journal.remove() }
            throw error
        }
        await transport.close()
        await lease.end(holdsNothing: true)
        journal.remove()
        return figures
    }

    /// When the next message of campaigns (nil: of all) is due; nil when nothing waits.
    package static func nextDue(
        of campaigns: [String]? = nil, on connection: Connection
    ) async throws -> Date? {
        let only: Value = campaigns.map { .textArray($0) } ?? .null
        return try await connection.execute(.outboxNext, [only]).first?.instantOrNil("send_at")
    }

    private func send(
        _ campaigns: [String]?, _ journal: SendJournal, _ hold: Lease,
        into figures: inout SendFigures, on connection: Connection
    ) async throws {
        let composer = try Composer(workspace: workspace, templates: templates)
        let claims = OutboxClaims(
            for: journal.sender, of: campaigns, but: Pauses(workspace), on: connection)
        var batch = SendBatch(width: transport.width)
        var letters = try await letters(batch.size, claims, journal, hold, on: connection)
        var settled: [SettledMessage] = []
        let stopped = try await MailStop.last(on: connection)
        var isStopped = stopped.map { $0.endedAt == nil } ?? false
        var refusals = RefusalStreak(goingOn: isStopped ? stopped?.fault : nil)
        while !letters.isEmpty {
            try Task.checkCancellation()
            let round = SendRound(
                composer, journal, transport, pace, after: refusals, clock: clock,
                mayHandOver: { [mayHandOver] in hold.mayHandOver && mayHandOver() })
            let started = ContinuousClock.now
            let (last, size) = (settled, batch.size)
            async let following = foldAndClaim(last, size, claims, journal, hold, on: connection)
            let outcome = await round.send(letters)
            batch.took(.now - started, for: letters.count)
            letters = try await following
            settled = outcome.settled
            refusals = outcome.refusals
            figures.count(settled)
            if isStopped, outcome.stop == nil, settled.contains(where: \.fate.isAccepted) {
                try await MailStop.end(at: clock(), on: connection)
                isStopped = false
            }
            if outcome.stop != nil || journal.isLong { settled += refusals.letGo() }
            try await self.hold(outcome.held, journal.sender, on: connection)
            if outcome.stop != nil || letters.isEmpty || journal.isLong {
                try await fold(settled, journal.sender, on: connection)
                settled = []
            }
            if let stop = outcome.stop {
                let untried = outcome.untried + letters.map(\.key)
                try await release(untried, journal.sender, on: connection)
                try await MailStop.begin(refusals, at: clock(), on: connection)
                throw stop
            }
            if journal.isLong { try journal.clear() }
            if letters.isEmpty {
                letters = try await self.letters(batch.size, claims, journal, hold, on: connection)
            }
            if !outcome.held.isEmpty { figures.heldUntil = later }
        }
        try await fold(refusals.letGo(), journal.sender, on: connection)
        if try await hasNoRoom(for: campaigns, on: connection) {
            figures.heldUntil = later
            figures.isOutOfRoom = true
        }
    }

    private var later: Date { clock().addingTimeInterval(SendFigures.holdSeconds) }

    /// Whether a budget is used up, and something is due all the same.
    private func hasNoRoom(
        for campaigns: [String]?, on connection: Connection
    ) async throws -> Bool {
        guard pace.room(at: clock()) == 0 else { return false }
        return try await Self.nextDue(of: campaigns, on: connection).map { $0 <= clock() } ?? false
    }

    /// What the ledger has to do while messages are on their way, in one go: a connection is for one
    /// task at a time.
    private func foldAndClaim(
        _ settled: [SettledMessage], _ count: Int, _ claims: OutboxClaims, _ journal: SendJournal,
        _ hold: Lease, on connection: Connection
    ) async throws -> [Letter] {
        try await fold(settled, journal.sender, on: connection)
        guard !Task.isCancelled else { return [] }
        return try await letters(count, claims, journal, hold, on: connection)
    }

    /// Claims messages and judges them once more; none once the lease is gone. Those that must wait
    /// are given back.
    private func letters(
        _ count: Int, _ claims: OutboxClaims, _ journal: SendJournal, _ hold: Lease,
        on connection: Connection
    ) async throws -> [Letter] {
        while hold.isHeld {
            let now = clock()
            if pace.hasBudgets { try await learnPace(journal.sender, at: now, on: connection) }
            let claimed = try await claims.claim(min(count, pace.room(at: now)), at: now)
            guard !claimed.isEmpty else { break }
            let judged = try await HandOff(workspace: workspace, now: now)
                .letters(for: claimed, on: connection)
            try await forget(claimed, without: judged, journal.sender, on: connection)
            try await putOff(
                judged.filter { $0.waitsUntil != nil }, journal.sender, on: connection)
            let letters = judged.filter { $0.waitsUntil == nil }
            if !letters.isEmpty { return letters }
        }
        return []
    }

    /// What other senders handed over counts in the budgets that all share.
    private func learnPace(
        _ sender: String, at now: Date, on connection: Connection
    ) async throws {
        // A day and its longest clock change.
        let since = now.addingTimeInterval(-26 * 3600)
        try await connection.execute(.pacePrune, [.instant(since)])
        let rows = try await connection.execute(.paceRead, [.text(sender), .instant(since)])
        pace.know(
            try rows.map {
                MailPace.Left(
                    minute: try $0.instant("minute"), domain: try $0.text("domain"),
                    count: try $0.int("accepted"))
            })
    }

    /// What the ledger does not know (its customer was erased) has nothing to wait for.
    private func forget(
        _ claimed: [Claim], without letters: [Letter], _ sender: String,
        on connection: Connection
    ) async throws {
        let known = Set(letters.map(\.key))
        let unknown = claimed.map(\.key).filter { !known.contains($0) }
        guard !unknown.isEmpty else { return }
        try await connection.execute(.outboxDone, [.text(sender)] + unknown.columns)
    }
}
