import Definitions
import Foundation
import Postgres

extension PlanningPass {
    /// Gives every open candidate the first slot at which no cap is full, turn by turn.
    func place(
        _ due: DueCampaign, _ horizon: Date, on connection: Connection
    ) async throws {
        let campaign = due.campaign
        let caps = workspace.caps.filter { $0.topics?.contains(campaign.topic) ?? true }
        try await connection.execute(.bookedGather, [.instant(horizon)])
        try await connection.execute(.bookedGathered)
        var sharesOut = false
        if case .restock = campaign.trigger { sharesOut = true }
        try await connection.execute(.candidateTurns, [.boolean(sharesOut)])
        let turns = try await connection.execute(.candidateLastTurn).first?.int("turns") ?? 0
        for turn in 0..<turns {
            try await connection.execute(
                .candidatePlace,
                [
                    .int(turn + 1), .instant(now), .json(caps.json),
                    .int(workspace.quietHours?.from), .int(workspace.quietHours?.to),
                ])
            if case .restock(let restock) = campaign.trigger {
                try await allocate(restock, campaign, turn: turn + 1, on: connection)
            }
            try await connection.execute(.bookedTurn, [.int(turn + 1)])
        }
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
        try await connection.execute(.bookedForget, [.text(campaign.name)])
        _ = try await tally(into: &figures, on: connection)
    }

    /// Counts decisions; returns how many of those who get mail can still be sent theirs.
    private func tally(
        into figures: inout CampaignFigures, on connection: Connection
    ) async throws -> Int {
        figures.audience = 0
        figures.planned = 0
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
            }
        }
        return sendable
    }

    func write(_ due: DueCampaign, on connection: Connection) async throws {
        try await connection.execute(
            .messageWrite,
            [
                .int(due.runID), .date(date.description), .instant(now),
                .int(due.campaign.priority), .text(due.campaign.template),
            ])
        try await connection.execute(.messageProductClear)
        try await connection.execute(.messageProductWrite)
        try await connection.execute(
            .outboxWrite, [.int(due.runID), .int(due.campaign.priority)])
    }
}
