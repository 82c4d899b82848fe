/// Some plans in order.
///
/// A cell of a feed is written in some ten nanoseconds: to count the references of its plan would
/// take as long. So the list keeps the plans alive, and walks them uncounted.
final class PlanList {
    private let plans: [FieldPlan]
    private let uncounted: UnsafeMutableBufferPointer<Unmanaged<FieldPlan>>

    init(_ plans: [FieldPlan]) {
        self.plans = plans
        uncounted = .allocate(capacity: plans.count)
        _ = uncounted.initialize(from: plans.map(Unmanaged.passUnretained))
    }

    deinit { uncounted.deallocate() }

    /// Walks the plans until one has not written its value: that one with what became of it; nil
    /// when all are written.
    @inline(__always)
    func firstUnwritten(
        _ write: (FieldPlan) -> FieldPlan.Outcome
    ) -> (plan: FieldPlan, outcome: FieldPlan.Outcome)? {
        for index in 0..<uncounted.count {
            let outcome = uncounted[index]._withUnsafeGuaranteedRef(write)
            if case .written = outcome { continue }
            return (plans[index], outcome)
        }
        return nil
    }
}
