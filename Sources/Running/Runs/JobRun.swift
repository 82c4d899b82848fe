import Audiences
import Definitions
import Foundation
import Problems
import Warehouse

/// A job on its way through a command.
struct JobRun {
    let job: Job
    let options: RunOptions
    var report: RunReport
    /// nil when nothing is recorded: a plan, or a run that was refused.
    var lease: RunLease?
    /// What an earlier attempt, or this one before it was killed, has done already.
    var done: DoneSteps = DoneSteps()
    /// Whether somebody asked it to stop, or its lease is gone: no further step begins.
    var isStopped = false

    /// Whether the run may begin steps at all.
    var goesOn: Bool { report.problem == nil && !isStopped }

    /// Whether nothing went wrong.
    var hasSucceeded: Bool { goesOn && failed.isEmpty }

    /// Looks whether somebody asked it to stop, or another process may have taken it over.
    mutating func heed() {
        guard let lease, goesOn else { return }
        if lease.isAskedToStop {
            isStopped = true
            report.problem = Self.askedToStop
        } else if !lease.isHeld {
            report.problem = RunLease.takenOver
        }
    }

    static let askedToStop = Problem(
        .failed, "somebody asked the run to stop",
        hint: "`tidings retry` does what is left of it.")

    /// What the job's tiers and segments ask of orders.
    var figures: JobFigures {
        JobFigures(job: job.name, segments: job.segments, programmes: job.programmes)
    }

    /// Whether a step is to be done in this run.
    func includes(_ step: StepName) -> Bool {
        (options.only == nil || options.only == step.name) && !done.steps.contains(step)
            && !isHeldBack(step)
    }

    private func isHeldBack(_ step: StepName) -> Bool {
        switch step.kind {
        case .feed: options.tick?.holdsExtracts ?? false
        // A list of long ago is not what the shop should have now.
        case .campaign, .export: options.cause == .backfill && !options.sends
        case .tiers, .segment: false
        }
    }

    /// Whether a step can be done: the run goes on, and nothing failed that the step needs.
    func canDo(_ step: StepName) -> Bool {
        goesOn && StepNeeds(of: job).steps(neededBy: step).isDisjoint(with: failed)
    }

    /// The steps of this run that did not succeed.
    private var failed: Set<StepName> {
        Set(
            report.steps.filter { $0.outcome != .succeeded }
                .map { StepName(kind: $0.kind, name: $0.name) })
    }

    /// The instant at which the job is due, by which who is meant is decided.
    func tick(in workspace: Workspace) -> Date {
        options.tick?.at ?? job.tick(on: report.date, in: workspace)
    }

    /// As of when windows are counted.
    func asOf(in workspace: Workspace) -> Date {
        options.tick?.at ?? job.asOf(on: report.date, in: workspace)
    }

    /// Whether tiers and segments are set without triggering mail: what a feed brings for the first
    /// time moves people who did nothing, and a backfill that sends nothing tells nobody later.
    var isBaseline: Bool {
        if options.cause == .backfill, !options.sends { return true }
        return done.hasFirstLoad
            || report.steps.contains { step in
                if case .feed(let figures) = step.figures { figures.isFirstLoad } else { false }
            }
    }
}

/// A step by its kind and name: a feed and a segment may have the same name.
package struct StepName: Hashable, Sendable {
    package var kind: StepKind
    package var name: String

    package init(kind: StepKind, name: String) {
        self.kind = kind
        self.name = name
    }
}

/// What attempts before have done of a run.
struct DoneSteps: Sendable {
    var steps: Set<StepName> = []
    /// Whether they brought a feed's first load.
    var hasFirstLoad = false
}

extension Job {
    /// All steps in the order in which they run, which is that of the record.
    func steps() throws -> [StepName] {
        feeds.map { StepName(kind: .feed, name: $0.name) }
            + programmes.map { StepName(kind: .tiers, name: $0.name) }
            + (try SegmentEvaluation.order(of: segments))
            .map { StepName(kind: .segment, name: $0.name) }
            + exports.map { StepName(kind: .export, name: $0.name) }
            + campaigns.map { StepName(kind: .campaign, name: $0.name) }
    }
}
