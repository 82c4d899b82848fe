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
            await self.step(list.name, .export, of: &run) { _ in
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
            await self.step(programme.name, .tiers, of: &run) { runID in
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
        do {
            let outcomes = try await connections.data.atomically(atomicity) { data in
                try await SegmentEvaluation(
                    job: job, timezone: workspace.timezone, currency: workspace.currency
                ).evaluate(
                    segments, asOf: evaluation.asOf, at: evaluation.now, runID: runID,
                    baseline: evaluation.isBaseline, only: only, everybody: everybody,
                    figures: figures, data)
            }
            let seconds = (ContinuousClock.now - started).seconds / Double(asked.count)
            for name in asked { await report(outcomes[name], of: name, seconds, in: &run) }
        } catch {
            let problem = Problem.from(error)
            for name in asked {
                var report = StepReport(
                    name: name, figures: .none(.segment), outcome: Outcome(problem.kind),
                    problem: problem)
                if error is CancellationError { report.outcome = .cancelled }
                run.report.steps.append(report)
                progress.ended(report, of: run.job.name)
            }
        }
    }

    private func report(
        _ outcome: SegmentEvaluation.Outcome?, of name: String, _ seconds: Double,
        in run: inout JobRun
    ) async {
        var report = StepReport(name: name, figures: .none(.segment), seconds: seconds)
        switch outcome {
        case .evaluated(let figures): report.figures = .segment(figures)
        case .guarded(let problem):
            report.problem = problem
            report.outcome = Outcome(problem.kind)
        case .heldBack, nil: report.outcome = .cancelled
        }
        run.report.steps.append(report)
        await note(report, of: run)
        progress.ended(report, of: run.job.name)
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
            await step(feed.name, .feed, of: &run) { runID in
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

    /// Runs one step: times it, turns whatever it throws into its outcome, and records it. Before it
    /// is a safe edge, at which a run that was asked to stop, or lost its lease, goes no further.
    private func step(
        _ name: String, _ kind: StepKind, of run: inout JobRun,
        _ body: (_ runID: Int) async throws -> StepReport.Figures
    ) async {
        run.heed()
        guard run.goesOn else { return cancel(name, kind, of: &run) }
        progress.began(name, of: run.job.name)
        var report = StepReport(name: name, figures: .none(kind))
        let started = ContinuousClock.now
        do {
            report.figures = try await body(run.report.runID)
        } catch {
            let problem = Problem.from(error)
            report.problem = problem
            report.outcome = error is CancellationError ? .cancelled : Outcome(problem.kind)
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

extension Duration {
    /// The duration in seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
