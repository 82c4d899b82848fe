package import Definitions
package import Foundation
package import Postgres
import Warehouse

/// One decision about every campaign that is due, by priority, then by name.
///
/// ```
/// for each campaign: trigger → audience → settled → times → eligible → place under caps
///                    → hold out → share out stock → bind vouchers → write → displace
/// ```
/// Each verb is one statement over all candidates. What a campaign plans counts against the caps of
/// the campaigns after it, and takes the place of unsent mail of lower priority. Runs inside the
/// caller's transaction, which is rolled back to look ahead.
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
        try await begin(on: connection)
        let horizon = horizon(of: due)
        let entries = entries(due)
        var figures: [CampaignFigures] = []
        for (index, entry) in entries.enumerated() {
            let turn = Turn(
                due: entry.due, horizon: horizon, isForeseen: entry.isForeseen,
                isLast: index == entries.count - 1)
            if let decided = try await decide(turn, on: connection) { figures.append(decided) }
        }
        return figures
    }

    /// A campaign's turn in the pass.
    struct Turn {
        let due: DueCampaign
        /// Before when nothing falls into a window of any cap: what one gathers serves all.
        let horizon: Date
        /// Whether another pass decides: it only keeps its places.
        let isForeseen: Bool
        /// Whether no other campaign needs to know what this one plans.
        let isLast: Bool
    }

    func begin(on connection: Connection) async throws {
        for statement: Statement in [
            .planningLock, .loadSettings, .namedTable, .candidateTable, .bookedTable,
            .gatheredTable,
        ] {
            try await connection.execute(statement)
        }
    }

    private func entries(_ due: [DueCampaign]) -> [(due: DueCampaign, isForeseen: Bool)] {
        (due.map { ($0, false) } + foreseen(beside: due).map { ($0, true) })
            .filter { isInSeason($0.0.campaign) }
            .sorted { Self.goesFirst($0.0, $1.0) }
    }

    private static func goesFirst(_ left: DueCampaign, _ right: DueCampaign) -> Bool {
        (-left.campaign.priority, left.campaign.name)
            < (-right.campaign.priority, right.campaign.name)
    }

    private func isInSeason(_ campaign: Campaign) -> Bool {
        let today = date.description
        return (campaign.from ?? today) <= today && today <= (campaign.until ?? today)
    }

    private func horizon(of due: [DueCampaign]) -> Date {
        workspace.capHorizon(before: (due.map(\.tick) + [now]).reduce(now, min))
    }

    /// The campaigns of dates that other passes decide: they keep their places in this one.
    private func foreseen(beside due: [DueCampaign]) -> [DueCampaign] {
        guard workspace.reserveDays > 0, let tick = due.map(\.tick).min(),
            let asOf = due.map(\.asOf).min()
        else { return [] }
        let decided = Set(due.map(\.campaign.name))
        return workspace.jobs.flatMap(\.campaigns).filter { campaign in
            campaign.trigger.isForeseeable && !decided.contains(campaign.name)
        }.map {
            // No run of this pass plans it; what its template needs shows when it is planned.
            DueCampaign(
                campaign: $0, runID: 0, tick: tick, asOf: asOf, nextTick: tick, requiredNames: [])
        }
    }

    /// The figures of a campaign; nil for one that is only foreseen.
    private func decide(_ turn: Turn, on connection: Connection) async throws -> CampaignFigures? {
        let due = turn.due
        var figures = CampaignFigures(campaign: due.campaign.name)
        try await connection.execute(.namedClear)
        try await name(turn, on: connection)
        try await keepAudience(of: due, on: connection)
        figures.decidedBefore = try await connection.execute(
            .namedSettled, [.text(due.campaign.name)]
        ).affected
        try await fill(due, on: connection)
        try await suppressIneligible(due, on: connection)
        figures.decidedBefore += try await expire(on: connection)
        try await place(turn, on: connection)
        guard !turn.isForeseen else { return nil }
        try await count(due.campaign, into: &figures, on: connection)
        try await write(due, on: connection)
        figures.displaced = try await displace(by: due.campaign, on: connection)
        return figures
    }
}

extension Trigger {
    /// Whether it is known days before whom it will name: what has a date.
    fileprivate var isForeseeable: Bool {
        switch self {
        case .birthday, .once: true
        case .confirm, .newProducts, .order, .restock, .segment, .tier: false
        }
    }
}
