import Yams

/// Where the nodes of a document begin and end in its text, for edits that leave the rest alone.
///
/// Offsets count Unicode scalars of the text.
struct YAMLExtents {
    let text: [Unicode.Scalar]
    private let source: SourceText
    private let lineStarts: [Int]

    init(_ source: SourceText, text: String) {
        self.source = source
        self.text = Array(text.unicodeScalars)
        var starts = [0]
        for (index, scalar) in self.text.enumerated() {
            let next = index + 1 < self.text.count ? self.text[index + 1] : nil
            if scalar == "\n" || (scalar == "\r" && next != "\n") { starts.append(index + 1) }
        }
        lineStarts = starts
    }

    /// The line end that the file uses.
    var lineEnd: String {
        guard let index = text.firstIndex(where: { $0 == "\n" || $0 == "\r" }) else { return "\n" }
        guard text[index] == "\r" else { return "\n" }
        return index + 1 < text.count && text[index + 1] == "\n" ? "\r\n" : "\r"
    }

    /// Where a node begins; nil where the parser does not say.
    func start(of node: Node) -> Int? {
        guard let mark = node.mark, lineStarts.indices.contains(mark.line - 1) else { return nil }
        return min(text.count, lineStarts[mark.line - 1] + mark.column - 1)
    }

    /// How far a node's line is indented to the node.
    func column(of node: Node) -> Int { max(0, (node.mark?.column ?? 1) - 1) }

    /// Whether a collection is written with brackets.
    func isFlow(_ node: Node) -> Bool {
        guard let start = start(of: node), start < text.count else { return false }
        return text[start] == "{" || text[start] == "["
    }

    /// Where a node ends, its closing quote or bracket included.
    func end(of node: Node) -> Int? {
        switch node {
        case .scalar(let scalar): return end(of: scalar)
        case .alias: return nil
        case .mapping:
            let last = node.pairs.last.flatMap { entry in
                entry.value.text == "" && entry.value.isNull
                    ? end(of: entry.key) : end(of: entry.value)
            }
            return isFlow(node) ? close(node, after: last) : last
        case .sequence(let sequence):
            let last = sequence.last.flatMap(end)
            return isFlow(node) ? close(node, after: last) : last
        }
    }

    /// The end of the line that an offset stands on, before its line break.
    func lineEnd(after offset: Int) -> Int {
        var index = offset
        while index < text.count, text[index] != "\n", text[index] != "\r" { index += 1 }
        return index
    }

    private func end(of scalar: Node.Scalar) -> Int? {
        let position = ScalarPlaces(scalar, in: source).end
        guard lineStarts.indices.contains(position.line - 1) else { return nil }
        var index = min(text.count, lineStarts[position.line - 1] + position.column - 1)
        let quote: Unicode.Scalar
        switch scalar.style {
        case .singleQuoted: quote = "'"
        case .doubleQuoted: quote = "\""
        case .any, .plain, .literal, .folded: return index
        }
        while index < text.count, text[index] != quote {
            guard text[index].properties.isWhitespace else { return nil }
            index += 1
        }
        return index + 1
    }

    /// Behind the bracket that closes a collection.
    private func close(_ node: Node, after last: Int?) -> Int? {
        guard var index = last ?? start(of: node).map({ $0 + 1 }) else { return nil }
        while index < text.count {
            switch text[index] {
            case "}", "]": return index + 1
            case "#": index = lineEnd(after: index)
            case ",", ":": index += 1
            case let scalar where scalar.properties.isWhitespace: index += 1
            default: return nil
            }
        }
        return nil
    }
}
