/// A small generator of random numbers whose sequence depends on its seed alone.
///
/// xoshiro256** (Blackman and Vigna, 2018), its state filled by SplitMix64. The standard library's
/// `random(in:using:)` may change its algorithm with a release; what is drawn here may not, or the
/// same seed would no longer give the same shop, nor the benchmarks the same input.
package struct SeededRandom: Sendable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    /// A sequence of its own for each pair of seed and stream ("members", "night 3"), so that more
    /// draws in one place change nothing elsewhere.
    package init(seed: UInt64, stream: String) {
        var state = seed ^ Self.fingerprint(stream)
        s0 = Self.splitMix(&state)
        s1 = Self.splitMix(&state)
        s2 = Self.splitMix(&state)
        s3 = Self.splitMix(&state)
    }

    mutating func next() -> UInt64 {
        let result = Self.rotate(s1 &* 5, by: 7) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = Self.rotate(s3, by: 45)
        return result
    }

    /// A number from 0 to `bound` - 1; 0 when the bound is 1 or less.
    package mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
    }

    package mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True in so many of a thousand cases.
    package mutating func chance(perMille: Int) -> Bool { below(1_000) < perMille }

    /// A number from 0 to `bound` - 1 where low ones are far more frequent, as bestsellers are.
    package mutating func skewed(below bound: Int) -> Int {
        min(below(bound), below(bound), below(bound))
    }

    /// One of the elements, of which there must be at least one.
    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// An index of the weights, each as frequent as its weight.
    mutating func index(weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (index, weight) in weights.enumerated() {
            if rest < weight { return index }
            rest -= weight
        }
        return 0
    }

    private static func rotate(_ value: UInt64, by bits: UInt64) -> UInt64 {
        (value << bits) | (value >> (64 - bits))
    }

    private static func splitMix(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// FNV-1a, because `Hasher` differs from process to process.
    private static func fingerprint(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
}
