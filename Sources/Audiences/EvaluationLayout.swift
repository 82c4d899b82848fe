import Definitions

/// What an evaluation computes of every customer, in the order in which it is kept: the conditions of
/// all expressions, each once, then the segments; and what customers are ranked by.
struct EvaluationLayout: Sendable {
    /// The conditions that are not made of others, but for memberships of these segments.
    let conditions: [Condition]
    /// Each after those that it uses.
    let segments: [Segment]
    let rankings: [Metric]

    private let conditionPositions: [Condition: Int]
    private let segmentPositions: [String: Int]

    /// - Parameter segments: in the order of their use.
    init(_ segments: [Segment]) {
        self.segments = segments
        let names = Dictionary(
            segments.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var conditions: [Condition] = []
        var positions: [Condition: Int] = [:]
        var rankings: [Metric] = []
        for leaf in segments.flatMap(\.condition.leaves) where positions[leaf] == nil {
            if let name = leaf.memberOf, names[name] != nil { continue }
            positions[leaf] = conditions.count
            conditions.append(leaf)
            if let metric = leaf.rankedMetric, !rankings.contains(metric) {
                rankings.append(metric)
            }
        }
        self.conditions = conditions
        self.rankings = rankings
        var dependencies = Dependencies()
        for condition in conditions { dependencies.add(condition) }
        self.dependencies = dependencies
        conditionPositions = positions
        segmentPositions = names
    }

    /// Where truths hold a condition or a segment, from 1.
    func truth(of condition: Condition) -> Int? {
        if let position = conditionPositions[condition] { return position + 1 }
        return condition.memberOf.flatMap(truth)
    }

    func truth(of segment: String) -> Int? {
        segmentPositions[segment].map { conditions.count + $0 + 1 }
    }

    /// Where amounts hold what customers are ranked by, from 1.
    func amount(of metric: Metric) -> Int? { rankings.firstIndex(of: metric).map { $0 + 1 } }

    /// What the conditions of the segments depend on.
    let dependencies: Dependencies

    /// The positions of conditions that are computed for everyone each time, from 0.
    var ofEveryone: [Int] {
        let everyone = Set(dependencies.everyone)
        return conditions.indices.filter { everyone.contains(conditions[$0]) }
    }

    /// Whether orders in other currencies count.
    var hasRates: Bool { segments.contains { $0.expression.hasRates } }

    /// The positions of segments in steps: all of a step are computed from those of earlier ones.
    var steps: [[Int]] {
        var depths: [Int] = []
        for segment in segments {
            let used = segment.expression.usedSegments.compactMap { segmentPositions[$0] }
            depths.append(used.map { depths[$0] + 1 }.max() ?? 0)
        }
        return (0...(depths.max() ?? 0)).map { depth in
            depths.indices.filter { depths[$0] == depth }
        }
    }

    /// The segments that use one of these, directly or through others.
    func users(of names: Set<String>) -> Set<String> {
        var users: Set<String> = []
        for segment in segments
        where segment.expression.usedSegments.contains(where: {
            names.contains($0) || users.contains($0)
        }) {
            users.insert(segment.name)
        }
        return users
    }
}

extension Segment {
    /// Who is in it; of an amount, who has more than 0.
    var condition: Condition {
        switch expression.tree {
        case .condition(let condition): condition
        case .amount(let metric): .number(metric, .compare(.greater, 0))
        }
    }
}

extension Condition {
    /// The segment whose members are meant.
    var memberOf: String? {
        if case .inSegment(let name) = self { name } else { nil }
    }

    /// By what customers are ranked for it, where ranks are found by counts.
    var rankedMetric: Metric? {
        switch self {
        case .top(.percent, let metric), .top(.count, let metric), .fractile(_, let metric, _):
            metric
        case .top(.total, _), .all, .any, .not, .text, .number, .moment, .yearly, .answer, .list,
            .known, .unreadable, .inSegment, .past:
            nil
        }
    }
}
