/// An audience expression that parsed and type-checked.
package struct CheckedExpression: Sendable, Equatable {
    /// What an expression may be: who is meant, or how much each customer has.
    package enum Tree: Sendable, Hashable {
        case condition(Condition)
        case amount(Metric)
    }

    /// As the marketer wrote it.
    package var text: String
    package var tree: Tree
    /// Whether a feed of the workspace brings rates, so that money in other currencies counts.
    package var hasRates: Bool

    package init(text: String, tree: Tree, hasRates: Bool = false) {
        self.text = text
        self.tree = tree
        self.hasRates = hasRates
    }

    /// The same for the same meaning: spaces, letter case of keywords, needless parentheses and
    /// the order of a list change nothing. It is readable, and parses to the same tree.
    package var fingerprint: String {
        switch tree {
        case .condition(let condition): condition.description
        case .amount(let metric): metric.description
        }
    }

    /// The segments that it reads, sorted: they are evaluated before it.
    package var usedSegments: [String] { Set(leaves.compactMap(\.segment)).sorted() }

    /// The tier programmes that it reads, sorted: they are evaluated before it.
    package var usedProgrammes: [String] { Set(leaves.flatMap(\.programmes)).sorted() }

    /// The metrics that it reads, each once.
    package var metrics: Set<Metric> {
        switch tree {
        case .condition(let condition): Set(condition.leaves.flatMap(\.metrics))
        case .amount(let metric): [metric]
        }
    }

    /// The conditions that are not made of others; an amount is one that is known.
    private var leaves: [Condition] {
        switch tree {
        case .condition(let condition): condition.leaves
        case .amount(let metric): [.known(.number(metric))]
        }
    }
}
