/// A decimal number with the decimal sign that the feed says, exactly as many digits as it has.
///
/// Thousands may be parted by the other sign, a blank, an apostrophe or a narrow blank, in groups
/// of exactly three, so that `12,50` is not taken for 1250. A currency's code or sign before or
/// after the number is let pass and left aside. Scientific notation is refused: it has lost digits.
final class NumberValue: FieldValue {
    static let notANumber = "not a number"
    /// The most characters of a number as it is shown, its minus left aside.
    private static let limit = 40

    private let decimal: UInt8
    private let otherSign: UInt8
    private let reason: String

    init(decimal: Character) {
        let isComma = decimal == ","
        self.decimal = UInt8(ascii: isComma ? "," : ".")
        otherSign = UInt8(ascii: isComma ? "." : ",")
        reason = "\(Self.notANumber) with \"\(decimal)\" as its decimal sign"
    }

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        let isWritten = text.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.limit) { room in
                write(ByteCursor(bytes), digits: Digits(room), to: rows)
            }
        }
        return isWritten ? nil : reason
    }

    /// A number's digits, each from 0 to 9, without the zeros at its front.
    private struct Digits {
        private let room: UnsafeMutableBufferPointer<UInt8>
        private(set) var count = 0
        /// Whether there were more than there is room for.
        private(set) var isFull = false

        init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

        mutating func append(_ digit: Int) {
            guard count < room.count else {
                isFull = true
                return
            }
            room[count] = UInt8(truncatingIfNeeded: digit)
            count += 1
        }

        var all: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: room[..<count]) }
    }

    private func write(_ number: ByteCursor, digits room: Digits, to rows: BinaryRows) -> Bool {
        var cursor = number
        var digits = room
        var isNegative = false
        if !cursor.hasDigit(after: 0) {
            cursor.skipCurrency()
            isNegative = cursor.takeSign()
            cursor.skipCurrency()
        }
        guard let read = takeWhole(&cursor, to: &digits) else { return false }
        let whole = max(1, digits.count)
        var scale = 0
        if cursor.peek() == decimal {
            cursor.advance()
            while let digit = cursor.takeDigit() {
                digits.append(digit)
                scale += 1
            }
        }
        if !cursor.isAtEnd { cursor.skipCurrency() }
        guard cursor.isAtEnd, read + scale > 0, !digits.isFull,
            whole + (scale > 0 ? 1 + scale : 0) <= Self.limit
        else { return false }
        rows.append(numeric: digits.all, scale: scale, isNegative: isNegative)
        return true
    }

    /// Takes the digits before the decimal sign; how many were read, nil where the groups are
    /// wrong.
    private func takeWhole(_ cursor: inout ByteCursor, to digits: inout Digits) -> Int? {
        var count = 0
        var inGroup = 0
        var separator: Int?
        while true {
            if let digit = cursor.takeDigit() {
                count += 1
                inGroup += 1
                if digits.count > 0 || digit > 0 { digits.append(digit) }
                continue
            }
            guard count > 0, !cursor.isAtEnd, cursor.peek() != decimal,
                let width = cursor.groupSeparator(otherSign), cursor.hasDigit(after: width)
            else { break }
            if separator == nil ? inGroup > 3 : inGroup != 3 { return nil }
            separator = width
            inGroup = 0
            cursor.advance(width)
        }
        if separator != nil, inGroup != 3 { return nil }
        return count
    }
}
