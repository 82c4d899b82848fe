import Definitions
import Foundation
import Postgres

extension PlanningPass {
    /// Leaves every open candidate at its slot or gives it the first at which no cap is full, turn
    /// by turn.
    func place(_ turn: Turn, on connection: Connection) async throws {
        let campaign = turn.due.campaign
        try await connection.execute(.bookedGather, [.instant(turn.horizon), .instant(now)])
        try await connection.execute(.bookedAnalyze)
        let movable = try await connection.execute(.bookedMovable).first?.int("movable") ?? 0
        let needsBooking = !turn.isLast || movable > 0
        if !turn.isLast { try await connection.execute(.bookedGathered) }
        let turns = try await turns(of: campaign, on: connection)
        for number in 1...max(turns, 1) {
            try await place(turn: number, on: connection)
            try await holdOut(campaign, turn: number, on: connection)
            if case .restock(let restock) = campaign.trigger {
                try await allocate(restock, campaign, turn: number, on: connection)
            }
            if !turn.isForeseen { try await bindVouchers(turn.due, turn: number, on: connection) }
            if needsBooking || number < turns {
                try await connection.execute(.bookedTurn, [.int(number)])
            }
        }
    }

    func place(turn number: Int, on connection: Connection) async throws {
        guard !workspace.caps.isEmpty else { return }
        try await connection.execute(
            .candidatePlace,
            [
                .int(number), .json(workspace.caps.json), .int(workspace.quietHours?.from),
                .int(workspace.quietHours?.to),
            ])
    }

    /// How many candidates a customer can have, one in each turn.
    private func turns(of campaign: Campaign, on connection: Connection) async throws -> Int {
        let sharesOut: Bool
        switch campaign.trigger {
        case .restock: sharesOut = true
        case .order: sharesOut = false
        case .birthday, .confirm, .newProducts, .once, .segment, .tier: return 1
        }
        return try await connection.execute(.candidateTurns, [.boolean(sharesOut)])
            .first?.int("turns") ?? 0
    }

    private func allocate(
        _ restock: Trigger.Restock, _ campaign: Campaign, turn: Int, on connection: Connection
    ) async throws {
        let others = workspace.jobs.flatMap(\.campaigns).filter { campaign in
            if case .restock = campaign.trigger { true } else { false }
        }
        // An arrival that counts is no older than this, and its mail is younger than the arrival.
        let oldest = now.addingTimeInterval(-Double(campaign.expiresSeconds))
        try await connection.execute(
            .candidateAllocate,
            [
                .double(restock.factor), .int(turn),
                .textArray(Set(others.map(\.name) + [campaign.name]).sorted()), .instant(oldest),
            ])
    }

    func count(
        _ campaign: Campaign, into figures: inout CampaignFigures, on connection: Connection
    ) async throws {
        let sendable = try await tally(into: &figures, on: connection)
        guard let most = campaign.guardAtMost, sendable > most else { return }
        figures.isGuarded = true
        try await connection.execute(.candidateGuard)
        try await connection.execute(.voucherRelease)
        try await connection.execute(.bookedForget, [.text(campaign.name)])
        _ = try await tally(into: &figures, on: connection)
    }

    /// Counts decisions; returns how many of those who get mail can still be sent theirs.
    private func tally(
        into figures: inout CampaignFigures, on connection: Connection
    ) async throws -> Int {
        figures.audience = 0
        figures.planned = 0
        figures.deferred = 0
        figures.suppressed = [:]
        var sendable = 0
        for row in try await connection.execute(.candidateFigures) {
            let count = try row.int("count")
            figures.audience += count
            if let reason = try row.textOrNil("reason") {
                figures.suppressed[reason, default: 0] += count
            } else {
                figures.planned += count
                if try row.text("state") == "planned" { sendable += count }
                figures.deferred += try row.int("deferred")
            }
        }
        return sendable
    }
}
