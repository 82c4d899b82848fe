import Testing

@testable import Feeds

struct DecimalSignTests {
    /// Numbers of a column, the sign they agree on, and whether nobody can tell.
    static let columns: [(numbers: [String], sign: Character?, isAmbiguous: Bool)] = [
        (["1", "20", "-300"], nil, false),
        (["1.5", "2"], ".", false),
        (["1,5", "2"], ",", false),
        (["1.234"], nil, true),
        (["1,234", "12,345", "7"], nil, true),
        (["1,234", "1,50"], ",", false),
        (["1.234", "0.5"], ".", false),
        (["1.234,50"], ",", false),
        (["1,234.50"], ".", false),
        (["1.234.567"], ",", false),
        (["1,234,567"], ".", false),
        (["0,125"], ",", false),
        (["1234.567"], ".", false),
        (["€ 12,-", "9,99 EUR"], ",", false),
        (["USD 1.10"], ".", false),
        ([",5"], ",", false),
        (["1.5", "1,5"], nil, false),
        (["n/a", "-"], nil, false),
    ]

    @Test(arguments: columns)
    func `the whole column decides which sign stands before decimals`(
        numbers: [String], sign: Character?, isAmbiguous: Bool
    ) {
        let found = DecimalSign(numbers.map { Array($0.utf8) })
        #expect(found.sign == sign)
        #expect(found.isAmbiguous == isAmbiguous)
    }
}
