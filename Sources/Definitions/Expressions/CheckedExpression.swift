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

    package init(text: String, tree: Tree) {
        self.text = text
        self.tree = tree
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
    package var usedSegments: [String] {
        guard case .condition(let condition) = tree else { return [] }
        return Set(condition.leaves.compactMap(\.segment)).sorted()
    }

    /// The tier programmes that it reads, sorted: they are evaluated before it.
    package var usedProgrammes: [String] {
        guard case .condition(let condition) = tree else { return [] }
        return Set(condition.leaves.compactMap(\.programme)).sorted()
    }
}
