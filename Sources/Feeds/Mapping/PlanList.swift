/// Some plans in order.
///
/// A cell of a feed is written in some ten nanoseconds: to count the references of its plan would
/// take as long. So the list keeps the plans alive, and walks them uncounted.
final class PlanList {
    private struct Step {
        var plan: Unmanaged<FieldPlan>
        /// The plan's cell; nil where it does not take just one as it is.
        var cell: Int?
    }

    private let plans: [FieldPlan]
    private let steps: UnsafeMutableBufferPointer<Step>

    init(_ plans: [FieldPlan]) {
        self.plans = plans
        steps = .allocate(capacity: plans.count)
        _ = steps.initialize(
            from: plans.map { Step(plan: Unmanaged.passUnretained($0), cell: $0.input.cell) })
    }

    var count: Int { plans.count }

    deinit { steps.deallocate() }

    /// Walks the plans until one has not written its value: that one with what became of it; nil
    /// when all are written.
    @inline(__always)
    func firstUnwritten(
        _ write: (FieldPlan, _ cell: Int?) -> FieldPlan.Outcome
    ) -> (plan: FieldPlan, outcome: FieldPlan.Outcome)? {
        for index in 0..<steps.count {
            let outcome = steps[index].plan._withUnsafeGuaranteedRef {
                write($0, steps[index].cell)
            }
            if case .written = outcome { continue }
            return (plans[index], outcome)
        }
        return nil
    }
}
