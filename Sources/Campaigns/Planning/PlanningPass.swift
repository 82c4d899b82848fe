import Audiences
package import Definitions
package import Foundation
package import Postgres

/// One decision about every campaign that is due, by priority, then by name.
///
/// ```
/// for each campaign: trigger → audience → settled → time → eligible → place under caps → write
/// ```
/// Each verb is one statement over all candidates. What a campaign plans counts against the caps of
/// the campaigns after it. Runs inside the caller's transaction, which is rolled back to look ahead.
package struct PlanningPass: Sendable {
    private let workspace: Workspace
    private let date: LocalDate
    /// The wall clock; decides whether it is too late.
    private let now: Date
    /// Since when things that happen are this pass's business, for campaigns that are new.
    private let startedAt: Date

    package init(workspace: Workspace, date: LocalDate, now: Date, startedAt: Date) {
        self.workspace = workspace
        self.date = date
        self.now = now
        self.startedAt = startedAt
    }

    package func plan(
        _ due: [DueCampaign], on connection: Connection
    ) async throws -> [CampaignFigures] {
        try await connection.execute(.candidateTable)
        try await connection.execute(.bookedTable)
        try await connection.execute(.bookedIndex)
        try await connection.execute(.gatheredTable)
        var figures: [CampaignFigures] = []
        for due in due.sorted(by: Self.goesFirst) where isInSeason(due.campaign) {
            figures.append(try await decide(due, on: connection))
        }
        return figures
    }

    private static func goesFirst(_ left: DueCampaign, _ right: DueCampaign) -> Bool {
        (-left.campaign.priority, left.campaign.name)
            < (-right.campaign.priority, right.campaign.name)
    }

    private func isInSeason(_ campaign: Campaign) -> Bool {
        let today = date.description
        return (campaign.from ?? today) <= today && today <= (campaign.until ?? today)
    }

    private func decide(
        _ due: DueCampaign, on connection: Connection
    ) async throws -> CampaignFigures {
        var figures = CampaignFigures(campaign: due.campaign.name)
        try await connection.execute(.candidateClear)
        try await candidates(of: due, on: connection)
        try await keepAudience(of: due, on: connection)
        figures.decidedBefore = try await connection.execute(.candidateSettled).affected
        try await setTimes(of: due, on: connection)
        try await suppressIneligible(due, on: connection)
        try await place(due, on: connection)
        try await count(due.campaign, into: &figures, on: connection)
        try await write(due, on: connection)
        return figures
    }
}

extension PlanningPass {
    private func candidates(of due: DueCampaign, on connection: Connection) async throws {
        let campaign = due.campaign
        if let former = campaign.formerName {
            try await connection.execute(
                .campaignRename, [.text(former), .text(campaign.name)])
        }
        let since = try await connection.execute(
            .campaignSince,
            [.text(campaign.name), .text("\(campaign.trigger)"), .instant(startedAt)]
        ).first?.instant("since")
        let context = TriggerContext(
            campaign: campaign, workspace: workspace, date: date, tick: due.tick,
            nextTick: due.nextTick, now: now, campaignSince: since ?? startedAt)
        let question = campaign.trigger.candidates(in: context)
        try await connection.execute(question.statement, question.parameters)
    }

    private func keepAudience(of due: DueCampaign, on connection: Connection) async throws {
        guard let audience = due.campaign.audience else { return }
        let compiler = ExpressionCompiler(
            timezone: workspace.timezone, currency: workspace.currency, asOf: due.asOf)
        let members = compiler.members(of: audience, restrictedTo: "candidate")
        // The compiled text is typed pieces and parameters; it only stands inside this statement.
        try await connection.execute(
            Statement(
                name: "audience of \(due.campaign.name)",
                sql: """
                    DELETE FROM pg_temp.candidate
                    WHERE customer_id NOT IN (\(members.sql))
                    """),
            members.parameters)
    }

    private func setTimes(of due: DueCampaign, on connection: Connection) async throws {
        let campaign = due.campaign
        try await connection.execute(
            .candidateTime,
            [
                .text(workspace.timezone.identifier), .date(date.description),
                .instant(due.tick),
                .int(campaign.send.at), .boolean(campaign.send.inCustomerZone),
                .int(campaign.expiresSeconds),
            ])
    }

    private func suppressIneligible(
        _ due: DueCampaign, on connection: Connection
    ) async throws {
        try await connection.execute(.candidateEligible, [.json(workspace.topicsJSON)])
        try await connection.execute(.candidateDuplicateAddress)
        if !due.requiredNames.isEmpty {
            try await connection.execute(
                .candidateMissingValue, [.textArray(due.requiredNames)])
        }
        try await connection.execute(.candidateExpired, [.instant(now)])
    }

    /// Gives every open candidate the first slot at which no cap is full, turn by turn.
    private func place(_ due: DueCampaign, on connection: Connection) async throws {
        let campaign = due.campaign
        let caps = workspace.caps.filter { $0.topics?.contains(campaign.topic) ?? true }
        let reach = caps.map(\.window.reachSeconds).max() ?? 0
        let horizon = min(due.tick, now).addingTimeInterval(-reach)
        try await connection.execute(.bookedGather, [.instant(horizon)])
        try await connection.execute(.bookedGathered)
        try await connection.execute(.candidateTurns)
        let turns = try await connection.execute(.candidateLastTurn).first?.int("turns") ?? 0
        for turn in 0..<turns {
            try await connection.execute(
                .candidatePlace,
                [
                    .int(turn + 1), .instant(now), .json(caps.json),
                    .int(workspace.quietHours?.from), .int(workspace.quietHours?.to),
                ])
            if case .restock(let restock) = campaign.trigger {
                try await connection.execute(
                    .candidateAllocate, [.double(restock.factor), .int(turn + 1)])
            }
            try await connection.execute(.bookedTurn, [.int(turn + 1)])
        }
    }

    private func count(
        _ campaign: Campaign, into figures: inout CampaignFigures, on connection: Connection
    ) async throws {
        try await tally(into: &figures, on: connection)
        guard let most = campaign.guardAtMost, figures.planned > most else { return }
        figures.isGuarded = true
        try await connection.execute(.candidateGuard)
        try await tally(into: &figures, on: connection)
    }

    private func tally(
        into figures: inout CampaignFigures, on connection: Connection
    ) async throws {
        figures.audience = 0
        figures.planned = 0
        figures.suppressed = [:]
        for row in try await connection.execute(.candidateFigures) {
            let count = try row.int("count")
            figures.audience += count
            if let reason = try row.textOrNil("reason") {
                figures.suppressed[reason, default: 0] += count
            } else {
                figures.planned += count
            }
        }
    }

    private func write(_ due: DueCampaign, on connection: Connection) async throws {
        try await connection.execute(
            .messageWrite,
            [
                .int(due.runID), .date(date.description), .instant(now),
                .int(due.campaign.priority), .text(due.campaign.template),
            ])
        try await connection.execute(.messageProductWrite)
        try await connection.execute(
            .outboxWrite, [.int(due.runID), .int(due.campaign.priority)])
    }
}
