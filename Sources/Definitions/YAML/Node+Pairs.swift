import Yams

extension Node {
    /// Whether nothing is written: an empty plain value, `~` or `null` (YAML 1.2 core).
    var isNull: Bool {
        guard case .scalar(let scalar) = self, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// The text of a scalar as it is written, without its quotes.
    var text: String? {
        guard case .scalar(let scalar) = self else { return nil }
        return scalar.string
    }

    /// The same scalar at the same place with another text.
    func renamed(_ text: String) -> Node {
        guard case .scalar(var scalar) = self, scalar.string != text else { return self }
        scalar.string = text
        return .scalar(scalar)
    }

    /// The value of a key, if this is a mapping that has it.
    func child(_ key: String) -> Node? {
        guard case .mapping(let mapping) = self else { return nil }
        return mapping.first { $0.key.text == key }?.value
    }

    /// The elements of a list; none if this is something else.
    var items: [Node] {
        guard case .sequence(let sequence) = self else { return [] }
        return Array(sequence)
    }

    /// The keys and values of a mapping in the file's order; none if this is something else.
    var pairs: [(key: Node, value: Node)] {
        guard case .mapping(let mapping) = self else { return [] }
        return mapping.map { ($0.key, $0.value) }
    }

    /// Whether two nodes read alike: the same texts under the same keys in the same order,
    /// whatever their style and place.
    func readsLike(_ other: Node) -> Bool {
        switch (self, other) {
        case (.scalar(let one), .scalar(let two)):
            one.string == two.string && isNull == other.isNull
        case (.mapping, .mapping):
            pairs.count == other.pairs.count
                && zip(pairs, other.pairs).allSatisfy {
                    $0.key.readsLike($1.key) && $0.value.readsLike($1.value)
                }
        case (.sequence, .sequence):
            items.count == other.items.count
                && zip(items, other.items).allSatisfy { $0.readsLike($1) }
        default: false
        }
    }
}
