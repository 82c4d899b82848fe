extension Topic {
    /// Reads an entry of `topics:`.
    static func read(_ entry: YAMLEntry) -> Topic? {
        let name = entry.asName.name()
        return entry.value.mapping { keys in
            let consent = keys.required("consent", "consent: opt-in").oneOf(Consent.self)
            let confirmValue = keys.optional("confirm")
            let confirms = confirmValue.boolean() ?? false
            let titles = titles(keys.optional("title"))
            if confirms, let consent, consent != .optIn { confirmValue.fault(.nothingToConfirm) }
            guard let name, let consent else { return nil }
            return Topic(name: name, consent: consent, confirms: confirms, titles: titles)
        }
    }

    /// One title for all, or one for each language.
    private static func titles(_ value: YAMLValue) -> [String: String] {
        guard !value.isScalar else { return value.text().map { ["": $0] } ?? [:] }
        let titles = value.entries()?.compactMap { entry in
            entry.value.text().map { (entry.name, $0) }
        }
        return Dictionary(titles ?? [], uniquingKeysWith: { first, _ in first })
    }
}

extension ValueFault {
    fileprivate static let nothingToConfirm = Self(
        summary: "only a topic with \"consent: opt-in\" can be confirmed",
        hint: "Write \"consent: opt-in\", or take \"confirm\" out.")
}
