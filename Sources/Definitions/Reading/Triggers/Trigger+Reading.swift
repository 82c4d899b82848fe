import Problems

extension Trigger {
    /// The words that `trigger:` may begin with.
    private static let names = [
        "birthday", "confirm", "new-products", "once", "order", "restock", "segment", "tier",
    ]

    /// Reads `trigger:`, a word or a mapping of one word to its settings.
    static func read(_ value: YAMLValue, names: DeclaredNames) -> Trigger? {
        if value.isScalar {
            guard let scalar = value.scalar() else { return nil }
            let settings = YAMLValue(absent: scalar.text, at: value.place, in: value.file)
            return read(scalar.text, settings, from: value, names: names)
        }
        guard value.isPresent, let entries = value.entries() else { return nil }
        guard entries.count == 1, let entry = entries.first else {
            value.fault(.notOneTrigger(entries.map(\.name)))
            return nil
        }
        let settings =
            entry.value.node?.isNull == true
            ? YAMLValue(absent: entry.name, at: entry.namePlace, in: value.file) : entry.value
        return read(entry.name, settings, from: entry.asName, names: names)
    }

    private static func read(
        _ name: String, _ settings: YAMLValue, from value: YAMLValue, names: DeclaredNames
    ) -> Trigger? {
        switch name {
        case "birthday": return Birthday.read(settings).map(Trigger.birthday)
        case "new-products": return NewProducts.read(settings).map(Trigger.newProducts)
        case "restock": return Restock.read(settings, names: names).map(Trigger.restock)
        case "segment": return SegmentMove.read(settings, names: names)
        case "tier": return TierMove.read(settings, names: names)
        case "confirm":
            if settings.isPresent { value.fault(.noSettings) }
            return .confirm
        case "once": return once(settings)
        case "order": return Order.read(settings).map(Trigger.order)
        default: value.fault(.unknownTrigger(name, among: Self.names))
        }
        return nil
    }
}

extension Trigger {
    /// Reads the day of `once`.
    private static func once(_ value: YAMLValue) -> Trigger? {
        guard value.isPresent else {
            value.fault(.noDay)
            return nil
        }
        return value.date().map(Trigger.once)
    }
}

extension ValueFault {
    fileprivate static func notOneTrigger(_ names: [String]) -> Self {
        Self(
            summary: "a campaign has one trigger, not \(names.count)",
            hint: "Write one campaign for each; an audience can narrow a trigger down.")
    }

    fileprivate static let noSettings = Self(
        summary: "the trigger \"confirm\" has no settings",
        hint: "Write \"trigger: confirm\"; the campaign's topic is what is confirmed.")

    fileprivate static let noDay = Self(
        summary: "the trigger \"once\" needs a day",
        hint: "Write the day on which the mail goes, as {once: 2026-12-24}.")

    fileprivate static func unknownTrigger(_ name: String, among names: [String]) -> Self {
        Self(
            summary: "unknown trigger \"\(name)\"",
            hint: Suggestion.hint(for: name, among: names, known: "triggers"))
    }
}
