import Problems

extension Feed {
    /// Reads an entry of `extract:`.
    static func read(_ value: YAMLValue, names: DeclaredNames) -> Feed? {
        value.mapping { keys in
            let nameValue = keys.required("feed", "feed: members")
            let name = nameValue.name()
            let limits = StepLimits.read(keys)
            let entity = Entity.read(keys.required("into", "into: customers"))
            let sourceValue = keys.required("from", "from: shop")
            let source = names.existing(.source, sourceValue)
            let kind = source.flatMap { names.sourceKinds[$0] }
            let isListed = source.map { names.listedSources.contains($0) } ?? true
            let formatValue = keys.optional("format")
            let ready = names.formats.read(formatValue, into: entity)
            let input = Input.read(
                keys, kind: kind, isListed: isListed, ready: ready, into: entity, limits)
            let mapValue =
                formatValue.isPresent
                ? keys.optional("map") : keys.required("map", "map: {id: customer_no, email: mail}")
            // Of a format that is not known nobody can say what it maps.
            let isKnown = ready != nil || !formatValue.isPresent
            let map = (isKnown ? entity : nil).flatMap {
                FieldMap.readAll(mapValue, over: ready?.map ?? [], entity: $0, names: names)
            }
            let filters = (keys.optional("where").entries() ?? ready?.filters)?.compactMap {
                RowFilter.read($0)
            }
            let expect = Expectations.read(keys.optional("expect"), input: input)
            let deleteValue = keys.optional("delete_missing")
            let deleteMissing = deleteValue.boolean()
            // What did not change since the last load is missing from it, but not gone.
            if deleteMissing == true, case .query(let query) = input, query.since != nil {
                deleteValue.fault(.deletesUnchanged)
            }
            let pickup = FilePickup.read(keys, kind: kind, isListed: isListed)
            // Of several files, each would remove what only the others have.
            if deleteMissing == true, pickup.takesAll { deleteValue.fault(.deletesOthers) }
            if deleteMissing == true, entity == .events { deleteValue.fault(.deletesFacts) }
            let linesValue = keys.optional("lines")
            let lines = Lines.read(linesValue)
            if let entity, let map {
                lines?.check(entity: entity, map: map, at: linesValue)
            }
            guard let name, let entity, let source, let input, let map else { return nil }
            return Feed(
                name: name, entity: entity, source: source, input: input,
                pickup: pickup, map: map,
                filters: filters ?? [], expect: expect ?? Expectations(),
                deleteMissing: deleteMissing ?? false,
                lineKey: lines?.key ?? LineKey.byDefault(for: map), addLines: lines?.add ?? false,
                limits: limits, place: nameValue.place)
        }
    }
}

extension Entity {
    /// Reads `into:`.
    fileprivate static func read(_ value: YAMLValue) -> Entity? {
        guard let scalar = value.scalar("the name of an entity") else { return nil }
        if let entity = Entity(rawValue: scalar.text) { return entity }
        value.fault(.unknownEntity(scalar.shown, among: allCases.map(\.rawValue)))
        return nil
    }
}

extension Feed.LineKey {
    /// By their number if it is mapped, else by product, else by position.
    fileprivate static func byDefault(for map: [FieldMap]) -> Self {
        let fields = Set(map.map(\.field))
        if fields.contains("line.number") { return .number }
        return fields.contains("line.product") ? .product : .position
    }
}

/// What `lines:` says: `replace` or `add`, and by what lines are told apart.
private struct Lines {
    var key: Feed.LineKey?
    var add = false

    static func read(_ value: YAMLValue) -> Lines? {
        guard let words = value.listOrOne() else { return nil }
        var lines = Lines()
        for word in words {
            guard let scalar = word.scalar("a word") else { continue }
            switch scalar.text {
            case "replace": lines.add = false
            case "add": lines.add = true
            case "by number": lines.key = .number
            case "by product": lines.key = .product
            case "by position": lines.key = .position
            default: word.fault(.unknownLines(scalar.shown))
            }
        }
        return lines
    }

    /// Notes what the feed lacks for it.
    func check(entity: Entity, map: [FieldMap], at value: YAMLValue) {
        guard entity == .orders else { return value.fault(.linesOfOrdersOnly) }
        // The next file's first line would take the place of this one's.
        if add, (key ?? .byDefault(for: map)) == .position { value.fault(.addedByPosition) }
        guard let key, key != .position else { return }
        let field = "line.\(key.rawValue)"
        if !map.contains(where: { $0.field == field }) {
            value.fault(.lineKeyNotMapped(key.rawValue))
        }
    }
}

extension ValueFault {
    fileprivate static func unknownEntity(_ shown: String, among names: [String]) -> Self {
        Self(
            summary: "unknown entity \"\(shown)\"",
            hint: Suggestion.hint(for: shown, among: names, known: "entities"))
    }

    fileprivate static func unknownLines(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" is nothing that \"lines\" can be",
            hint: "It can be: replace, add, by number, by product, by position.")
    }

    static let linesOfOrdersOnly = Self(
        summary: "only feeds into orders have lines", hint: "Take \"lines\" out.")

    fileprivate static let deletesUnchanged = Self(
        summary: "a feed with \"since\" cannot tell what is missing",
        hint: "Take \"delete_missing\" out, or read everything, without \"since\".")

    fileprivate static let deletesOthers = Self(
        summary: "of several files, none can tell what is missing",
        hint: "Take \"delete_missing\" out, or read one full file, without \"take: all\".")

    fileprivate static let deletesFacts = Self(
        summary: "events are facts: none is deleted because a feed no longer has it",
        hint: "Take \"delete_missing\" out.")

    fileprivate static let addedByPosition = Self(
        summary: "lines that are added cannot be told apart by position",
        hint: "Map \"line.number\" or \"line.product\", or write \"lines: replace\".")

    fileprivate static func lineKeyNotMapped(_ key: String) -> Self {
        Self(
            summary: "lines are told apart by \(key), but \"line.\(key)\" is not mapped",
            hint: "Map it, as \"line.\(key): COLUMN\", or write \"lines: by position\".")
    }
}
