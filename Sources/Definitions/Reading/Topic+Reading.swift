extension Topic {
    /// Reads an entry of `topics:`.
    static func read(_ entry: YAMLEntry) -> Topic? {
        let name = entry.asName.name()
        return entry.value.mapping { keys in
            let consent = keys.required("consent", "consent: opt-in").oneOf(Consent.self)
            guard let name, let consent else { return nil }
            return Topic(name: name, consent: consent)
        }
    }
}
