/// A selector of CSS that can be answered once and for all: names, classes, ids and attributes, joined
/// by blanks or `>`. What depends on the reader (`:hover`) or on neighbours is none.
struct StyleSelector {
    private struct Part {
        var name: String?
        var id: String?
        var classes: [String] = []
        /// Name, and value if one is asked for.
        var attributes: [(name: String, value: String?)] = []
        /// Whether it must be the parent of what follows, not just an ancestor.
        var isParent = false
    }

    private var parts: [Part] = []

    /// The specificity: ids, then classes and attributes, then names.
    var weight: Int {
        parts.reduce(0) { sum, part in
            sum + (part.id == nil ? 0 : 10_000)
                + 100 * (part.classes.count + part.attributes.count)
                + (part.name == nil ? 0 : 1)
        }
    }

    /// nil for a selector that cannot be inlined.
    init?(_ text: String) {
        for word in text.replacing(">", with: " > ").split(separator: " ") {
            if word == ">" {
                guard !parts.isEmpty else { return nil }
                parts[parts.count - 1].isParent = true
                continue
            }
            guard let part = Self.part(word) else { return nil }
            parts.append(part)
        }
        guard let last = parts.last, !last.isParent else { return nil }
    }

    private static func part(_ word: Substring) -> Part? {
        var part = Part()
        var rest = word
        if rest.first == "*" {
            rest = rest.dropFirst()
        } else if let name = Self.name(&rest) {
            part.name = name.lowercased()
        }
        while let mark = rest.popFirst() {
            switch mark {
            case ".":
                guard let name = Self.name(&rest) else { return nil }
                part.classes.append(name)
            case "#":
                guard let name = Self.name(&rest) else { return nil }
                part.id = name
            case "[":
                guard let end = rest.firstIndex(of: "]") else { return nil }
                let halves = rest[..<end].split(separator: "=", maxSplits: 1).map(String.init)
                guard let name = halves.first, name.allSatisfy({ $0.isLetter || $0 == "-" })
                else { return nil }
                let value = halves.count > 1 ? halves[1].filter { !"\"'".contains($0) } : nil
                part.attributes.append((name.lowercased(), value))
                rest = rest[rest.index(after: end)...]
            default: return nil
            }
        }
        return part
    }

    private static func name(_ rest: inout Substring) -> String? {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        rest = rest.dropFirst(name.count)
        return name.isEmpty ? nil : String(name)
    }

    /// Whether it means the last of some elements, each within the one before.
    func matches(_ path: [StyledElement]) -> Bool {
        matches(path[...], parts[...])
    }

    private func matches(_ path: ArraySlice<StyledElement>, _ parts: ArraySlice<Part>) -> Bool {
        guard let part = parts.last else { return true }
        guard let element = path.last, Self.matches(element, part) else { return false }
        let above = parts.dropLast()
        guard let next = above.last else { return true }
        let ancestors = path.dropLast()
        if next.isParent { return matches(ancestors, above) }
        return ancestors.indices.reversed().contains { index in
            matches(ancestors[...index], above)
        }
    }

    private static func matches(_ element: StyledElement, _ part: Part) -> Bool {
        (part.name == nil || part.name == element.name)
            && (part.id == nil || part.id == element.attributes["id"])
            && part.classes.allSatisfy(element.classes.contains)
            && part.attributes.allSatisfy { name, value in
                element.attributes[name].map { value == nil || $0 == value } ?? false
            }
    }
}

/// An element as selectors see it.
struct StyledElement {
    /// In lower case.
    var name: String
    /// As the template writes them itself.
    var attributes: [String: String]

    var classes: Set<String> {
        Set((attributes["class"] ?? "").split { $0.isWhitespace }.map(String.init))
    }
}
