import Audiences
import Definitions
import Feeds
import Foundation
import Postgres
import Problems
import Warehouse

extension Runner {
    /// Extracts, transforms and exports: feeds, then tiers, then segments, then lists. A feed that
    /// fails leaves the other feeds alone, but nothing is derived from half of a night's data.
    func prepare(_ run: inout JobRun, atomicity: Atomicity) async throws {
        try await extract(&run, atomicity)
        let evaluation = Evaluation(of: run, in: workspace, at: clock())
        await evaluateTiers(of: &run, evaluation, atomicity)
        try await evaluateSegments(of: &run, evaluation, atomicity)
        await writeExports(of: &run, evaluation, atomicity)
    }

    @inline(never)
    private func writeExports(
        of run: inout JobRun, _ evaluation: Evaluation, _ atomicity: Atomicity
    ) async {
        let date = run.report.date
        for list in run.job.exports where run.includes(list.name) {
            guard run.goesOn else {
                cancel(list.name, .export, of: &run)
                continue
            }
            await step(list.name, .export, of: &run) { _ in
                .export(try await export(list, on: date, asOf: evaluation.asOf, atomicity))
            }
        }
    }

    // Not inlined: the optimiser of Swift 6.3 crashes on the three in one function.
    @inline(never)
    private func evaluateTiers(
        of run: inout JobRun, _ evaluation: Evaluation, _ atomicity: Atomicity
    ) async {
        for programme in run.job.programmes where run.includes(programme.name) {
            guard run.goesOn else {
                cancel(programme.name, .tiers, of: &run)
                continue
            }
            let everybody = run.everybody
            await step(programme.name, .tiers, of: &run) { runID in
                let figures = try await connections.data.atomically(atomicity) { data in
                    try await TierEvaluation(
                        timezone: workspace.timezone, currency: workspace.currency
                    ).follow(
                        programme, asOf: evaluation.asOf, at: evaluation.now, runID: runID,
                        baseline: evaluation.isBaseline, everybody: everybody, data)
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
        let segments = try SegmentEvaluation.order(of: run.job.segments)
        let asked = segments.map(\.name).filter { run.includes($0) }
        guard !asked.isEmpty else { return }
        guard run.goesOn else {
            for name in asked { cancel(name, .segment, of: &run) }
            return
        }
        for name in asked { progress.began(name, of: run.job.name) }
        let started = ContinuousClock.now
        let (job, runID, only) = (run.job.name, run.report.runID, run.only)
        let everybody = run.everybody
        do {
            let outcomes = try await connections.data.atomically(atomicity) { data in
                try await SegmentEvaluation(
                    job: job, timezone: workspace.timezone, currency: workspace.currency
                ).evaluate(
                    segments, asOf: evaluation.asOf, at: evaluation.now, runID: runID,
                    baseline: evaluation.isBaseline, only: only.map { [$0] },
                    everybody: everybody, data)
            }
            let seconds = (ContinuousClock.now - started).seconds / Double(asked.count)
            for name in asked { report(outcomes[name], of: name, seconds, in: &run) }
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
    ) {
        var report = StepReport(name: name, figures: .none(.segment), seconds: seconds)
        switch outcome {
        case .evaluated(let figures): report.figures = .segment(figures)
        case .guarded(let problem):
            report.problem = problem
            report.outcome = Outcome(problem.kind)
        case .heldBack, nil: report.outcome = .cancelled
        }
        run.report.steps.append(report)
        progress.ended(report, of: run.job.name)
    }

    /// Runs the feeds, and puts their files away when all have read them.
    @inline(never)
    private func extract(_ run: inout JobRun, _ atomicity: Atomicity) async throws {
        let (job, date) = (run.job, run.report.date)
        let files = try FeedFiles(
            workspace, job: job.name, feeds: job.feeds, logicalDate: date.description)
        for feed in job.feeds where run.includes(feed.name) {
            await step(feed.name, .feed, of: &run) { runID in
                .feed(try await load(feed, of: job, runID, date, atomicity, files))
            }
        }
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
        /// A feed that came for the first time moves people who did nothing.
        let isBaseline: Bool

        init(of run: JobRun, in workspace: Workspace, at now: Date) {
            asOf = run.job.asOf(on: run.report.date, in: workspace)
            self.now = now
            isBaseline = run.report.steps.contains { step in
                if case .feed(let figures) = step.figures { figures.isFirstLoad } else { false }
            }
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

    /// Runs one step: times it, and turns whatever it throws into its outcome.
    private func step(
        _ name: String, _ kind: StepKind, of run: inout JobRun,
        _ body: (_ runID: Int) async throws -> StepReport.Figures
    ) async {
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
        progress.ended(report, of: run.job.name)
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
