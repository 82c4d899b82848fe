package import Problems

extension Row {
    /// A `bytea`.
    package func bytes(_ column: String) throws(Problem) -> [UInt8] {
        try present(bytesOrNil(column), column)
    }

    package func bytesOrNil(_ column: String) throws(Problem) -> [UInt8]? {
        try read(column, "bytes") { text in
            guard text.hasPrefix("\\x") else { return nil }
            let digits = Array(text.utf8.dropFirst(2))
            return stride(from: 0, to: digits.count - 1, by: 2).map { index in
                Self.value(of: digits[index]) << 4 | Self.value(of: digits[index + 1])
            }
        }
    }

    /// The server writes lower-case digits.
    private static func value(of digit: UInt8) -> UInt8 {
        digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
    }
}
