import Audiences
import Campaigns
package import Definitions
package import Foundation
import Postgres
import Problems
import Warehouse

/// What would happen: the reports that a run would give, the moves and the messages.
package struct PlanReport: Sendable {
    package var runs: [RunReport]
    /// As ``Listings/moves(of:)``.
    package var moves: [JSONValue]
    /// As ``Listings/messages(_:)``, planned and suppressed.
    package var messages: [JSONValue]

    /// The object of `plan --json`: that of a run, with who moves in it and why.
    package func json(of run: RunReport, in zone: TimeZone) -> JSONValue {
        let names = Set(run.steps.map(\.name))
        let moves = moves.filter { move in
            guard case .object(let members) = move,
                case .text(let name) = members.first(where: { $0.name == "name" })?.value
            else { return false }
            return names.contains(name)
        }
        return run.json(in: zone).merging(.object(["moves": .array(moves)]))
    }

    /// Whether a run now would change anything: a row, a membership, a tier, a message.
    package var hasChanges: Bool {
        !moves.isEmpty || !messages.isEmpty
            || runs.flatMap(\.steps).contains { step in
                switch step.figures {
                case .feed(let figures):
                    figures.inserted + figures.updated + figures.deleted > 0
                case .export(let figures): figures.isChange
                case .tiers, .segment, .campaign, .none: false
                }
            }
    }
}

extension Runner {
    /// Does what ``run(_:_:)`` does, in transactions that are rolled back: nothing changes, nothing
    /// is sent.
    package func plan(_ jobs: [Job], _ options: RunOptions = RunOptions()) async throws
        -> PlanReport
    {
        let ordered = try ordered(jobs, options)
        try await connections.record.begin()
        try await connections.data.begin()
        do {
            let report = try await lookAhead(ordered, options)
            await connections.data.rollback()
            await connections.record.rollback()
            return report
        } catch {
            await connections.data.rollback()
            await connections.record.rollback()
            throw error
        }
    }

    private func lookAhead(_ jobs: [Job], _ options: RunOptions) async throws -> PlanReport {
        let now = clock()
        var runs = jobs.map { job in
            let date = options.date ?? LocalDate(now, in: job.zone(in: workspace))
            return JobRun(
                job: job, options: options,
                report: RunReport(
                    runID: 0, job: job.name, date: date, attempt: 0, startedAt: now))
        }
        for index in runs.indices {
            try await prepare(&runs[index], atomicity: .savepoint)
        }
        try await plan(&runs, atomicity: .savepoint)
        let listings = Listings(connections.data, in: workspace.timezone)
        let messages = try await listings.messages(Listings.MessageFilter(runID: 0))
        let moves = try await listings.moves(of: 0)
        for index in runs.indices {
            try await showFates(in: &runs[index].report)
            runs[index].report.outcome =
                runs[index].report.steps.first { $0.outcome != .succeeded }?.outcome
                ?? .succeeded
            runs[index].report.finishedAt = clock()
        }
        return PlanReport(runs: runs.map(\.report), moves: moves, messages: messages)
    }

    /// What is planned waits, unless it is too late already.
    private func showFates(in report: inout RunReport) async throws {
        for position in report.steps.indices {
            guard case .campaign(let plan, _) = report.steps[position].figures else { continue }
            let delivery = try await DeliveryFigures.read(
                runID: report.runID, campaign: plan.campaign, on: connections.data)
            report.steps[position].figures = .campaign(plan, delivery)
        }
    }
}
