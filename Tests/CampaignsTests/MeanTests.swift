import Testing

@testable import Campaigns

struct MeanTests {
    /// `scipy.stats.ttest_ind([0, 0, 0, 12.5, 30, 0, 99, 0], [0, 5, 0, 0, 10, 0], equal_var=False)`:
    /// 7.2725 degrees of freedom, and its confidence_interval(0.95).
    @Test func `a difference has the interval of scipy's Welch test`() throws {
        let mails = Mean(count: 8, value: 17.6875, variance: 1193.495_535_714_285_8)
        let holdout = Mean(count: 6, value: 2.5, variance: 17.5)
        let difference = try #require(mails.difference(from: holdout))
        #expect(abs(difference.value - 15.1875) < 1e-9)
        #expect(abs(difference.low - -13.755_426_102_582_565) < 1e-6)
        #expect(abs(difference.high - 44.130_426_102_582_56) < 1e-6)
    }

    @Test func `one value has no scatter to go by, and equal ones have none`() {
        let one = Mean(count: 1, value: 5, variance: 0)
        let two = Mean(count: 2, value: 5, variance: 0)
        #expect(one.difference(from: two) == nil)
        #expect(two.difference(from: two) == Interval(value: 0, low: 0, high: 0))
    }

    /// `scipy.stats.t.ppf(0.975, freedom)`.
    @Test(arguments: [
        (1.0, 12.706_204_736_174_694), (2, 4.302_652_729_749_462), (3.5, 2.940_088_637_982_728),
        (10, 2.228_138_851_986_274), (27.3, 2.050_776_009_386_825),
        (100, 1.983_971_518_523_552), (5000.5, 1.960_438_504_243_245),
    ])
    func `Student's quantile is scipy's`(freedom: Double, quantile: Double) {
        #expect(abs(StudentT(freedom: freedom).quantile975 - quantile) < 1e-9)
    }

    /// `scipy.special.betainc(a, b, x)`.
    @Test(arguments: [
        (0.3, 2.5, 0.5, 0.018_927_124_071_945_66), (0.9, 10, 0.5, 0.151_640_909_634_709_94),
        (0.01, 0.5, 0.5, 0.063_768_560_858_519_85), (0.999, 100, 3, 0.999_840_562_168_004_2),
    ])
    func `the incomplete beta function is scipy's`(x: Double, a: Double, b: Double, value: Double) {
        #expect(abs(StudentT.incompleteBeta(x, a, b) - value) < 1e-12)
        #expect(StudentT.incompleteBeta(0, a, b) == 0)
        #expect(StudentT.incompleteBeta(1, a, b) == 1)
    }
}
