import Problems

extension Entity {
    /// What a feed must map: of each list, one.
    var needed: [[String]] {
        let each = fields.filter(\.isNeeded).map { [$0.name] }
        return switch self {
        case .stock: each + [["available", "in_stock"]]
        case .events: each + [["customer", "message"]]
        default: each
        }
    }

    /// The type of the field that an entry of `map:` names; an unknown one is a fault.
    func type(of entry: YAMLEntry, names: DeclaredNames) -> FieldType? {
        if let field = fields.first(where: { $0.name == entry.name }) { return field.type }
        for open in openFields where entry.name.hasPrefix(open.prefix) {
            let name = String(entry.name.dropFirst(open.prefix.count))
            if open.column == "consents" {
                return consent(name, entry: entry, names: names) ? open.type : nil
            }
            guard YAMLValue.isName(name) else {
                entry.asName.fault(.noAttribute(open.prefix))
                return nil
            }
            return open.type
        }
        entry.asName.fault(.unknownField(entry.name, of: self))
        return nil
    }

    private func consent(_ topic: String, entry: YAMLEntry, names: DeclaredNames) -> Bool {
        guard names.isComplete, names.place(of: .topic, topic) == nil else { return true }
        entry.asName.fault(.unknownName(.topic, topic, among: names.all(.topic)))
        return false
    }
}

extension ValueFault {
    fileprivate static func unknownField(_ name: String, of entity: Entity) -> Self {
        let known = entity.fields.map(\.name)
        let open = entity.openFields.map { "\($0.prefix)NAME" }
        return Self(
            summary: "\"\(name)\" is no field of \(entity.rawValue)",
            hint: Suggestion.closest(to: name, among: known).map { "Did you mean \"\($0)\"?" }
                ?? "The fields are: \((known + open).joined(separator: ", ")).")
    }

    fileprivate static func noAttribute(_ prefix: String) -> Self {
        Self(
            summary: "\"\(prefix)\" must be followed by a name",
            hint: "Write \"\(prefix)favourite_author\": letters, digits, hyphens, underscores.")
    }
}
