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
    let workspace: Workspace
    let date: LocalDate
    /// The wall clock; decides whether it is too late.
    let now: Date
    /// Since when things that happen are this pass's business, for campaigns that are new.
    let startedAt: Date

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
        let horizon = horizon(of: due)
        var figures: [CampaignFigures] = []
        for entry in (due.map { ($0, false) } + foreseen(beside: due).map { ($0, true) })
            .sorted(by: { Self.goesFirst($0.0, $1.0) })
        where isInSeason(entry.0.campaign) {
            if entry.1 {
                try await foresee(entry.0, horizon, on: connection)
            } else {
                figures.append(try await decide(entry.0, horizon, on: connection))
            }
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

    /// Before when nothing falls into a window of any cap: what one campaign gathers serves all.
    private func horizon(of due: [DueCampaign]) -> Date {
        let reach = workspace.caps.map(\.window.reachSeconds).max() ?? 0
        return (due.map(\.tick) + [now]).reduce(now, min).addingTimeInterval(-reach)
    }

    /// The birthday campaigns that other passes decide: they keep their places in this one.
    private func foreseen(beside due: [DueCampaign]) -> [DueCampaign] {
        guard workspace.reserveDays > 0, let tick = due.map(\.tick).min(),
            let asOf = due.map(\.asOf).min()
        else { return [] }
        let decided = Set(due.map(\.campaign.name))
        return workspace.jobs.flatMap(\.campaigns).filter { campaign in
            guard case .birthday = campaign.trigger else { return false }
            return !decided.contains(campaign.name)
        }.map {
            // No run of this pass plans it; what its template needs shows when it is planned.
            DueCampaign(
                campaign: $0, runID: 0, tick: tick, asOf: asOf, nextTick: tick, requiredNames: [])
        }
    }

    private func decide(
        _ due: DueCampaign, _ horizon: Date, on connection: Connection
    ) async throws -> CampaignFigures {
        var figures = CampaignFigures(campaign: due.campaign.name)
        try await connection.execute(.candidateClear)
        let since = try await since(of: due.campaign, on: connection)
        try await candidates(of: due, since: since, isForeseen: false, on: connection)
        try await keepAudience(of: due, on: connection)
        figures.decidedBefore = try await connection.execute(.candidateSettled).affected
        try await setTimes(of: due, on: connection)
        try await suppressIneligible(due, on: connection)
        figures.decidedBefore += try await expire(on: connection)
        try await place(due, horizon, on: connection)
        try await count(due.campaign, into: &figures, on: connection)
        try await write(due, on: connection)
        return figures
    }

    private func foresee(
        _ due: DueCampaign, _ horizon: Date, on connection: Connection
    ) async throws {
        try await connection.execute(.candidateClear)
        try await candidates(of: due, since: startedAt, isForeseen: true, on: connection)
        try await keepAudience(of: due, on: connection)
        try await connection.execute(.candidateSettled)
        try await setTimes(of: due, on: connection)
        try await suppressIneligible(due, on: connection)
        _ = try await expire(on: connection)
        try await place(due, horizon, on: connection)
    }
}
