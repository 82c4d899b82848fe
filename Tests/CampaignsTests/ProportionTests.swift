import Testing

@testable import Campaigns

struct ProportionTests {
    /// Newcombe 1998, table II, method 10, examples a, b, c and e; the last two by
    /// `scipy.stats.binomtest(x, n).proportion_ci(method="wilson")` and his formula.
    @Test(arguments: [
        (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062), (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775), (120, 4000, 30, 2000, 0.0070, 0.0223),
    ])
    func `differences have the intervals that were published`(
        x: Int, n: Int, y: Int, m: Int, low: Double, high: Double
    ) throws {
        let difference = try #require(Proportion(x, of: n).difference(from: Proportion(y, of: m)))
        #expect(abs(difference.low - low) < 0.00006)
        #expect(abs(difference.high - high) < 0.00006)
        #expect(abs(difference.value - (Double(x) / Double(n) - Double(y) / Double(m))) < 1e-12)
    }

    @Test func `a rate has the interval of scipy's binomtest`() {
        let interval = Proportion(120, of: 4000).interval
        #expect(abs(interval.lowerBound - 0.025_147_812_369_685_964) < 1e-12)
        #expect(abs(interval.upperBound - 0.035_754_064_322_633_436) < 1e-12)
        #expect(Proportion(0, of: 10).interval.lowerBound == 0)
        #expect(Proportion(10, of: 10).interval.upperBound > 1 - 1e-12)
    }

    @Test func `nothing is compared with nothing`() {
        #expect(Proportion(1, of: 2).difference(from: Proportion(0, of: 0)) == nil)
        #expect(Proportion(0, of: 0).rate == 0)
    }

    @Test(arguments: [(-0.1, 0.2, true), (0.1, 0.2, false), (-0.2, -0.1, false), (0, 0.2, true)])
    func `an interval around none may be chance`(low: Double, high: Double, mayBe: Bool) {
        #expect(Interval(value: (low + high) / 2, low: low, high: high).mayBeChance == mayBe)
    }
}
