import Definitions
import Problems

/// Which segments' entries are written after an evaluation, and what became of the others.
struct Decision {
    private(set) var written: [EvaluationPass.Movement] = []
    private(set) var outcomes: [String: SegmentEvaluation.Outcome] = [:]
    /// Segments whose entries do not follow what is kept.
    private(set) var heldBack: Set<String> = []

    /// - Parameters:
    ///   - standings: which segments are new or edited.
    ///   - baselines: those that set a state and trigger no campaign.
    ///   - only: the segments that were asked for; nil means all.
    init(
        _ movements: [EvaluationPass.Movement], _ layout: EvaluationLayout,
        standings: [String: DefinitionStanding], baselines: Set<String>, only: Set<String>?
    ) {
        let asked = movements.filter { only?.contains($0.segment.name) ?? true }
        for movement in asked where standings[movement.segment.name] == .known {
            guard let problem = movement.problem else { continue }
            outcomes[movement.segment.name] = .guarded(problem)
            heldBack.insert(movement.segment.name)
        }
        let users = layout.users(of: heldBack)
        heldBack.formUnion(users)
        for movement in movements {
            let name = movement.segment.name
            guard only?.contains(name) ?? true else {
                heldBack.insert(name)
                continue
            }
            if heldBack.contains(name) {
                outcomes[name] = outcomes[name] ?? .heldBack
            } else {
                written.append(movement)
                outcomes[name] = .evaluated(
                    SegmentFigures(
                        members: movement.after, entered: movement.entered, left: movement.left,
                        isBaseline: baselines.contains(name), standing: standings[name] ?? .known))
            }
        }
    }
}

extension EvaluationPass.Movement {
    /// Why the segment's guard stops it, if it does.
    fileprivate var problem: Problem? {
        guard let limit = segment.guardPercent, before > 0 else { return nil }
        let share = Double(entered + left) * 100 / Double(before)
        guard Double(entered + left) * 100 > limit * Double(before) else { return nil }
        return Problem(
            .guarded,
            "the segment \"\(segment.name)\" would change by \(share.tenths)%, more than the "
                + "\(limit.tenths)% of its guard: of \(before) members \(left) leave, and "
                + "\(entered) enter",
            at: segment.place,
            hint: "Raise the guard and see with tidings plan who would move; if that is right, let "
                + "one run do it.")
    }
}
