import Campaigns
import Definitions
package import Foundation
package import Postgres
import Problems

extension Runner {
    /// One pass over all campaigns of all jobs that came this far; whole or not at all.
    func plan(_ runs: inout [JobRun], atomicity: Atomicity) async throws {
        for index in runs.indices {
            runs[index].heed()
            for campaign in runs[index].job.campaigns {
                let step = StepName(kind: .campaign, name: campaign.name)
                guard runs[index].includes(step), !runs[index].canDo(step) else { continue }
                cancel(campaign.name, .campaign, of: &runs[index])
            }
        }
        // Jobs of other zones may have other dates: each date is a pass of its own.
        let dates = Set(runs.filter(\.goesOn).map(\.report.date)).sorted()
        for date in dates {
            let indices = runs.indices.filter {
                runs[$0].goesOn && runs[$0].report.date == date
            }
            let due = indices.flatMap { dueCampaigns(of: runs[$0]) }
            guard !due.isEmpty else { continue }
            due.forEach { progress.began($0.campaign.name, of: jobName(of: $0, in: runs)) }
            let started = ContinuousClock.now
            let pass = pass(date, startedAt: runs.map(\.report.startedAt).min())
            let names = due.map { (step: $0.campaign.name, job: jobName(of: $0, in: runs)) }
            let tries = tries("planning for \(date)", of: indices.map { runs[$0] }) {
                [progress] text in
                for name in names { progress.noted(text, in: name.step, of: name.job) }
            }
            let planned = await tries.run {
                try await connections.data.atomically(atomicity) { data in
                    try await pass.plan(due, on: data)
                }
            }
            let seconds = (ContinuousClock.now - started).seconds / Double(due.count)
            for index in indices { report(planned, seconds, in: &runs[index]) }
        }
        for index in runs.indices { runs[index].heed() }
    }

    private func pass(_ date: LocalDate, startedAt: Date?) -> PlanningPass {
        let now = clock()
        return PlanningPass(
            workspace: workspace, date: date, now: now, startedAt: startedAt ?? now)
    }

    private func dueCampaigns(of run: JobRun) -> [DueCampaign] {
        campaigns(of: run).map { campaign in
            let tick = run.tick(in: workspace)
            return DueCampaign(
                campaign: campaign, runID: run.report.runID, tick: tick,
                asOf: run.asOf(in: workspace),
                nextTick: run.job.nextTick(after: tick, in: workspace),
                requiredNames: requiredNames(of: campaign))
        }
    }

    /// What any of its mails needs: who lacks a value for one variant gets none, or the variants
    /// would be for different people.
    private func requiredNames(of campaign: Campaign) -> [String] {
        let variants = [nil] + campaign.variants.map { Optional($0.name) }
        let names = variants.flatMap { variant in
            templates[WorkspaceTemplates.key(campaign.name, variant: variant)]?.requiredNames ?? []
        }
        return Set(names).sorted()
    }

    /// The campaigns that a run can plan.
    private func campaigns(of run: JobRun) -> [Campaign] {
        run.job.campaigns.filter { campaign in
            let step = StepName(kind: .campaign, name: campaign.name)
            return run.includes(step) && run.canDo(step)
        }
    }

    private func jobName(of due: DueCampaign, in runs: [JobRun]) -> String {
        runs.first { run in run.job.campaigns.contains { $0.name == due.campaign.name } }?
            .job.name ?? ""
    }

    private func report(
        _ planned: (result: Swift.Result<[CampaignFigures], any Error>, tries: Int),
        _ seconds: Double, in run: inout JobRun
    ) {
        let figures: [CampaignFigures]
        switch planned.result {
        case .success(let found): figures = found
        case .failure(let error): return fail(error, tries: planned.tries, in: &run)
        }
        for campaign in run.job.campaigns {
            guard let figures = figures.first(where: { $0.campaign == campaign.name }) else {
                continue
            }
            var delivery = DeliveryFigures()
            delivery.waiting = figures.planned
            var report = StepReport(
                name: campaign.name, figures: .campaign(figures, delivery), seconds: seconds)
            report.tries = planned.tries
            if figures.isGuarded {
                report.problem = Self.guarded(campaign, figures)
                report.outcome = .failed
            }
            run.report.steps.append(report)
            progress.ended(report, of: run.job.name)
        }
    }

    private func fail(_ error: any Error, tries: Int, in run: inout JobRun) {
        for campaign in campaigns(of: run) {
            var report = StepReport(name: campaign.name, figures: .none(.campaign))
            report.tries = tries
            report.fail(with: error)
            run.report.steps.append(report)
            progress.ended(report, of: run.job.name)
        }
    }

    /// Sends what is due of these jobs' campaigns, and reads from the ledger what became of it.
    func send(_ runs: inout [JobRun]) async throws {
        guard runs.contains(where: { !$0.job.campaigns.isEmpty }) else { return }
        let campaigns = try await campaignsToSend(of: runs)
        var problem: Problem?
        var sent = SendFigures()
        let isAsked = runs.contains { $0.options.sends && $0.goesOn }
        if isAsked, !campaigns.isEmpty, let sender {
            do {
                let leases = runs.compactMap(\.lease)
                sent = try await sender.asking { leases.allSatisfy(\.mayHandOver) }
                    .send(campaigns: campaigns, on: connections.data)
            } catch {
                problem = Problem.from(error)
            }
        }
        for index in runs.indices {
            runs[index].heed()
            try await settle(&runs[index], sent, runs[index].isStopped ? nil : problem)
        }
        // What a killed sender left in hand may be of a campaign that is not among these.
        for (campaign, count) in sent.unknown.sorted(by: <) where !campaigns.contains(campaign) {
            runs[0].report.problem =
                runs[0].report.problem ?? SendFigures.unknown(count, of: campaign)
        }
    }

    /// The campaigns of these runs, but for those that are paused, whose job is in a blackout, or
    /// that need what failed.
    private func campaignsToSend(of runs: [JobRun]) async throws -> [String] {
        let held = try await HeldMail(workspace, at: clock()).campaigns(on: connections.record)
        return runs.flatMap { campaigns(of: $0) }.map(\.name).filter { !held.contains($0) }
    }

    private func settle(
        _ run: inout JobRun, _ sent: SendFigures, _ problem: Problem?
    ) async throws {
        for position in run.report.steps.indices {
            guard case .campaign(let plan, _) = run.report.steps[position].figures else {
                continue
            }
            let delivery = try await DeliveryFigures.read(
                runID: run.report.runID, campaign: plan.campaign, on: connections.data)
            run.report.steps[position].figures = .campaign(plan, delivery)
            if let problem = problem ?? Self.unsettled(plan, delivery, sent) {
                run.report.steps[position].problem = problem
                run.report.steps[position].outcome = Outcome(problem.kind)
            } else if run.isStopped, delivery.waiting > 0 {
                run.report.steps[position].outcome = .cancelled
            }
        }
    }

    /// A balance that does not close, or messages that need a person.
    private static func unsettled(
        _ plan: CampaignFigures, _ delivery: DeliveryFigures, _ sent: SendFigures
    ) -> Problem? {
        let suppressed = plan.suppressed.values.reduce(0, +)
        if plan.audience != plan.planned + suppressed || plan.planned != delivery.sum {
            return unbalanced(plan.campaign)
        }
        // A message that an earlier run planned may be the one that became unknown now.
        let count = max(delivery.unknown, sent.unknown[plan.campaign] ?? 0)
        return count > 0 ? SendFigures.unknown(count, of: plan.campaign) : nil
    }
}

extension Runner {
    private static func guarded(_ campaign: Campaign, _ figures: CampaignFigures) -> Problem {
        Problem(
            .guarded,
            "campaign \"\(campaign.name)\" would send \(figures.suppressed["guard"] ?? 0)"
                + " messages; at most \(campaign.guardAtMost ?? 0) were expected",
            at: campaign.place,
            hint: "Nothing was planned for it. Look at `tidings plan`, or change `guard:`.")
    }

    private static func unbalanced(_ campaign: String) -> Problem {
        Problem(
            .bug, "the messages of campaign \"\(campaign)\" do not balance",
            hint: "This is a fault of Tidings: please report it with this text.")
    }
}

extension RunReport {
    /// Shows for each campaign what left in a span of time and what waits, whichever run planned it.
    package mutating func showDay(
        from start: Date, until end: Date, on connection: Connection
    ) async throws {
        let rows = try await connection.execute(.campaignDay, [.instant(start), .instant(end)])
        for position in steps.indices {
            guard case .campaign(let plan, _) = steps[position].figures else { continue }
            var delivery = DeliveryFigures()
            if let row = try rows.first(where: { try $0.text("campaign") == plan.campaign }) {
                delivery.accepted = try row.int("sent")
                delivery.waiting = try row.int("waiting")
            }
            steps[position].figures = .campaign(plan, delivery)
        }
    }
}
