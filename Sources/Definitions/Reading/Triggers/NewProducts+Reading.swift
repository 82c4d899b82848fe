extension Trigger.NewProducts {
    /// Reads the settings of `new-products`, which may be absent.
    static func read(_ value: YAMLValue) -> Self? {
        guard value.isPresent else { return Self() }
        return value.mapping { keys in
            let atMost = keys.optional("at_most").integer(in: 1...100) ?? 6
            let atLeastValue = keys.optional("at_least")
            let atLeast = atLeastValue.integer(in: 1...100) ?? 1
            let match = keys.optional("match").listOrOne()?.compactMap { $0.oneOf(Match.self) }
            let newFor = keys.optional("new_for").days()
            if atLeast > atMost { atLeastValue.fault(.neverAMail(atMost: atMost)) }
            return Self(
                atMost: atMost, atLeast: atLeast, match: match ?? Match.allCases,
                newForDays: newFor ?? 30)
        }
    }
}

extension ValueFault {
    fileprivate static func neverAMail(atMost: Int) -> Self {
        Self(
            summary: "\"at_least\" is more than \"at_most\", so no mail could ever go out",
            hint: "\"at_most\" is \(atMost): lower \"at_least\" or raise \"at_most\".")
    }
}
