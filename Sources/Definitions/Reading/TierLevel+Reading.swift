import Problems

extension TierLevel {
    /// Reads an entry of `levels:`, which must begin above the one before.
    static func read(_ value: YAMLValue, above: Self?, known: [Self]) -> Self? {
        value.mapping { keys in
            let tierValue = keys.required("tier", "tier: silver")
            let tier = tierValue.name()
            let fromValue = keys.required("from", "from: 500")
            let from = fromValue.number()
            let discount = keys.optional("discount").percent()
            let vouchers = keys.optional("vouchers").name()
            let priority = keys.optional("priority").integer(in: 0...1000)
            let attributes = readAttributes(keys.optional("attributes"))
            guard let tier, let from else { return nil }
            if known.contains(where: { $0.tier == tier }) {
                tierValue.fault(.secondTier(tier))
            }
            if let above, from <= above.from {
                fromValue.fault(.notRising(tier, above: above.tier))
            } else if above == nil, from != 0 {
                fromValue.fault(.notFromZero(tier))
            }
            return Self(
                tier: tier, from: from, discountPercent: discount ?? 0, vouchers: vouchers,
                priority: priority, attributes: attributes)
        }
    }

    private static func readAttributes(_ value: YAMLValue) -> [String: TierAttribute] {
        var attributes: [String: TierAttribute] = [:]
        for entry in value.entries() ?? [] {
            guard entry.asName.name() != nil else { continue }
            attributes[entry.name] = TierAttribute.read(entry.value)
        }
        return attributes
    }
}

extension TierAttribute {
    /// By how it is written: `true`, `1.5`, or else a text; in quotes always a text.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        guard let scalar = value.scalar("one value") else { return nil }
        guard scalar.isPlain else { return .text(scalar.text) }
        if scalar.text == "true" || scalar.text == "false" { return .flag(scalar.text == "true") }
        return isNumber(scalar.text) ? .number(scalar.text) : .text(scalar.text)
    }

    /// Leading zeros are no number's: `00123` is a text.
    private static func isNumber(_ text: String) -> Bool {
        YAMLValue.decimal(text) != nil
            && (!text.hasPrefix("0") || text == "0" || text.hasPrefix("0."))
    }
}

extension ValueFault {
    fileprivate static func secondTier(_ tier: String) -> Self {
        Self(
            summary: "a second tier is named \"\(tier)\"",
            hint: "Give each tier of a programme a name of its own.")
    }

    fileprivate static func notRising(_ tier: String, above: String) -> Self {
        Self(
            summary: "the tier \"\(tier)\" does not begin above \"\(above)\"",
            hint: "Write the levels from the lowest to the highest \"from\".")
    }

    fileprivate static func notFromZero(_ tier: String) -> Self {
        Self(
            summary: "the first tier, \"\(tier)\", does not begin at 0",
            hint: "Write \"from: 0\", or a lower tier before it: every customer has a tier.")
    }
}
