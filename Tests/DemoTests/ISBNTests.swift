import Definitions
import Testing

@testable import Demo

@Suite struct ISBNTests {
    @Test(arguments: [
        ("978030640615", 7), ("978702000220", 7), ("978000723283", 3), ("979520260001", 1),
    ])
    func `the check digit makes the weighted sum a multiple of ten`(twelve: String, digit: Int) {
        #expect(ISBN.checkDigit(of: twelve) == digit)
    }

    @Test func `numbers are distinct and outside every registration group`() {
        let numbers = (0..<20_000).map(ISBN.number)
        #expect(Set(numbers).count == 20_000)
        #expect(numbers.allSatisfy { $0.count == 13 && $0.hasPrefix("9795") })
        #expect(numbers.first == "9795202600011")
    }
}
