import Definitions
import Testing

@testable import Demo

@Suite struct SeededRandomTests {
    @Test func `a seed's sequence never changes, or every shop would`() {
        var random = SeededRandom(seed: 1, stream: "test")
        #expect(random.next() == 7_467_441_154_655_959_576)
        #expect(random.next() == 17_719_415_030_264_503_586)
        #expect(random.next() == 7_079_212_929_631_292_320)
    }

    @Test func `another stream of the same seed is another sequence`() {
        var one = SeededRandom(seed: 1, stream: "members")
        var other = SeededRandom(seed: 1, stream: "orders")
        #expect(one.next() != other.next())
    }

    @Test func `numbers are below their bound and all of them come up`() {
        var random = SeededRandom(seed: 1, stream: "test")
        #expect(Set((0..<1_000).map { _ in random.below(7) }) == Set(0..<7))
        #expect(Set((0..<1_000).map { _ in random.number(in: 3...5) }) == [3, 4, 5])
        #expect(random.below(1) == 0)
        #expect(random.below(0) == 0)
    }

    @Test func `an index comes up as often as its weight says`() {
        var random = SeededRandom(seed: 1, stream: "test")
        var counts = [0, 0, 0]
        for _ in 0..<10_000 { counts[random.index(weights: [1, 0, 3])] += 1 }
        #expect((2_300...2_700).contains(counts[0]))
        #expect(counts[1] == 0)
    }

    @Test func `skewed numbers favour the low ones`() {
        var random = SeededRandom(seed: 1, stream: "test")
        let low = (0..<10_000).filter { _ in random.skewed(below: 100) < 20 }.count
        // 1 - 0.8 cubed.
        #expect((4_600...5_150).contains(low))
    }
}
