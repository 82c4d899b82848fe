import Problems
import Yams

extension DeclaredAttributes {
    /// Takes in what `attributes:` of a file declares, as far as it is sound; of an attribute that
    /// is declared twice, the first.
    mutating func gather(_ node: Node?) {
        for (entity, attributes) in node?.pairs ?? [] {
            let types = attributes.pairs.compactMap { key, value -> (String, AttributeType)? in
                guard let name = key.text, let type = AttributeType(value) else { return nil }
                return (name, type)
            }
            switch entity.text {
            case "customers": customers.merge(types) { first, _ in first }
            case "orders": orders.merge(types) { first, _ in first }
            case "products": products.merge(types) { first, _ in first }
            default: break
            }
        }
    }

    /// Notes the faults of an `attributes:`; what it declares is gathered before.
    static func check(_ value: YAMLValue, names: DeclaredNames) {
        _ = value.mapping { keys in
            let known = names.forExpressions.attributes
            check(keys.optional("customers"), against: known.customers)
            check(keys.optional("orders"), against: known.orders)
            check(keys.optional("products"), against: known.products)
        }
    }

    private static func check(_ value: YAMLValue, against known: [String: AttributeType]) {
        for entry in value.entries() ?? [] {
            guard let type = AttributeType.read(entry.value) else { continue }
            if let first = known[entry.name], first != type {
                entry.value.fault(.otherType(entry.name, first))
            }
        }
    }
}

extension AttributeType {
    /// What `NAME: date` or `NAME: {type: list, separator: ","}` says; nil when it is not sound.
    fileprivate init?(_ node: Node) {
        let name = node.text ?? node.child("type")?.text
        guard let name, let type = Self(name: name) else { return nil }
        if case .list = type, let separator = node.child("separator")?.text, !separator.isEmpty {
            self = .list(separator: separator)
        } else {
            self = type
        }
    }

    fileprivate static func read(_ value: YAMLValue) -> Self? {
        if value.isScalar { return name(value) }
        return value.mapping { keys in
            let type = name(keys.required("type", "type: list"))
            let separatorValue = keys.optional("separator")
            let separator = separatorValue.text()
            guard let type else { return nil }
            guard case .list = type else {
                if separatorValue.isPresent { separatorValue.fault(.separatorOfOther(type)) }
                return type
            }
            return separator.map { .list(separator: $0) } ?? type
        }
    }

    private static func name(_ value: YAMLValue) -> Self? {
        guard let scalar = value.scalar("a type") else { return nil }
        guard let type = Self(name: scalar.text) else {
            value.fault(.unknownType(scalar.shown))
            return nil
        }
        return type
    }
}

extension ValueFault {
    fileprivate static func unknownType(_ shown: String) -> Self {
        Self(
            summary: "unknown type \"\(shown)\"",
            hint: Suggestion.hint(for: shown, among: AttributeType.names, known: "types"))
    }

    fileprivate static func separatorOfOther(_ type: AttributeType) -> Self {
        Self(
            summary: "only a list has a separator, and this is a \(type)",
            hint: "Remove it, or write \"type: list\".")
    }

    fileprivate static func otherType(_ name: String, _ first: AttributeType) -> Self {
        Self(
            summary: "the attribute \"\(name)\" is declared as \(first) elsewhere",
            hint: "Give it one type, or another name.")
    }
}
