/// A whole number of up to 18 digits, in a range.
final class IntegerValue: FieldValue {
    private let range: ClosedRange<Int>
    private let isNarrow: Bool
    private let reason: String

    /// - Parameter range: Defaults to any number, which is written as a `bigint`; a number of a
    ///   range that an `integer` holds is written as one.
    init(in range: ClosedRange<Int>? = nil) {
        self.range = range ?? Int.min...Int.max
        isNarrow =
            range.map { Int(Int32.min) <= $0.lowerBound && $0.upperBound <= Int(Int32.max) }
            ?? false
        reason =
            range.map { "not a whole number from \($0.lowerBound) to \($0.upperBound)" }
            ?? "not a whole number"
    }

    func write(_ text: Span<UInt8>, to rows: BinaryRows) -> String? {
        let number = text.withUnsafeBufferPointer { bytes -> Int? in
            var cursor = ByteCursor(bytes)
            let isNegative = cursor.takeSign()
            guard let value = cursor.takeNumber(1...18), cursor.isAtEnd else { return nil }
            return isNegative ? -value : value
        }
        guard let number, range ~= number else { return reason }
        if isNarrow {
            rows.append(Int32(truncatingIfNeeded: number))
        } else {
            rows.append(Int64(number))
        }
        return nil
    }
}
