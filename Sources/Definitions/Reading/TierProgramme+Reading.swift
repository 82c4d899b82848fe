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
            let graceDays = keys.optional("grace").days()
            let downgrade = keys.optional("downgrade").oneOf(Downgrade.self)
            let review = Review.read(keys.optional("evaluation"))
            let includeExisting = keys.optional("include_existing").boolean()
            let limits = StepLimits.read(keys)
            guard let name, let metric, let levels else { return nil }
            return TierProgramme(
                name: name, metric: metric, levels: levels, keepDays: keepDays ?? 0,
                graceDays: graceDays ?? 0, downgrade: downgrade ?? .toEarned,
                review: review ?? .daily, includeExisting: includeExisting ?? false,
                limits: limits, place: nameValue.place)
        }
    }

    /// The levels, which must rise from 0; nil when one of them is wrong.
    private static func readLevels(_ value: YAMLValue) -> [TierLevel]? {
        guard let elements = value.list() else { return nil }
        guard !elements.isEmpty else {
            value.fault(.noLevels)
            return nil
        }
        var levels: [TierLevel] = []
        var isWhole = true
        for element in elements {
            guard let level = TierLevel.read(element, above: levels.last, known: levels) else {
                isWhole = false
                continue
            }
            levels.append(level)
        }
        return isWhole ? levels : nil
    }
}

extension ValueFault {
    fileprivate static let noLevels = Self(
        summary: "a tier programme without levels",
        hint: "Write at least one: \"levels: [{tier: reader, from: 0}]\".")
}
