import Definitions
import Foundation
import Postgres

/// How many customers have which amounts of a ranking, so that cut points are found without looking at
/// everybody: the bucket that holds one is known, and only its customers are read.
struct RankingCounts: Sendable {
    let metric: Metric
    /// Ascending. Bucket 0 lies below the first, bucket n begins at the n-th.
    var bounds: [Double]
    var counts: [Int]
    /// What is cut, in the order of the layout.
    let cuts: [Cut]
    /// Where each was cut the last time; empty before the first.
    var amounts: [Double]

    /// A place in the order of amounts, customers of equal amounts in the reverse order of their ids.
    enum Cut: Hashable, Sendable {
        /// The last of the highest.
        case top(TopShare)
        /// The first above so many of the classes.
        case above(Int, of: Fractile)
    }

    /// Where a cut falls.
    struct Place: Sendable {
        var amount: Double
        var customer: String

        /// Nobody is ranked.
        static let none = Place(amount: .infinity, customer: "")
    }

    /// The amounts of a bucket, the upper end left out, and how many are below them.
    struct Bucket: Sendable {
        var from: Double
        var below: Double
        var before: Int

        /// Whether it holds one amount, and so tells where a cut falls for which ids do not matter.
        func tells(_ cut: Cut) -> Bool {
            guard case .above = cut else { return false }
            return below == from.nextUp
        }
    }

    init(_ metric: Metric, in layout: EvaluationLayout) {
        self.metric = metric
        bounds = []
        counts = [0]
        amounts = []
        var cuts: [Cut] = []
        for condition in layout.conditions where condition.rankedMetric == metric {
            for cut in condition.cuts where !cuts.contains(cut) { cuts.append(cut) }
        }
        self.cuts = cuts
    }

    /// Begins buckets at these amounts; one that many have gets a bucket of its own. Nobody is
    /// counted yet.
    mutating func divide(at amounts: [(amount: Double, isCommon: Bool)]) {
        bounds = []
        for (amount, isCommon) in amounts {
            if bounds.last != amount { bounds.append(amount) }
            if isCommon { bounds.append(amount.nextUp) }
        }
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    /// How many are ranked.
    var total: Int { counts.reduce(0, +) }

    /// From the lowest, from 1; nil when nobody is ranked.
    func rank(of cut: Cut) -> Int? {
        guard total > 0 else { return nil }
        switch cut {
        case .top(let share): return total - share.count(of: total) + 1
        // Of n customers the quintile of one with m at or below it is 5 m / n, rounded up.
        case .above(let number, let fractile): return number * total / fractile.rawValue + 1
        }
    }

    /// The bucket that holds a rank.
    func bucket(holding rank: Int) -> Bucket {
        var before = 0
        for (index, count) in counts.enumerated() {
            if before + count >= rank {
                return Bucket(
                    from: index == 0 ? -.infinity : bounds[index - 1],
                    below: index < bounds.count ? bounds[index] : .infinity, before: before)
            }
            before += count
        }
        preconditionFailure("a rank lies within the total")
    }

    /// For each cut the amounts between where it was and where its bucket is, ends included; none
    /// where it is known to be where it was.
    var reach: [ClosedRange<Double>] {
        cuts.indices.compactMap { index in
            guard let rank = rank(of: cuts[index]) else { return nil }
            let bucket = bucket(holding: rank)
            let was = amounts.isEmpty ? bucket.from : amounts[index]
            if bucket.tells(cuts[index]) {
                return was == bucket.from ? nil : min(bucket.from, was)...max(bucket.from, was)
            }
            return min(bucket.from, was)...max(bucket.below, was)
        }
    }

    /// Whether too many lie below the first bound, as with days that go on.
    var isOutgrown: Bool { counts[0] > max(total / 20, Self.buckets) }

    /// Into so many parts amounts are divided, as evenly as they allow.
    static let buckets = 2_000
}

extension Condition {
    /// What is cut for it.
    fileprivate var cuts: [RankingCounts.Cut] {
        switch self {
        case .top(.total, _): []
        case .top(let share, _): [.top(share)]
        case .fractile(let fractile, _, let classes):
            Set(classes.flatMap { [$0 - 1, $0] }).sorted()
                .filter { 0 < $0 && $0 < fractile.rawValue }.map { .above($0, of: fractile) }
        case .all, .any, .not, .text, .number, .moment, .yearly, .answer, .list, .known,
            .unreadable, .inSegment, .past:
            []
        }
    }
}

extension TopShare {
    /// At least one of some, at most all.
    fileprivate func count(of total: Int) -> Int {
        switch self {
        case .count(let count): return min(count, total)
        case .percent(let percent), .total(let percent):
            var share = Number(total) * percent / 100
            var rounded = Number()
            NSDecimalRound(&rounded, &share, 0, .up)
            return min(max(NSDecimalNumber(decimal: rounded).intValue, 1), total)
        }
    }
}
