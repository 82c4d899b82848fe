extension MailRate {
    /// Reads one rate or a list of them.
    static func readAll(_ value: YAMLValue) -> [MailRate] {
        value.listOrOne()?.compactMap { read($0) } ?? []
    }

    /// Reads `50 per second`.
    private static func read(_ value: YAMLValue) -> MailRate? {
        guard let scalar = value.scalar("a rate") else { return nil }
        let words = scalar.text.lowercased().split(separator: " ")
        guard words.count == 3, words[1] == "per", let count = YAMLValue.digits(words[0]),
            count > 0,
            let unit = Unit(rawValue: String(words[2]))
        else {
            value.fault(.notARate(scalar.shown))
            return nil
        }
        return MailRate(count: count, unit: unit)
    }
}

extension WarmUp {
    /// Reads `warm_up:`.
    static func read(_ value: YAMLValue) -> WarmUp? {
        value.mapping { keys in
            let from = keys.required("from", "from: 2026-11-01").date()
            let firstDay = keys.required("first_day", "first_day: 500").integer(in: 1...100_000_000)
            let grows = keys.optional("grows").growth() ?? 50
            guard let from, let firstDay else { return nil }
            return WarmUp(from: from, firstDay: firstDay, grows: grows)
        }
    }
}

extension YAMLValue {
    /// A share that may be more than the whole, as `50%` or `100%`.
    fileprivate func growth() -> Double? {
        guard let scalar = scalar("a percentage") else { return nil }
        guard scalar.text.last == "%", let number = Self.decimal(scalar.text.dropLast()),
            (1...1000).contains(number)
        else {
            fault(.notAGrowth(scalar.shown))
            return nil
        }
        return number
    }
}

extension ValueFault {
    fileprivate static func notARate(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" is not a rate",
            hint: "Write it as 50 per second; minute, hour and day are the other units.")
    }

    fileprivate static func notAGrowth(_ shown: String) -> Self {
        Self(
            summary: "\"grows\" cannot be \"\(shown)\"",
            hint: "Write a percentage from 1% to 1000%, as \"grows: 50%\".")
    }
}
