extension YAMLValue {
    /// A whole number in a range.
    func integer(in range: ClosedRange<Int>) -> Int? {
        guard let scalar = scalar("a whole number") else { return nil }
        guard let number = Self.digits(scalar.text), range.contains(number) else {
            fault(.notAnInteger(scalar.shown, key: key, range: range))
            return nil
        }
        return number
    }

    /// A decimal number, 0 or more.
    func number() -> Double? {
        guard let scalar = scalar("a number") else { return nil }
        guard let number = Self.decimal(scalar.text) else {
            fault(.notANumber(scalar.shown, key: key))
            return nil
        }
        return number
    }

    /// A share, as `5%`: 0…100.
    func percent() -> Double? {
        guard let scalar = scalar("a percentage") else { return nil }
        guard let percent = Self.percent(scalar.text) else {
            fault(.notAPercentage(scalar.shown, key: key, example: "5%"))
            return nil
        }
        return percent
    }

    /// A share behind some words, as `change at most 30%`: 0…100.
    func percent(after words: String) -> Double? {
        guard let scalar = scalar("\"\(words) 20%\"") else { return nil }
        guard let rest = Self.rest(of: scalar.text, after: words), let value = Self.percent(rest)
        else {
            fault(.notAPercentage(scalar.shown, key: key, example: "\(words) 20%"))
            return nil
        }
        return value
    }

    /// A whole number behind some words, as `at most 5000`: 0 or more.
    func integer(after words: String) -> Int? {
        guard let scalar = scalar("\"\(words) 100\"") else { return nil }
        guard let rest = Self.rest(of: scalar.text, after: words), let value = Self.digits(rest)
        else {
            fault(.notACount(scalar.shown, key: key, example: "\(words) 100"))
            return nil
        }
        return value
    }

    /// Decimal digits; nil for anything else, and for what is out of all bounds.
    static func digits(_ text: some StringProtocol) -> Int? {
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy(Self.isDigit) else {
            return nil
        }
        return Int(text)
    }

    /// A number without sign and exponent, its decimals behind a point.
    static func decimal(_ text: some StringProtocol) -> Double? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isDigit) })
        else { return nil }
        return Double(text)
    }

    /// `5%`, `2.5 %`: 0…100.
    static func percent(_ text: some StringProtocol) -> Double? {
        guard text.last == "%" else { return nil }
        let number = text.dropLast().split(separator: " ", omittingEmptySubsequences: true)
        guard number.count == 1, let value = decimal(number[0]), value <= 100 else { return nil }
        return value
    }

    /// What stands behind some words, whatever their letter case and spacing.
    static func rest(of text: String, after words: String) -> String? {
        let wanted = words.split(separator: " ")
        let given = text.split(separator: " ")
        guard given.count > wanted.count,
            zip(wanted, given).allSatisfy({ $0 == $1.lowercased() })
        else { return nil }
        return given.dropFirst(wanted.count).joined(separator: " ")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension ValueFault {
    fileprivate static func notAnInteger(
        _ shown: String, key: String, range: ClosedRange<Int>
    ) -> Self {
        Self(
            summary: """
                "\(key)" must be a whole number from \(range.lowerBound) to \
                \(range.upperBound), not "\(shown)"
                """,
            hint: "Write it in digits.")
    }

    fileprivate static func notANumber(_ shown: String, key: String) -> Self {
        Self(
            summary: "\"\(key)\" must be a number, not \"\(shown)\"",
            hint: "Write it in digits, decimals behind a point: 1200 or 19.50.")
    }

    fileprivate static func notAPercentage(_ shown: String, key: String, example: String) -> Self {
        Self(
            summary: "\"\(key)\" cannot be \"\(shown)\"",
            hint: "Write a percentage from 0% to 100%, as \"\(key): \(example)\".")
    }

    fileprivate static func notACount(_ shown: String, key: String, example: String) -> Self {
        Self(
            summary: "\"\(key)\" cannot be \"\(shown)\"",
            hint: "Write it as \"\(key): \(example)\".")
    }
}
