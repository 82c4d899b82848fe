package import Definitions
package import Foundation
package import Postgres

/// What other caps would have done to the mail of the last days.
///
/// Replays the ledger's decisions in the order in which they were made: each message that was
/// planned or capped is due when it was, and is placed by the statements that plan. Places that were
/// only foreseen then are not known any more. Writes nothing but temporary tables, which end with
/// the caller's transaction.
package struct CapBacktest: Sendable {
    let workspace: Workspace
    /// Since when decisions are replayed.
    let since: Date

    /// - Parameter workspace: with the caps and quiet hours to try.
    package init(workspace: Workspace, since: Date) {
        self.workspace = workspace
        self.since = since
    }

    /// What would have become of a campaign's mail.
    package struct Figures: Sendable, Equatable {
        package var campaign: String
        /// Mails that were planned or capped.
        package var candidates: Int
        /// How many of them were planned.
        package var mailed: Int
        package var wouldMail: Int
        /// Planned then, capped by these caps; and the other way round.
        package var lost: Int
        package var gained: Int
        /// Planned then and by these caps, for another time.
        package var later: Int
        package var earlier: Int
    }

    package func run(on connection: Connection) async throws -> [Figures] {
        let pass = PlanningPass(
            workspace: workspace, date: LocalDate(since, in: workspace.timezone), now: since,
            startedAt: since)
        try await pass.begin(on: connection)
        try await connection.execute(
            .backtestBooked, [.instant(since), .instant(workspace.capHorizon(before: since))])
        var clock: Date?
        for row in try await connection.execute(.backtestTurns, [.instant(since)]) {
            let decidedAt = try row.instant("planned_at")
            if decidedAt != clock {
                try await connection.execute(.backtestTime, [.instant(decidedAt)])
                clock = decidedAt
            }
            try await pass.replay(
                try row.text("campaign"), priority: try row.int("priority"), at: decidedAt,
                on: connection)
        }
        return try await connection.execute(.backtestFigures, [.instant(since)]).map(Figures.init)
    }
}

extension CapBacktest.Figures {
    fileprivate init(_ row: Row) throws {
        campaign = try row.text("campaign")
        candidates = try row.int("candidates")
        mailed = try row.int("mailed")
        wouldMail = try row.int("would_mail")
        lost = try row.int("lost")
        gained = try row.int("gained")
        later = try row.int("later")
        earlier = try row.int("earlier")
    }
}

extension PlanningPass {
    /// Places a campaign's decisions of one instant anew.
    fileprivate func replay(
        _ campaign: String, priority: Int, at decidedAt: Date, on connection: Connection
    ) async throws {
        try await connection.execute(.namedClear)
        try await connection.execute(
            .backtestNamed, [.instant(decidedAt), .text(campaign), .int(priority)])
        try await connection.execute(
            .candidateFill,
            [
                .text(workspace.timezone.identifier), .date(date.description),
                .instant(decidedAt), .null, .boolean(true), .int(0), .instant(decidedAt),
                .int(workspace.quietHours?.from), .int(workspace.quietHours?.to), .int(priority),
            ])
        try await connection.execute(.candidateQuiet)
        let turns =
            try await connection.execute(.candidateTurns, [.boolean(false)])
            .first?.int("turns") ?? 0
        for number in 0..<turns {
            try await place(turn: number + 1, on: connection)
            try await connection.execute(.bookedTurn, [.int(number + 1)])
        }
        _ = try await moveDisplaced(
            by: campaign, priority: priority, at: decidedAt, on: connection)
    }
}
