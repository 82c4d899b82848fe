/// Numbers of books (ISO 2108, thirteen digits).
enum ISBN {
    /// The number of a book by its running number, from 0.
    ///
    /// They begin with 979-5, which the International ISBN Agency has given to nobody: no generated
    /// book has the number of a real one.
    static func number(_ index: Int) -> String {
        // A stride that shares no factor with the space, so that neighbours do not look alike.
        let twelve = "9795" + ((index * 7_654_321 + 20_260_001) % 100_000_000).padded(8)
        return twelve + String(checkDigit(of: twelve))
    }

    /// The thirteenth digit: digits weigh 1, 3, 1, 3, … and the sum of all is a multiple of ten.
    static func checkDigit(of twelve: String) -> Int {
        let sum = twelve.utf8.enumerated().reduce(0) { sum, digit in
            sum + Int(digit.element - 48) * (digit.offset.isMultiple(of: 2) ? 1 : 3)
        }
        return (10 - sum % 10) % 10
    }
}
