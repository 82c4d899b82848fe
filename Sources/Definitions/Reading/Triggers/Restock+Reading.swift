extension Trigger.Restock {
    /// Reads the settings of `restock`, which may be absent.
    static func read(_ value: YAMLValue, names: DeclaredNames) -> Self? {
        guard value.isPresent else { return Self() }
        return value.mapping { keys in
            let factorValue = keys.optional("factor")
            let factor = factorValue.number()
            if factor == 0 { factorValue.fault(.nobodyIsTold) }
            let expires = keys.optional("expires")
            let waitsForEver = expires.isScalar && expires.node?.text == "never"
            let waitDays = waitsForEver ? nil : expires.days() ?? 180
            let rankBy = names.existing(.programme, keys.optional("rank_by"))
            return Self(factor: factor ?? 1, waitDays: waitDays, rankBy: rankBy)
        }
    }
}

extension ValueFault {
    fileprivate static let nobodyIsTold = Self(
        summary: "with \"factor: 0\" nobody is told",
        hint: "Write how many are told for each unit that arrived, as \"factor: 2\".")
}
