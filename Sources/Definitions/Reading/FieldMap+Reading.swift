import Problems

extension FieldMap {
    /// Reads `map:`, and checks that it fills what the entity needs.
    ///
    /// - Parameter ready: The entries of a ready-made format, which hold where the feed's own
    ///   say nothing else.
    static func readAll(
        _ value: YAMLValue, over ready: [YAMLEntry] = [], entity: Entity, names: DeclaredNames
    ) -> [FieldMap]? {
        let own = value.entries() ?? []
        guard !own.isEmpty || !ready.isEmpty else { return nil }
        let ownNames = Set(own.map(\.name))
        let entries = ready.filter { !ownNames.contains($0.name) } + own
        let map = entries.compactMap { read($0, entity: entity, names: names) }
        let written = Set(entries.map(\.name))
        for needed in entity.needed where written.isDisjoint(with: needed) {
            value.fault(.notMapped(needed, of: entity))
        }
        return map
    }

    /// Reads an entry of `map:`, a column or path, or a mapping with more about it.
    private static func read(
        _ entry: YAMLEntry, entity: Entity, names: DeclaredNames
    ) -> FieldMap? {
        let type = entity.type(of: entry, names: names)
        guard let type else { return nil }
        if !entry.value.isMapping {
            guard let input = entry.value.text() else { return nil }
            return FieldMap(field: entry.name, input: input, place: entry.namePlace)
        }
        return entry.value.mapping { keys in
            let inputs = keys.present(among: ["column", "join", "path"])
            let prefix = keys.optional("prefix")
            let format = keys.optional("format")
            let decimal = keys.optional("decimal")
            let values = keys.optional("values")
            let fallback = keys.optional("default").scalar()?.text
            let missingValue = keys.optional("missing")
            let missing = missingValue.oneOf(Missing.self)
            let lookup = keys.optional("by")
            let required = keys.optional("required").boolean()
            check(prefix, fits: type == .text, "text")
            check(format, fits: [.date, .instant, .birthday].contains(type), "dates and times")
            check(decimal, fits: [.number, .integer, .importance, .rate].contains(type), "numbers")
            check(lookup, fits: entry.name == "customer", "the field \"customer\"")
            let by = lookup.oneOf(Lookup.self)
            if missing == .create, by != .email { missingValue.fault(.createsByAddress) }
            let join = inputs.first { $0.name == "join" }?.value
            let steps = TextSteps.read(keys, join: join, type: type, names: names)
            guard inputs.count == 1 else {
                keys.fault(.notOneInput(entry.name), at: entry.namePlace)
                return nil
            }
            let joined = steps.join?.inputs.joined(separator: " + ")
            guard let input = join == nil ? inputs.first?.value.text() : joined else { return nil }
            return FieldMap(
                field: entry.name, input: input, prefix: prefix.text(),
                format: format.texts() ?? [], decimal: decimal.decimalSeparator(),
                values: FieldMap.values(values, type: type), fallback: fallback,
                skipMissing: missing == .skip, createsMissing: missing == .create,
                lookup: by?.rawValue, steps: steps, isRequired: required ?? false,
                place: entry.namePlace)
        }
    }

    private enum Missing: String, CaseIterable { case skip, reject, create }
    private enum Lookup: String, CaseIterable { case email }

    private static func check(_ value: YAMLValue, fits: Bool, _ what: String) {
        if value.isPresent, !fits { value.fault(.doesNotFit(value.key, onlyFor: what)) }
    }

    /// Reads `values:`, our words with the source's words for each, turned round.
    private static func values(_ value: YAMLValue, type: FieldType) -> [String: String] {
        var ours: [String: String] = [:]
        for entry in value.entries() ?? [] {
            if let words = type.words, !words.contains(entry.name) {
                entry.asName.fault(.notOurWord(entry.name, among: words))
            }
            for word in entry.value.listOrOne() ?? [] {
                guard let scalar = word.scalar() else { continue }
                if let other = ours[scalar.text] {
                    word.fault(.twoMeanings(scalar.shown, other, entry.name))
                }
                ours[scalar.text] = entry.name
            }
        }
        return ours
    }
}

extension YAMLValue {
    /// `.` or `,`.
    fileprivate func decimalSeparator() -> Character? {
        guard let scalar = scalar("a character") else { return nil }
        switch scalar.text {
        case ".": return "."
        case ",": return ","
        default:
            fault(.notADecimalSeparator(scalar.shown))
            return nil
        }
    }
}

extension FieldType {
    /// The words that a field can have, if they are few.
    fileprivate var words: [String]? {
        switch self {
        case .boolean: ["yes", "no", "true", "false"]
        case .calendar: ["solar", "lunar"]
        case .orderStatus: ["sale", "returned", "cancelled"]
        case .eventKind: EventKind.ofFeeds
        default: nil
        }
    }
}

extension ValueFault {
    fileprivate static func notMapped(_ fields: [String], of entity: Entity) -> Self {
        let names = fields.map { "\"\($0)\"" }.joined(separator: " or ")
        return Self(
            summary: "a feed into \(entity.rawValue) must map \(names)",
            hint: "Add it, as \"\(fields[0]): COLUMN\".")
    }

    fileprivate static func notOneInput(_ field: String) -> Self {
        Self(
            summary: "\"\(field)\" must come from one column or path",
            hint: "Write {column: NAME, …} for CSV and queries, {path: NAME, …} for XML.")
    }

    fileprivate static func doesNotFit(_ key: String, onlyFor what: String) -> Self {
        Self(summary: "\"\(key)\" is for \(what) only", hint: "Take it out.")
    }

    fileprivate static let createsByAddress = Self(
        summary: "only customers that are named by their e-mail address can be created",
        hint: "Write {by: email, column: mail, missing: create}, or \"missing: skip\".")

    fileprivate static func notOurWord(_ word: String, among words: [String]) -> Self {
        Self(
            summary: "\"\(word)\" is not one of Tidings' words for this field",
            hint: """
                Write {\(words[0]): [theirs, …]}: our words are \(words.joined(separator: ", ")).
                """)
    }

    fileprivate static func twoMeanings(_ word: String, _ one: String, _ other: String) -> Self {
        Self(
            summary: "\"\(word)\" means both \(one) and \(other)",
            hint: "List each of the source's words once.")
    }

    fileprivate static func notADecimalSeparator(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" cannot stand before decimals",
            hint: "Write \".\" or \",\" in quotes.")
    }
}
