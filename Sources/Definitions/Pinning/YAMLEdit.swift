import Yams

/// Edits of a document's text, made one by one on its nodes and applied together.
///
/// Each gives nil when the text cannot be edited in place. That an edit means what it should is
/// not taken on trust: the result is read again (``FeedPinning``).
struct YAMLEdit {
    private let extents: YAMLExtents
    private var changes: [(range: Range<Int>, text: String)] = []

    init(_ extents: YAMLExtents) { self.extents = extents }

    /// The text with all edits; nil if two of them overlap.
    var result: String? {
        var scalars = extents.text
        var before = scalars.count
        // Of insertions at one place the first stays first.
        let ordered = changes.enumerated().sorted {
            ($0.element.range.lowerBound, $0.offset) > ($1.element.range.lowerBound, $1.offset)
        }
        for (_, change) in ordered {
            guard change.range.upperBound <= before else { return nil }
            scalars.replaceSubrange(change.range, with: change.text.unicodeScalars)
            before = change.range.lowerBound
        }
        return String(String.UnicodeScalarView(scalars))
    }

    func isFlow(_ node: Node) -> Bool { extents.isFlow(node) }

    /// What stands in the file for a node.
    func written(_ node: Node) -> String? {
        guard let start = extents.start(of: node), let end = extents.end(of: node), start <= end
        else { return nil }
        return String(String.UnicodeScalarView(extents.text[start..<end]))
    }

    /// Writes another text in a node's place.
    mutating func replace(_ node: Node, by text: String) -> Bool {
        guard let start = extents.start(of: node), let end = extents.end(of: node), start <= end
        else { return false }
        changes.append((start..<end, text))
        return true
    }

    /// Sets keys of a mapping: written ones get another value, the others come last.
    mutating func set(_ entries: [(key: String, text: String)], in mapping: Node) -> Bool {
        var added: [(key: String, text: String)] = []
        for entry in entries {
            guard let pair = mapping.pairs.first(where: { $0.key.text == entry.key }) else {
                added.append(entry)
                continue
            }
            guard replaceValue(of: pair, by: entry.text) else { return false }
        }
        guard !added.isEmpty else { return true }
        let texts = added.map { "\($0.key): \($0.text)" }
        guard let last = mapping.pairs.last else {
            guard extents.isFlow(mapping), let start = extents.start(of: mapping) else {
                return false
            }
            changes.append(((start + 1)..<(start + 1), texts.joined(separator: ", ")))
            return true
        }
        return insert(texts, after: last, in: mapping)
    }

    /// Writes new entries behind one of a mapping, each a line where each has its line.
    mutating func insert(
        _ texts: [String], after pair: (key: Node, value: Node), in mapping: Node
    ) -> Bool {
        guard let end = end(of: pair) else { return false }
        if extents.isFlow(mapping) {
            changes.append((end..<end, texts.map { ", \($0)" }.joined()))
            return true
        }
        let place = extents.lineEnd(after: end)
        let indent = String(repeating: " ", count: extents.column(of: pair.key))
        let lines = texts.map { text in
            text.split(separator: "\n").map { extents.lineEnd + indent + $0 }.joined()
        }
        changes.append((place..<place, lines.joined()))
        return true
    }

    private mutating func replaceValue(of pair: (key: Node, value: Node), by text: String) -> Bool {
        if !pair.value.isNull, pair.value.text != nil || extents.isFlow(pair.value) {
            return replace(pair.value, by: text)
        }
        // Nothing, or a list or mapping on lines of its own: all behind the key is written anew.
        guard let start = extents.end(of: pair.key), let end = end(of: pair) else { return false }
        var colon = start
        while colon < extents.text.count, extents.text[colon] == " " { colon += 1 }
        guard colon < extents.text.count, extents.text[colon] == ":" else { return false }
        changes.append(((colon + 1)..<max(end, colon + 1), " \(text)"))
        return true
    }

    private func end(of pair: (key: Node, value: Node)) -> Int? {
        if pair.value.text == "", pair.value.isNull {
            return extents.end(of: pair.key).map { $0 + 1 }
        }
        return extents.end(of: pair.value)
    }
}
