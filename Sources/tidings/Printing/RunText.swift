import Audiences
import Campaigns
import Problems
import Running
import Warehouse

/// A run's report as marketers read it.
struct RunText {
    let report: RunReport

    var lines: [String] {
        [headline] + feeds + tiers + segments + exports + campaigns + problems
    }

    private var headline: String {
        let run = report.runID == 0 ? "" : " (run \(report.runID))"
        return "\(report.job) for \(report.date): \(report.outcome?.rawValue ?? "planned")\(run)"
    }

    private var feeds: [String] {
        var table = TextTable([.left] + Array(repeating: .right, count: 7) + [.left])
        table.add([
            "feed", "read", "new", "changed", "same", "twice", "left out", "rejected", "",
        ])
        let steps = report.steps.filter { $0.kind == .feed }
        for step in steps {
            guard case .feed(let figures) = step.figures else {
                table.add([step.name, "", "", "", "", "", "", "", note(step)])
                continue
            }
            table.add(
                [step.name]
                    + [
                        figures.read, figures.inserted, figures.updated, figures.unchanged,
                        figures.duplicate, figures.filtered, figures.rejected,
                    ].map(\.grouped) + [remark(figures)])
        }
        let warnings = steps.flatMap { step -> [String] in
            guard case .feed(let figures) = step.figures else { return [] }
            return figures.warnings.map { "warning: \(step.name): \($0)" }
        }
        return steps.isEmpty
            ? [] : [""] + table.lines() + (warnings.isEmpty ? [] : [""] + warnings)
    }

    private func remark(_ figures: FeedFigures) -> String {
        if figures.sameFile { return "the same file as before" }
        return figures.deleted > 0 ? "\(figures.deleted.grouped) removed" : ""
    }

    private var tiers: [String] {
        var table = TextTable([.left, .right, .right, .right, .left])
        table.add(["tiers", "looked at", "up", "down", ""])
        let steps = report.steps.filter { $0.kind == .tiers }
        for step in steps {
            guard case .tiers(let figures) = step.figures else {
                table.add([step.name, note(step)])
                continue
            }
            table.add([
                step.name, figures.evaluated.grouped, figures.up.grouped, figures.down.grouped,
                Self.remark(figures.standing, isBaseline: figures.isBaseline),
            ])
        }
        return steps.isEmpty ? [] : [""] + table.lines()
    }

    private var segments: [String] {
        var table = TextTable([.left, .right, .right, .right, .left])
        table.add(["segment", "members", "entered", "left", ""])
        let steps = report.steps.filter { $0.kind == .segment }
        for step in steps {
            guard case .segment(let figures) = step.figures else {
                table.add([step.name, note(step)])
                continue
            }
            table.add([
                step.name, figures.members.grouped, figures.entered.grouped,
                figures.left.grouped,
                Self.remark(figures.standing, isBaseline: figures.isBaseline),
            ])
        }
        return steps.isEmpty ? [] : [""] + table.lines()
    }

    /// Why a definition is looked at otherwise than each night.
    private static func remark(_ standing: DefinitionStanding, isBaseline: Bool) -> String {
        switch (standing, isBaseline) {
        case (.known, false), (.new, false): ""
        case (.known, true): "it triggers no mail"
        case (.new, true): "first evaluation: it triggers no mail"
        case (.edited, false): "edited: all customers are looked at once"
        case (.edited, true): "edited: all customers are looked at once, it triggers no mail"
        }
    }

    private var exports: [String] {
        var table = TextTable([.left, .right, .right, .right, .right, .right, .left])
        table.add(["export", "rows", "added", "changed", "removed", "same", ""])
        let steps = report.steps.filter { $0.kind == .export }
        for step in steps {
            guard case .export(let figures) = step.figures else {
                table.add([step.name, "", "", "", "", "", note(step)])
                continue
            }
            table.add(
                [step.name]
                    + [
                        figures.rows, figures.added, figures.changed, figures.removed,
                        figures.unchanged,
                    ].map(\.grouped))
        }
        return steps.isEmpty ? [] : [""] + table.lines()
    }

    private var campaigns: [String] {
        var table = TextTable([.left, .right, .right, .right, .right, .left])
        table.add(["campaign", "audience", "planned", "sent", "waiting", ""])
        let steps = report.steps.filter { $0.kind == .campaign }
        for step in steps {
            guard case .campaign(let plan, let delivery) = step.figures else {
                table.add([step.name, "", "", "", "", note(step)])
                continue
            }
            table.add([
                step.name, plan.audience.grouped, plan.planned.grouped,
                delivery.accepted.grouped, (delivery.waiting + delivery.retrying).grouped,
                Self.reasons(plan, delivery),
            ])
        }
        return steps.isEmpty ? [] : [""] + table.lines()
    }

    /// `no mail: 2 no-consent, 1 capped`.
    private static func reasons(_ plan: CampaignFigures, _ delivery: DeliveryFigures) -> String {
        var parts = plan.suppressed.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.value.grouped) \($0.key)" }
        let later = [
            (delivery.refused, "refused"), (delivery.expired, "expired"),
            (delivery.unknown, "unknown"),
            (delivery.suppressedAtHandOff, "suppressed at hand-off"),
        ]
        parts += later.filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
        let moved = [
            plan.deferred > 0 ? "\(plan.deferred.grouped) put off" : nil,
            plan.displaced > 0 ? "\(plan.displaced.grouped) of others moved" : nil,
        ].compactMap { $0 }
        let before = plan.decidedBefore
        let decided = before > 0 ? "\(before.grouped) decided before" : nil
        let reasons = parts.isEmpty ? nil : "no mail: " + parts.joined(separator: ", ")
        return (moved + [reasons, decided].compactMap { $0 }).joined(separator: "; ")
    }

    private func note(_ step: StepReport) -> String {
        step.outcome == .cancelled ? "not run" : step.outcome.rawValue
    }

    private var problems: [String] {
        let all = [report.problem] + report.steps.map(\.problem)
        var seen: Set<Problem> = []
        return all.compactMap { $0 }.filter { seen.insert($0).inserted }
            .flatMap { ["", $0.text] }
    }
}
