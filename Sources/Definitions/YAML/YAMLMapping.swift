import Problems
import Yams

/// A key that the marketer chose, and its value.
struct YAMLEntry {
    let name: String
    let value: YAMLValue
    fileprivate let key: Node

    var namePlace: Place { value.file.place(of: key) }
}

/// A mapping of a definition file; it remembers for which keys it was asked.
final class YAMLMapping {
    /// In the order of the file, each name once.
    let entries: [YAMLEntry]
    private let owner: YAMLValue
    private let file: FileReading
    private let isFlow: Bool
    private var asked: [String] = []

    init(_ node: Node, of value: YAMLValue) {
        owner = value
        file = value.file
        isFlow = file.isFlow(node)
        entries = Self.entries(of: node, in: value.file)
    }

    /// Where a key that is missing would stand: the mapping's first key, or its brace.
    var place: Place { entries.first?.namePlace ?? owner.place }

    private static func entries(of node: Node, in file: FileReading) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        var firstLines: [String: Int] = [:]
        for (key, value) in node.pairs {
            guard let name = key.text else {
                file.add(.notAKey(at: file.place(of: key)))
                continue
            }
            if let line = firstLines[name] {
                file.add(.repeatedKey(name, at: file.place(of: key), first: line))
                continue
            }
            firstLines[name] = key.mark?.line ?? 1
            let keyPlace = value.text == "" && value.isNull ? file.place(of: key) : nil
            let entry = YAMLValue(value, key: name, in: file, at: keyPlace)
            entries.append(YAMLEntry(name: name, value: entry, key: key))
        }
        return entries
    }

    /// The value of a key that need not be there; an empty one counts as absent.
    func optional(_ key: String) -> YAMLValue {
        asked.append(key)
        guard let value = value(key), value.node?.isNull == false else {
            return YAMLValue(absent: key, at: place, in: file)
        }
        return value
    }

    /// The value of a key that must be there.
    ///
    /// - Parameter example: How to write it, as `topic: greetings`.
    func required(_ key: String, _ example: String) -> YAMLValue {
        let value = optional(key)
        if !value.isPresent {
            let written = self.value(key)
            file.add(
                written == nil
                    ? .missingKey(key, example: example, at: place)
                    : .emptyKey(key, example: example, at: written?.place ?? place))
        }
        return value
    }

    /// Whether a key is written, be it with nothing behind it.
    func has(_ key: String) -> Bool {
        asked.append(key)
        return value(key) != nil
    }

    /// Which of some keys are written.
    func present(among keys: [String]) -> [YAMLEntry] {
        asked += keys
        return entries.filter { keys.contains($0.name) }
    }

    /// Notes a fault of the mapping as a whole.
    func fault(_ fault: ValueFault, at place: Place? = nil) {
        file.add(Problem(.definition, fault.summary, at: place ?? self.place, hint: fault.hint))
    }

    private func value(_ key: String) -> YAMLValue? {
        entries.first { $0.name == key }?.value
    }

    /// Notes what a comma in an unquoted expression has left, and says whether there was one.
    ///
    /// `{where: tier in (gold, silver)}` has a second "key": `silver)`, without a value.
    func reportBrokenExpression() -> Bool {
        guard isFlow else { return false }
        for (before, entry) in zip(entries, entries.dropFirst()) where entry.isBare {
            guard entry.name.contains(where: { " \"'()<>=".contains($0) }) else { continue }
            file.add(.brokenExpression(entry.name, of: before.name, at: entry.namePlace))
            return true
        }
        return false
    }

    /// Notes the keys for which nobody asked.
    func reportUnknownKeys() {
        for (index, entry) in entries.enumerated() where !asked.contains(entry.name) {
            if isFlow, entry.isBare, index > 0,
                Suggestion.closest(to: entry.name, among: asked) == nil
            {
                let before = entries[index - 1].name
                file.add(.brokenExpression(entry.name, of: before, at: entry.namePlace))
            } else {
                file.add(.unknownKey(entry.name, known: asked, at: entry.namePlace))
            }
        }
    }
}

extension YAMLEntry {
    /// Whether nothing is written behind the key.
    fileprivate var isBare: Bool { value.node?.isNull == true && value.node?.text == "" }
}

extension Problem {
    fileprivate static func unknownKey(_ key: String, known: [String], at place: Place) -> Problem {
        guard key != "<<" else {
            return Problem(
                .definition, "\"<<\" merges nothing: YAML 1.2 has no merge keys", at: place,
                hint: "Write the keys out; an alias (*name) may stand for a whole value.")
        }
        return Problem(
            .definition, "unknown key \"\(key)\"", at: place,
            hint: Suggestion.hint(for: key, among: Set(known), known: "keys here"))
    }

    fileprivate static func missingKey(_ key: String, example: String, at place: Place) -> Problem {
        Problem(
            .definition, "the key \"\(key)\" is missing", at: place,
            hint: "Add it: \(example)")
    }

    fileprivate static func emptyKey(_ key: String, example: String, at place: Place) -> Problem {
        Problem(
            .definition, "\"\(key)\" has no value", at: place,
            hint: "Write it: \(example)")
    }

    fileprivate static func notAKey(at place: Place) -> Problem {
        Problem(
            .definition, "a key must be a word, not a list or a mapping", at: place,
            hint: "Write \"key: value\".")
    }

    fileprivate static func brokenExpression(
        _ rest: String, of key: String, at place: Place
    ) -> Problem {
        Problem(
            .definition, "\"\(key)\" ends at the comma, and \"\(rest)\" is no key", at: place,
            hint: "Inside { } an expression with a comma must be quoted: {\(key): '…, …'}.")
    }
}
