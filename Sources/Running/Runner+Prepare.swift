import Audiences
import Definitions
import Foundation
import Postgres
import Problems
import Warehouse

extension Runner {
    /// Extracts and transforms: feeds, then tiers, then segments. A feed that fails leaves the other
    /// feeds alone, but nothing is derived from half of a night's data.
    func prepare(_ run: inout JobRun, atomicity: Atomicity) async throws {
        for feed in run.job.feeds where run.includes(feed.name) {
            await step(feed.name, .feed, of: &run) { runID in
                .feed(try await load(feed, of: run.job, runID, run.report.date, atomicity))
            }
        }
        for programme in run.job.programmes where run.includes(programme.name) {
            guard run.goesOn else { cancel(programme.name, .tiers, of: &run); continue }
            let context = derivation(of: run)
            await step(programme.name, .tiers, of: &run) { runID in
                .tiers(
                    try await connections.data.atomically(atomicity) { data in
                        try await TierEvaluation.evaluate(
                            programme, in: context, runID: runID, on: data)
                    })
            }
        }
        for segment in SegmentEvaluation.order(of: run.job.segments)
        where run.includes(segment.name) {
            guard run.goesOn else { cancel(segment.name, .segment, of: &run); continue }
            let context = derivation(of: run)
            await step(segment.name, .segment, of: &run) { runID in
                .segment(
                    try await connections.data.atomically(atomicity) { data in
                        try await SegmentEvaluation.evaluate(
                            segment, in: context, runID: runID, on: data)
                    })
            }
        }
    }

    private func load(
        _ feed: Feed, of job: Job, _ runID: Int, _ date: LogicalDate, _ atomicity: Atomicity
    ) async throws -> FeedFigures {
        let load = FeedLoad(
            feed, job: job.name, runID: runID, opener: opener(date), now: clock(),
            data: connections.data, record: connections.record, atomicity: atomicity)
        return try await load.run { progress.read($0, in: feed.name, of: job.name) }
    }

    private func derivation(of run: JobRun) -> EvaluationContext {
        EvaluationContext(
            timezone: workspace.timezone, currency: workspace.currency,
            asOf: run.job.tick(on: run.report.date, in: workspace), now: clock())
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
