/// A rate of exchange: a decimal number above zero, digit for digit as it is written.
final class RateValue: FieldValue {
    static let notPositive = "a rate must be above zero"

    private let number: NumberValue

    init(decimal: Character) { number = NumberValue(decimal: decimal) }

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        if let reason = number.write(text, to: rows) { return reason }
        return Self.isPositive(text) ? nil : Self.notPositive
    }

    /// Whether a number that could be read has a digit besides zeros, and no minus.
    private static func isPositive(_ text: Span<UInt8>) -> Bool {
        var hasDigit = false
        for index in text.indices {
            if text[index] == UInt8(ascii: "-") { return false }
            // U+2212, the minus of typesetters.
            if text[index] == 0x88, index > 0, text[index - 1] == 0xE2 { return false }
            if UInt8(ascii: "1")...UInt8(ascii: "9") ~= text[index] { hasDigit = true }
        }
        return hasDigit
    }
}
