import Problems
import Yams

/// A value of a definition file, which may be absent, with what to call it and where it is.
///
/// The readers (`text()`, `integer()`, `mapping { }` …) give nil for an absent value, and for a
/// wrong one after they have noted the fault: so a caller reads everything and never stops at
/// the first fault.
struct YAMLValue {
    /// nil means absent.
    let node: Node?
    /// The key that has it, for messages.
    let key: String
    let file: FileReading
    /// The place, when it is not that of the node.
    private let otherPlace: Place?

    /// The value of a node under a key, at its own place unless another is given.
    init(_ node: Node, key: String, in file: FileReading, at place: Place? = nil) {
        self.node = node
        self.key = key
        self.otherPlace = place
        self.file = file
    }

    /// No value under a key.
    init(absent key: String, at place: Place, in file: FileReading) {
        self.node = nil
        self.key = key
        self.otherPlace = place
        self.file = file
    }

    /// A text that is written as a key.
    init(text: String, key: String, at place: Place, in file: FileReading) {
        self.node = Node(text, .implicit, .doubleQuoted)
        self.key = key
        self.otherPlace = place
        self.file = file
    }

    /// The place of the value; of its mapping, when it is absent.
    var place: Place {
        otherPlace ?? node.map(file.place) ?? Place(file.source.file)
    }

    var isPresent: Bool { node != nil }

    /// Whether this is a single value, not a mapping or a list.
    var isScalar: Bool { node?.text != nil }

    /// Whether this is a mapping.
    var isMapping: Bool {
        if case .mapping = node { true } else { false }
    }

    /// The scalar; a mapping or list is a fault.
    func scalar(_ wanted: String = "a text") -> YAMLScalar? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node else {
            fault("\"\(key)\" must be \(wanted), not \(node.kind)", hint: .oneValue(key))
            return nil
        }
        return YAMLScalar(scalar, in: file)
    }

    /// The elements of a list; anything else is a fault.
    func list() -> [YAMLValue]? {
        guard let node else { return nil }
        guard case .sequence(let elements) = node else {
            fault("\"\(key)\" must be a list, not \(node.kind)", hint: .list(key))
            return nil
        }
        return elements.map { YAMLValue($0, key: key, in: file) }
    }

    /// The elements of a list, or a single value as the only one.
    func listOrOne() -> [YAMLValue]? {
        guard isPresent else { return nil }
        if case .sequence = node { return list() }
        return [self]
    }

    /// Reads a mapping with known keys; others are faults when the body has asked for its own.
    ///
    /// The body asks for every key it knows before it returns.
    func mapping<Result>(_ body: (YAMLMapping) -> Result?) -> Result? {
        guard let mapping = openMapping() else { return nil }
        guard !mapping.reportBrokenExpression() else { return nil }
        let result = body(mapping)
        mapping.reportUnknownKeys()
        return result
    }

    /// Reads a mapping whose keys are names that the marketer chose.
    func entries() -> [YAMLEntry]? {
        guard let mapping = openMapping() else { return nil }
        guard !mapping.reportBrokenExpression() else { return nil }
        return mapping.entries
    }

    private func openMapping() -> YAMLMapping? {
        guard let node else { return nil }
        guard case .mapping = node else {
            fault("\"\(key)\" must hold keys and values, not \(node.kind)", hint: .mapping(key))
            return nil
        }
        return YAMLMapping(node, of: self)
    }

    /// Notes a fault at this value.
    func fault(_ summary: String, hint: Hint) {
        fault(summary, hint: hint.text)
    }

    /// Notes a fault at this value.
    func fault(_ summary: String, hint: String) {
        file.add(Problem(.definition, summary, at: place, hint: hint))
    }
}

extension YAMLValue {
    /// The hints about shapes.
    enum Hint {
        case oneValue(String)
        case list(String)
        case mapping(String)

        var text: String {
            switch self {
            case .oneValue(let key): "Write one value: \"\(key): …\"."
            case .list(let key): "Write \"\(key): [one, two]\", or one entry a line with \"- \"."
            case .mapping(let key):
                "Write \"\(key): {key: value}\", or one indented \"key: value\" a line."
            }
        }
    }
}

extension Node {
    /// What a node is, in a marketer's words.
    fileprivate var kind: String {
        switch self {
        case .mapping: "keys and values"
        case .sequence: "a list"
        case .scalar, .alias: isNull ? "nothing" : "a single value"
        }
    }
}
