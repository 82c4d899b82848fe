import Testing

@testable import Feeds

struct RateValueTests {
    @Test(
        arguments: [
            ("7.10", "7.10"), ("0.00000000000000000001", "0.00000000000000000001"), ("1", "1"),
            ("0", "✗ a rate must be above zero"), ("0.00", "✗ a rate must be above zero"),
            ("-1", "✗ a rate must be above zero"), ("−1", "✗ a rate must be above zero"),
            ("one", "✗ not a number with \".\" as its decimal sign"),
        ])
    func `a rate is a number above zero, digit for digit`(text: String, expected: String) {
        #expect(written(text, by: RateValue(decimal: ".")) == expected)
    }
}
