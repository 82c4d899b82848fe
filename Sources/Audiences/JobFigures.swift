package import Definitions

/// All that the tiers and segments of a job ask of orders, so that orders are read once for all of
/// them.
package struct JobFigures: Sendable {
    let job: String
    let hasRates: Bool
    private let leaves: [Condition]
    private let metrics: [Metric]

    /// - Parameters:
    ///   - segments, programmes: all of the job, in its order.
    package init(job: String, segments: [Segment], programmes: [TierProgramme]) {
        self.job = job
        let expressions = programmes.map(\.metric) + segments.map(\.expression)
        hasRates = expressions.contains(where: \.hasRates)
        var leaves: [Condition] = []
        var metrics: [Metric] = []
        for expression in expressions {
            switch expression.tree {
            case .amount(let metric): metrics.append(metric)
            case .condition(let condition): leaves += condition.leaves
            }
        }
        self.leaves = leaves
        self.metrics = metrics + leaves.flatMap(\.metrics)
    }

    /// The passes over orders with a column for each figure.
    func passes(asOf: AsOf, money: Money, restriction: SQLName? = nil) -> OrderPasses {
        var query = ExpressionQuery(asOf: asOf, money: money, restriction: restriction)
        for metric in metrics { _ = query.sql(metric) }
        for leaf in leaves { _ = query.sql(leaf, isRequired: false) }
        return query.orders
    }

    /// Whose figures can have changed, and by which orders.
    var dependencies: Dependencies {
        var dependencies = Dependencies()
        for metric in metrics { dependencies.add(metric) }
        for leaf in leaves { dependencies.add(leaf) }
        return dependencies.ofOrders
    }
}
