/// A decimal number with the decimal sign that the feed says, written plainly.
///
/// Thousands may be parted by the other sign, a blank, an apostrophe or a narrow blank, in groups
/// of exactly three, so that `12,50` is not taken for 1250. A currency's code or sign before or
/// after the number is let pass and left aside. Scientific notation is refused: it has lost digits.
final class NumberValue: FieldValue {
    static let notANumber = "not a number"

    private let decimal: UInt8
    private let otherSign: UInt8
    private let reason: String

    init(decimal: Character) {
        let isComma = decimal == ","
        self.decimal = UInt8(ascii: isComma ? "," : ".")
        otherSign = UInt8(ascii: isComma ? "." : ",")
        reason = "\(Self.notANumber) with \"\(decimal)\" as its decimal sign"
    }

    func write(_ text: Span<UInt8>, to copy: CopyText) -> String? {
        text.withUnsafeBufferPointer { write(ByteCursor($0), to: copy) } ? nil : reason
    }

    private func write(_ number: ByteCursor, to copy: CopyText) -> Bool {
        var cursor = number
        cursor.skipCurrency()
        let isNegative = cursor.takeSign()
        cursor.skipCurrency()
        if isNegative { copy.append(UInt8(ascii: "-")) }
        let digits = copy.count
        guard let whole = takeWhole(&cursor, to: copy) else { return false }
        var fraction = 0
        if cursor.peek() == decimal {
            cursor.advance()
            copy.append(UInt8(ascii: "."))
            while let digit = cursor.takeDigit() {
                copy.append(UInt8(ascii: "0") + UInt8(digit))
                fraction += 1
            }
            if fraction == 0 { copy.truncate(to: copy.count - 1) }
        }
        cursor.skipCurrency()
        return cursor.isAtEnd && whole + fraction > 0 && copy.count - digits <= 40
    }

    /// Writes the digits before the decimal sign, at least a zero, without leading zeros; how many
    /// were read, nil where the groups are wrong.
    private func takeWhole(_ cursor: inout ByteCursor, to copy: CopyText) -> Int? {
        var count = 0
        var written = 0
        var inGroup = 0
        var separator: Int?
        while true {
            if let digit = cursor.takeDigit() {
                count += 1
                inGroup += 1
                if written > 0 || digit > 0 {
                    copy.append(UInt8(ascii: "0") + UInt8(digit))
                    written += 1
                }
                continue
            }
            guard count > 0, let width = cursor.groupSeparator(otherSign),
                cursor.hasDigit(after: width)
            else { break }
            if separator == nil ? inGroup > 3 : inGroup != 3 { return nil }
            separator = width
            inGroup = 0
            cursor.advance(width)
        }
        if separator != nil, inGroup != 3 { return nil }
        if written == 0 { copy.append(UInt8(ascii: "0")) }
        return count
    }
}
