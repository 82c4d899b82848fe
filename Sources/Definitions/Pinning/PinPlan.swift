import Problems
import Yams

/// What is to be written into one feed's entry, as text and as nodes.
struct PinPlan {
    /// The keys of `csv:` that change.
    private let csv: [(key: String, text: String, node: Node)]
    /// The fields of `map:` with what is added to each.
    private let fields: [(field: String, key: String, value: String)]
    private let feed: Feed

    init(_ pins: FeedPins, format: CSVFormat, feed: Feed) {
        self.feed = feed
        var csv: [(key: String, text: String, node: Node)] = []
        func pin(_ key: String, _ text: String, _ value: String) {
            csv.append((key, text, Node(value)))
        }
        if format.encoding != pins.encoding {
            pin("encoding", pins.encoding.name, pins.encoding.name)
        }
        if format.delimiter != pins.delimiter {
            pin("delimiter", pins.delimiter.yaml, pins.delimiter.word)
        }
        if format.quote != pins.quote { pin("quote", pins.quote.yaml, pins.quote.word) }
        pin("header", "\(pins.hasHeader)", "\(pins.hasHeader)")
        if format.skipLines != pins.skipLines {
            pin("skip", "\(pins.skipLines)", "\(pins.skipLines)")
        }
        if format.columns != pins.columns, !pins.columns.isEmpty {
            let names = pins.columns.map { Node($0.replacing("${", with: "$${")) }
            csv.append(("columns", YAMLText.list(pins.columns), Node(names)))
        }
        self.csv = csv
        fields =
            pins.formats.sorted { $0.key < $1.key }.map { ($0.key, "format", $0.value) }
            + pins.decimals.sorted { $0.key < $1.key }.map { ($0.key, "decimal", String($0.value)) }
    }

    /// Whether an entry does not say all of it yet.
    func changesSomething(of feed: Node) -> Bool { !feed.readsLike(expected(feed)) }

    /// Edits the text of a feed's entry; false where it cannot be edited in place.
    func apply(to edit: inout YAMLEdit, _ feed: Node) -> Bool {
        let said = feed.child("csv")
        let changes = csv.filter { said?.child($0.key)?.readsLike($0.node) != true }.map {
            ($0.key, $0.text)
        }
        if !changes.isEmpty {
            if case .mapping = said, let said {
                guard edit.set(changes, in: said) else { return false }
            } else if feed.child("csv") != nil {
                let text = changes.map { "\($0.0): \($0.1)" }.joined(separator: ", ")
                guard edit.set([("csv", "{\(text)}")], in: feed) else { return false }
            } else {
                guard let file = feed.pairs.first(where: { $0.key.text == "file" }),
                    edit.insertSection("csv", changes, after: file, in: feed)
                else { return false }
            }
        }
        return fields.allSatisfy { pin in
            guard let entry = feed.child("map")?.child(pin.field) else { return false }
            let text = YAMLText.quoted(pin.value)
            if case .mapping = entry { return edit.set([(pin.key, text)], in: entry) }
            guard let column = edit.written(entry) else { return false }
            let name =
                column.hasPrefix("\"") || column.hasPrefix("'")
                ? column : YAMLText.scalar(entry.text ?? column)
            return edit.replace(entry, by: "{column: \(name), \(pin.key): \(text)}")
        }
    }

    /// The feed's entry as it has to be read afterwards.
    func expected(_ feed: Node) -> Node {
        let said = feed.child("csv")
        var entry: Node
        let pins = csv.map { ($0.key, $0.node) }
        if case .mapping = said, let said {
            entry = feed.setting([("csv", said.setting(pins))])
        } else {
            entry = feed.setting([("csv", Node(pins.map { (Node($0.0), $0.1) }))], after: "file")
        }
        for pin in fields {
            guard let map = entry.child("map"), let value = map.child(pin.field) else { continue }
            let new: Node
            if case .mapping = value {
                new = value.setting([(pin.key, Node(pin.value))])
            } else {
                new = Node([(Node("column"), value), (Node(pin.key), Node(pin.value))])
            }
            entry = entry.setting([("map", map.setting([(pin.field, new)]))])
        }
        return entry
    }

    /// The pins as text to paste.
    private var text: String {
        let section = csv.map { "  \($0.key): \($0.text)" }
        let maps = fields.map { pin in
            "  \(pin.field): {column: …, \(pin.key): \(YAMLText.quoted(pin.value))}"
        }
        return (["csv:"] + section + (maps.isEmpty ? [] : ["map:"] + maps)).joined(separator: "\n")
    }
}

extension YAMLEdit {
    /// Writes a new section behind an entry of a mapping: in braces where the mapping has them.
    fileprivate mutating func insertSection(
        _ key: String, _ entries: [(key: String, text: String)],
        after pair: (key: Node, value: Node), in mapping: Node
    ) -> Bool {
        let lines = entries.map { "\($0.key): \($0.text)" }
        let text =
            isFlow(mapping)
            ? "\(key): {\(lines.joined(separator: ", "))}"
            : "\(key):\n" + lines.map { "  " + $0 }.joined(separator: "\n")
        return insert([text], after: pair, in: mapping)
    }
}

extension Node {
    /// A mapping with some keys set: in their place, or last, or behind another key.
    func setting(_ entries: [(String, Node)], after other: String? = nil) -> Node {
        guard case .mapping(let mapping) = self else { return self }
        var pairs = mapping.map { ($0.key, $0.value) }
        for (key, value) in entries {
            if let index = pairs.firstIndex(where: { $0.0.text == key }) {
                pairs[index].1 = value
            } else if let other, let index = pairs.firstIndex(where: { $0.0.text == other }) {
                pairs.insert((Node(key), value), at: index + 1)
            } else {
                pairs.append((Node(key), value))
            }
        }
        return Node(pairs)
    }
}

extension CSVFormat.Delimiter {
    /// The word or character that a job file has for it.
    fileprivate var word: String {
        switch self {
        case .detected: "auto"
        case .blanks: "blanks"
        case .byte(UInt8(ascii: "\t")): "tab"
        case .byte(let byte): String(decoding: [byte], as: UTF8.self)
        }
    }

    fileprivate var yaml: String { word.count == 1 ? YAMLText.quoted(word) : word }
}

extension CSVFormat.Quote {
    fileprivate var word: String {
        switch self {
        case .detected: "auto"
        case .none: "none"
        case .byte(let byte): String(decoding: [byte], as: UTF8.self)
        }
    }

    fileprivate var yaml: String { word == "\"" ? "'\"'" : word == "'" ? "\"'\"" : word }
}

extension PinPlan {
    /// Why nothing is written.
    var refusal: Problem {
        Problem(
            .definition,
            "what was found cannot be written into \(feed.place.file) without changing more of it",
            at: feed.place, hint: "Write it yourself:\n\(text)")
    }
}
