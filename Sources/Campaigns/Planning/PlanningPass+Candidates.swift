import Audiences
import Definitions
import Foundation
import Postgres
import Warehouse

extension PlanningPass {
    /// Since when a campaign is known; a renamed one as long as under its old name.
    func since(of campaign: Campaign, on connection: Connection) async throws -> Date {
        var since = startedAt
        if let former = campaign.formerName {
            since = try await rename(former, to: campaign.name, on: connection) ?? since
        }
        return try await connection.execute(
            .campaignSince,
            [.text(campaign.name), .text("\(campaign.trigger)"), .instant(since)]
        ).first?.instant("since") ?? since
    }

    /// Moves what is known of a campaign to its new name, the first time that it is planned so.
    private func rename(
        _ former: String, to name: String, on connection: Connection
    ) async throws -> Date? {
        guard let row = try await connection.execute(.campaignRename, [.text(former)]).first
        else { return nil }
        for statement: Statement in [
            .messageRename, .messageProductRename, .outboxRename, .eventRename,
        ] {
            try await connection.execute(statement, [.text(former), .text(name)])
        }
        // Expressions count messages and events by campaign.
        for rows in [ChangeLog.Rows.message, .event] {
            try await ChangeLog(connection).noteEverybody(rows)
        }
        return try row.instant("since")
    }

    /// Whom the trigger names.
    func name(_ turn: Turn, on connection: Connection) async throws {
        let due = turn.due
        let since =
            turn.isForeseen ? startedAt : try await since(of: due.campaign, on: connection)
        let context = TriggerContext(
            campaign: due.campaign, workspace: workspace, date: date, tick: due.tick,
            nextTick: due.nextTick, now: now, campaignSince: since, isForeseen: turn.isForeseen)
        let question = due.campaign.trigger.candidates(in: context)
        try await connection.execute(question.statement, question.parameters)
        try await connection.execute(.namedAnalyze)
    }

    func keepAudience(of due: DueCampaign, on connection: Connection) async throws {
        guard let audience = due.campaign.audience else { return }
        let compiler = ExpressionCompiler(
            timezone: workspace.timezone, currency: workspace.currency, asOf: due.asOf)
        let members = compiler.members(of: audience, restrictedTo: "named")
        // The compiled text is typed pieces and parameters; it only stands inside this statement.
        // An anti-join stays linear however many there are; NOT IN does not.
        try await connection.execute(
            Statement(
                name: "audience of \(due.campaign.name)",
                sql: """
                    DELETE FROM pg_temp.named n
                    WHERE NOT EXISTS (
                        SELECT FROM (\(members.sql)) a WHERE a.customer_id = n.customer_id
                    )
                    """),
            members.parameters)
    }

    /// Makes candidates of them, with the times of their mail.
    func fill(_ due: DueCampaign, on connection: Connection) async throws {
        let campaign = due.campaign
        try await connection.execute(
            .candidateFill,
            [
                .text(workspace.timezone.identifier), .date(date.description),
                .instant(due.tick),
                .int(campaign.send.at), .boolean(campaign.send.inCustomerZone),
                .int(campaign.expiresSeconds), .instant(now), .int(workspace.quietHours?.from),
                .int(workspace.quietHours?.to), .int(campaign.priority),
            ])
        try await connection.execute(.candidateAnalyze)
    }

    func suppressIneligible(
        _ due: DueCampaign, on connection: Connection
    ) async throws {
        try await Eligibility(workspace: workspace).suppress(on: connection)
        try await connection.execute(.candidateDuplicateAddress)
        if !due.requiredNames.isEmpty {
            try await connection.execute(
                .candidateMissingValue,
                [
                    .textArray(due.requiredNames),
                    .json(JSONText.of(workspace.tierValues(due.requiredNames))),
                ])
        }
    }

    /// Sets aside what is over by now; returns how many of them were decided before.
    func expire(on connection: Connection) async throws -> Int {
        try await connection.execute(.candidateExpired, [.instant(now)])
        let before = try await connection.execute(.candidateSettled).affected
        try await connection.execute(.candidateQuiet)
        return before
    }
}
