package import Audiences
package import Campaigns
package import Problems
package import Warehouse

/// One feed, tier programme, segment, export or campaign of a run, as it is reported.
package struct StepReport: Sendable {
    /// What the step came to, by its kind.
    package enum Figures: Sendable {
        case feed(FeedFigures)
        case tiers(TierFigures)
        case segment(SegmentFigures)
        case export(ExportFigures)
        case campaign(CampaignFigures, DeliveryFigures)
        /// The step did not come to anything.
        case none(StepKind)
    }

    package var name: String
    package var figures: Figures
    package var outcome: Outcome
    package var seconds: Double
    package var problem: Problem?
    /// How often it was tried.
    package var tries = 1

    package init(
        name: String, figures: Figures, outcome: Outcome = .succeeded, seconds: Double = 0,
        problem: Problem? = nil
    ) {
        self.name = name
        self.figures = figures
        self.outcome = outcome
        self.seconds = seconds
        self.problem = problem
    }

    package var kind: StepKind {
        switch figures {
        case .feed: .feed
        case .tiers: .tiers
        case .segment: .segment
        case .export: .export
        case .campaign: .campaign
        case .none(let kind): kind
        }
    }

    package var json: JSONValue {
        JSONValue.object([
            "step": .text(name), "kind": .text(kind.rawValue),
            "outcome": .text(outcome.rawValue),
            "seconds": .double((seconds * 1_000).rounded() / 1_000),
        ])
        .merging(.tries(tries))
        .merging(figures.json)
        .merging(problem.map { .object(["problem": .text($0.summary)]) } ?? .object([]))
    }
}

extension StepReport {
    /// Notes what ended the step.
    mutating func fail(with error: any Error) {
        if error is StepStop {
            problem = JobRun.askedToStop
            outcome = .cancelled
        } else {
            let problem = Problem.from(error)
            self.problem = problem
            outcome = error is CancellationError ? .cancelled : Outcome(problem.kind)
        }
    }
}

extension JSONValue {
    /// `tries` of a step that was tried more than once.
    static func tries(_ tries: Int) -> JSONValue {
        .object(tries > 1 ? ["tries": .int(tries)] : [:])
    }
}

/// What a step is of.
package enum StepKind: String, Sendable {
    case feed, tiers, segment, export, campaign
}

extension StepReport.Figures {
    /// The figures alone, as the record keeps them.
    package var json: JSONValue {
        switch self {
        case .feed(let figures):
            .object([
                "read": .int(figures.read), "inserted": .int(figures.inserted),
                "updated": .int(figures.updated), "unchanged": .int(figures.unchanged),
                "duplicate": .int(figures.duplicate), "filtered": .int(figures.filtered),
                "rejected": .int(figures.rejected), "deleted": .int(figures.deleted),
                "same_file": .boolean(figures.sameFile),
                "first_load": .boolean(figures.isFirstLoad),
            ])
            .merging(
                figures.warnings.isEmpty
                    ? .object([])
                    : .object(["warnings": .array(figures.warnings.map { .text($0) })]))
        case .tiers(let figures):
            .object([
                "evaluated": .int(figures.evaluated), "up": .int(figures.up),
                "down": .int(figures.down), "baseline": .boolean(figures.isBaseline),
                "edited": .boolean(figures.standing == .edited),
            ])
        case .segment(let figures):
            .object([
                "members": .int(figures.members), "entered": .int(figures.entered),
                "left": .int(figures.left), "baseline": .boolean(figures.isBaseline),
                "edited": .boolean(figures.standing == .edited),
            ])
        case .export(let figures):
            .object([
                "rows": .int(figures.rows), "added": .int(figures.added),
                "changed": .int(figures.changed), "removed": .int(figures.removed),
                "unchanged": .int(figures.unchanged),
            ])
        case .campaign(let plan, let delivery):
            .object([
                "audience": .int(plan.audience), "planned": .int(plan.planned),
                "suppressed": .object(
                    plan.suppressed.sorted { $0.key < $1.key }
                        .map { JSONValue.Member(name: $0.key, value: .int($0.value)) }),
                "decided_before": .int(plan.decidedBefore),
                "deferred": .int(plan.deferred), "displaced": .int(plan.displaced),
                "accepted": .int(delivery.accepted), "refused": .int(delivery.refused),
                "retrying": .int(delivery.retrying), "waiting": .int(delivery.waiting),
                "expired": .int(delivery.expired), "unknown": .int(delivery.unknown),
                "cancelled": .int(delivery.cancelled),
                "suppressed_at_hand_off": .int(delivery.suppressedAtHandOff),
            ])
        case .none: .object([])
        }
    }
}
