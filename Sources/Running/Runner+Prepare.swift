import Audiences
import Definitions
import Feeds
import Foundation
import Postgres
import Problems
import Warehouse

extension Runner {
    /// Extracts, transforms and exports: feeds, then tiers, then segments, then lists. A feed that
    /// fails leaves alone what does not need it, but nothing is derived from half of a night's data.
    func prepare(_ run: inout JobRun, atomicity: Atomicity) async throws {
        try await extract(&run, atomicity)
        try checkOpen()
        let evaluation = Evaluation(of: run, in: workspace, at: clock())
        await evaluateTiers(of: &run, evaluation, atomicity)
        try checkOpen()
        try await evaluateSegments(of: &run, evaluation, atomicity)
        try checkOpen()
        await writeExports(of: &run, evaluation, atomicity)
    }

    @inline(never)
    private func writeExports(
        of run: inout JobRun, _ evaluation: Evaluation, _ atomicity: Atomicity
    ) async {
        let date = run.report.date
        for list in run.job.exports {
            let step = StepName(kind: .export, name: list.name)
            guard run.includes(step) else { continue }
            guard run.canDo(step) else {
                cancel(list.name, .export, of: &run)
                continue
            }
            let tries = tries(
                of: list.name, "export \"\(list.name)\"", at: list.place, list.limits,
                using: list.source, in: run)
            await self.step(list.name, .export, of: &run, tries) { _ in
                .export(try await export(list, on: date, asOf: evaluation.asOf, atomicity))
            }
        }
    }

    // Not inlined: the optimiser of Swift 6.3 crashes on the three in one function.
    @inline(never)
    private func evaluateTiers(
        of run: inout JobRun, _ evaluation: Evaluation, _ atomicity: Atomicity
    ) async {
        for programme in run.job.programmes {
            let step = StepName(kind: .tiers, name: programme.name)
            guard run.includes(step) else { continue }
            guard run.canDo(step) else {
                cancel(programme.name, .tiers, of: &run)
                continue
            }
            let everybody = run.options.everybody
            let figures = run.figures
            let tries = tries(
                of: programme.name, "tier programme \"\(programme.name)\"", at: programme.place,
                programme.limits, in: run)
            await self.step(programme.name, .tiers, of: &run, tries) { runID in
                let figures = try await connections.data.atomically(atomicity) { data in
                    try await TierEvaluation(
                        timezone: workspace.timezone, currency: workspace.currency
                    ).follow(
                        programme, asOf: evaluation.asOf, at: evaluation.now, runID: runID,
                        baseline: evaluation.isBaseline, everybody: everybody,
                        figures: figures, data)
                }
                return .tiers(figures)
            }
        }
    }

    /// All segments of a job are computed together; each is reported as a step of its own.
    @inline(never)
    private func evaluateSegments(
        of run: inout JobRun, _ evaluation: Evaluation, _ atomicity: Atomicity
    ) async throws {
        run.heed()
        let segments = try SegmentEvaluation.order(of: run.job.segments)
        var asked: [String] = []
        for segment in segments {
            let step = StepName(kind: .segment, name: segment.name)
            guard run.includes(step) else { continue }
            // In their order: what uses one that cannot be done cannot be done either.
            if run.canDo(step) {
                asked.append(segment.name)
            } else {
                cancel(segment.name, .segment, of: &run)
            }
        }
        guard !asked.isEmpty else { return }
        for name in asked { progress.began(name, of: run.job.name) }
        let started = ContinuousClock.now
        let (job, runID) = (run.job.name, run.report.runID)
        let only = asked.count < segments.count ? Set(asked) : nil
        let everybody = run.options.everybody
        let figures = run.figures
        let names = asked
        let tries = tries("segments of job \"\(job)\"", of: [run]) { [progress] text in
            for name in names { progress.noted(text, in: name, of: job) }
        }
        let evaluated = await tries.run {
            try await connections.data.atomically(atomicity) { data in
                try await SegmentEvaluation(
                    job: job, timezone: workspace.timezone, currency: workspace.currency
                ).evaluate(
                    segments, asOf: evaluation.asOf, at: evaluation.now, runID: runID,
                    baseline: evaluation.isBaseline, only: only, everybody: everybody,
                    figures: figures, data)
            }
        }
        let seconds = (ContinuousClock.now - started).seconds / Double(asked.count)
        for name in asked {
            var report = StepReport(name: name, figures: .none(.segment), seconds: seconds)
            report.tries = evaluated.tries
            switch evaluated.result {
            case .success(let outcomes): report.take(outcomes[name])
            case .failure(let error): report.fail(with: error)
            }
            run.report.steps.append(report)
            if case .success = evaluated.result { await note(report, of: run) }
            progress.ended(report, of: job)
        }
    }

    /// Runs the feeds, and puts their files away when all have read them.
    @inline(never)
    private func extract(_ run: inout JobRun, _ atomicity: Atomicity) async throws {
        let (job, date) = (run.job, run.report.date)
        let files = try FeedFiles(
            workspace, job: job.name, feeds: job.feeds, logicalDate: date.description)
        for feed in job.feeds where run.includes(StepName(kind: .feed, name: feed.name)) {
            guard !isToEnd else { break }
            guard run.canDo(StepName(kind: .feed, name: feed.name)) else {
                cancel(feed.name, .feed, of: &run)
                continue
            }
            let tries = tries(
                of: feed.name, "feed \"\(feed.name)\"", at: feed.place, feed.limits,
                using: feed.source, in: run)
            await step(feed.name, .feed, of: &run, tries) { runID in
                .feed(try await load(feed, of: job, runID, date, atomicity, files))
            }
        }
        try await tellOfUnratedOrders(&run)
        for failure in await files.putAway(archiving: atomicity == .transaction) {
            for index in run.report.steps.indices
            where run.report.steps[index].name == failure.feed {
                let problem = Problem.from(failure.error)
                run.report.steps[index].problem = problem
                run.report.steps[index].outcome = Outcome(problem.kind)
            }
        }
    }

    /// As of when a run's tiers and segments are evaluated, and whether that sets a state only.
    private struct Evaluation {
        let asOf: Date
        let now: Date
        let isBaseline: Bool

        init(of run: JobRun, in workspace: Workspace, at now: Date) {
            asOf = run.asOf(in: workspace)
            self.now = now
            isBaseline = run.isBaseline
        }
    }

    private func load(
        _ feed: Feed, of job: Job, _ runID: Int, _ date: LocalDate, _ atomicity: Atomicity,
        _ files: FeedFiles
    ) async throws -> FeedFigures {
        let load = FeedLoad(
            feed, job: job.name, runID: runID, workspace: workspace, date: date, now: clock(),
            data: connections.data, record: connections.record, atomicity: atomicity,
            files: files)
        return try await load.run { progress.read($0, in: feed.name, of: job.name) }
    }

    /// Runs one step: times it, tries it within its limits, turns whatever it throws into its outcome, and records it. Before it
    /// is a safe edge, at which a run that was asked to stop, or lost its lease, goes no further.
    private func step(
        _ name: String, _ kind: StepKind, of run: inout JobRun, _ tries: StepTries,
        _ body: @escaping @Sendable (_ runID: Int) async throws -> StepReport.Figures
    ) async {
        run.heed()
        guard run.goesOn else { return cancel(name, kind, of: &run) }
        progress.began(name, of: run.job.name)
        var report = StepReport(name: name, figures: .none(kind))
        let started = ContinuousClock.now
        let runID = run.report.runID
        let done = await tries.run { try await body(runID) }
        report.tries = done.tries
        switch done.result {
        case .success(let figures): report.figures = figures
        case .failure(let error): report.fail(with: error)
        }
        report.seconds = (ContinuousClock.now - started).seconds
        run.report.steps.append(report)
        await note(report, of: run)
        progress.ended(report, of: run.job.name)
    }

    /// Records a step as soon as it is done, so that a run that is killed goes on behind it.
    func note(_ step: StepReport, of run: JobRun) async {
        guard let lease = run.lease else { return }
        do {
            try await RunRecord(connections.record).write(step, of: run, at: lease.epoch)
        } catch {
            // It is written again at the end of the run; a lost session is told there.
        }
    }

    func cancel(_ name: String, _ kind: StepKind, of run: inout JobRun) {
        let report = StepReport(name: name, figures: .none(kind), outcome: .cancelled)
        run.report.steps.append(report)
        progress.ended(report, of: run.job.name)
    }
}

extension StepReport {
    /// Takes what became of a segment.
    fileprivate mutating func take(_ outcome: SegmentEvaluation.Outcome?) {
        switch outcome {
        case .evaluated(let figures): self.figures = .segment(figures)
        case .guarded(let problem): fail(with: problem)
        case .heldBack, nil: self.outcome = .cancelled
        }
    }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
