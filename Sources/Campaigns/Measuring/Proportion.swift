import Foundation

/// How many of a number: buyers of mails.
package struct Proportion: Sendable, Equatable {
    package var count: Int
    package var of: Int

    package init(_ count: Int, of total: Int) {
        self.count = count
        of = total
    }

    /// 0…1; 0 of nothing.
    package var rate: Double { of == 0 ? 0 : Double(count) / Double(of) }

    /// The 95 % interval of the rate by Wilson's score: with z = 1.96,
    /// `(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)` (E. B. Wilson, JASA 22, 1927).
    package var interval: ClosedRange<Double> {
        guard of > 0 else { return 0...1 }
        let (n, z) = (Double(of), Interval.z)
        let centre = rate + z * z / (2 * n)
        let half = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
        let scale = 1 + z * z / n
        return max(0, (centre - half) / scale)...min(1, (centre + half) / scale)
    }

    /// By how much the rate is above another's, with its 95 % interval by Newcombe's hybrid score:
    /// `d − √((p₁−l₁)² + (u₂−p₂)²)` to `d + √((u₁−p₁)² + (p₂−l₂)²)`, l and u by Wilson
    /// (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10); nil when one is of nothing.
    package func difference(from other: Proportion) -> Interval? {
        guard of > 0, other.of > 0 else { return nil }
        let (own, others) = (interval, other.interval)
        let difference = rate - other.rate
        let down = hypot(rate - own.lowerBound, others.upperBound - other.rate)
        let up = hypot(own.upperBound - rate, other.rate - others.lowerBound)
        return Interval(value: difference, low: difference - down, high: difference + up)
    }
}

/// A difference with its 95 % confidence interval.
package struct Interval: Sendable, Equatable {
    package var value: Double
    package var low: Double
    package var high: Double

    package init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }

    /// Whether the interval leaves no difference out: chance alone may have made this one.
    package var mayBeChance: Bool { low <= 0 && high >= 0 }

    /// The quantile 0.975 of the normal distribution.
    static let z = 1.959_963_984_540_054
}
