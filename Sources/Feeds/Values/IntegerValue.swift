/// A whole number of up to 18 digits, in a range.
final class IntegerValue: FieldValue {
    private let range: ClosedRange<Int>
    private let reason: String

    /// - Parameter range: Defaults to any number.
    init(in range: ClosedRange<Int>? = nil) {
        self.range = range ?? Int.min...Int.max
        reason =
            range.map { "not a whole number from \($0.lowerBound) to \($0.upperBound)" }
            ?? "not a whole number"
    }

    func write(_ text: Span<UInt8>, to copy: CopyText) -> String? {
        let number = text.withUnsafeBufferPointer { bytes -> Int? in
            var cursor = ByteCursor(bytes)
            let isNegative = cursor.takeSign()
            guard let value = cursor.takeNumber(1...18), cursor.isAtEnd else { return nil }
            return isNegative ? -value : value
        }
        guard let number, range ~= number else { return reason }
        copy.append(number)
        return nil
    }
}
