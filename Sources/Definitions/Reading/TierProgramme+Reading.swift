import Problems

extension TierProgramme {
    /// Reads an entry of `tiers:`.
    static func read(_ value: YAMLValue, names: DeclaredNames) -> TierProgramme? {
        value.mapping { keys in
            let nameValue = keys.required("programme", "programme: membership")
            let name = names.declared(.programme, nameValue)
            let metric = CheckedExpression.read(
                keys.required("by", "by: spend(last 365 days)"), expecting: .amount, names: names)
            let levels = readLevels(
                keys.required("levels", "levels: [{tier: reader, from: 0}]"))
            let keepDays = keys.optional("keep_for").days()
            let downgrade = keys.optional("downgrade").oneOf(Downgrade.self)
            let includeExisting = keys.optional("include_existing").boolean()
            guard let name, let metric, let levels else { return nil }
            return TierProgramme(
                name: name, metric: metric, levels: levels, keepDays: keepDays ?? 0,
                downgrade: downgrade ?? .toEarned, includeExisting: includeExisting ?? false,
                place: nameValue.place)
        }
    }

    /// The levels, which must rise from 0; nil when one of them is wrong.
    private static func readLevels(_ value: YAMLValue) -> [Level]? {
        guard let elements = value.list() else { return nil }
        guard !elements.isEmpty else {
            value.fault(.noLevels)
            return nil
        }
        var levels: [Level] = []
        var isWhole = true
        for element in elements {
            guard let level = Level.read(element, above: levels.last, known: levels) else {
                isWhole = false
                continue
            }
            levels.append(level)
        }
        return isWhole ? levels : nil
    }
}

extension TierProgramme.Level {
    fileprivate static func read(_ value: YAMLValue, above: Self?, known: [Self]) -> Self? {
        value.mapping { keys in
            let tierValue = keys.required("tier", "tier: silver")
            let tier = tierValue.name()
            let fromValue = keys.required("from", "from: 500")
            let from = fromValue.number()
            let discount = keys.optional("discount").percent()
            guard let tier, let from else { return nil }
            if known.contains(where: { $0.tier == tier }) {
                tierValue.fault(.secondTier(tier))
            }
            if let above, from <= above.from {
                fromValue.fault(.notRising(tier, above: above.tier))
            } else if above == nil, from != 0 {
                fromValue.fault(.notFromZero(tier))
            }
            return Self(tier: tier, from: from, discountPercent: discount ?? 0)
        }
    }
}

extension ValueFault {
    fileprivate static let noLevels = Self(
        summary: "a tier programme without levels",
        hint: "Write at least one: \"levels: [{tier: reader, from: 0}]\".")

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
