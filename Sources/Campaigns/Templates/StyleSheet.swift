/// What a mail's `<style>` says: rules that can stand in `style` attributes, and the rest.
///
/// Mail programs drop style sheets; what can be inlined is. Media queries, pseudo-classes and other
/// at-rules stay where they are, for the programs that read them.
struct StyleSheet {
    struct Rule {
        var selector: StyleSelector
        var declarations: [StyleDeclaration]
    }

    /// In the order of the sheet.
    private(set) var rules: [Rule] = []
    /// What stays in the sheet.
    private(set) var rest = ""

    init(_ css: String) {
        var text = Self.withoutComments(css)[...]
        while let brace = text.firstIndex(where: { "{;".contains($0) }) {
            let head = text[..<brace].trimmed
            if text[brace] == ";" {
                // An at-rule without a block, as @import.
                rest += "\(head);\n"
                text = text[text.index(after: brace)...]
                continue
            }
            let end = Self.end(of: brace, in: text)
            let block = text[text.index(after: brace)..<end]
            text = end == text.endIndex ? "" : text[text.index(after: end)...]
            if head.hasPrefix("@") {
                rest += "\(head) {\(block)}\n"
            } else {
                add(head, String(block))
            }
        }
    }

    private mutating func add(_ head: String, _ block: String) {
        let declarations = StyleDeclaration.all(in: block)
        var kept: [String] = []
        for text in head.split(separator: ",").map(\.trimmed) {
            if let selector = StyleSelector(text) {
                rules.append(Rule(selector: selector, declarations: declarations))
            } else {
                kept.append(text)
            }
        }
        if !kept.isEmpty { rest += "\(kept.joined(separator: ", ")) {\(block)}\n" }
    }

    /// The declarations for an element, the strongest last and each property once; of what its own
    /// attribute says only the names matter here: that is stronger, unless a rule is important.
    static func declarations(
        for path: [StyledElement], rules: [Rule], own: String
    ) -> [StyleDeclaration] {
        let matching = rules.enumerated().filter { $0.element.selector.matches(path) }
            .sorted {
                ($0.element.selector.weight, $0.offset) < ($1.element.selector.weight, $1.offset)
            }
        var found: [StyleDeclaration] = []
        for declaration in matching.flatMap(\.element.declarations) {
            let known = found.firstIndex { $0.property == declaration.property }
            if let known {
                if found[known].isImportant, !declaration.isImportant { continue }
                found.remove(at: known)
            }
            found.append(declaration)
        }
        let properties = Set(StyleDeclaration.all(in: own).map(\.property))
        return found.filter { $0.isImportant || !properties.contains($0.property) }
    }

    private static func withoutComments(_ css: String) -> String {
        var result = ""
        var rest = css[...]
        while let start = rest.firstRange(of: "/*") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstRange(of: "*/") else { return result }
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    /// Where the block that opens at a brace ends; quoted braces do not count.
    private static func end(of brace: Substring.Index, in text: Substring) -> Substring.Index {
        var depth = 0
        var quote: Character?
        for index in text[brace...].indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "{" {
                depth += 1
            } else if character == "}" {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return text.endIndex
    }
}

/// `property: value`, as in a rule or a `style` attribute.
struct StyleDeclaration: Equatable {
    /// In lower case.
    var property: String
    var value: String
    var isImportant: Bool

    var text: String { "\(property):\(value)\(isImportant ? " !important" : "")" }

    static func all(in block: String) -> [StyleDeclaration] {
        var parts: [String] = [""]
        var depth = 0
        var quote: Character?
        for character in block {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "(" {
                depth += 1
            } else if character == ")" {
                depth -= 1
            } else if character == ";", depth <= 0 {
                parts.append("")
                continue
            }
            parts[parts.count - 1].append(character)
        }
        return parts.compactMap { part in
            guard let colon = part.firstIndex(of: ":") else { return nil }
            let property = part[..<colon].trimmed.lowercased()
            var value = part[part.index(after: colon)...].trimmed
            guard !property.isEmpty, !value.isEmpty else { return nil }
            let isImportant = value.lowercased().hasSuffix("!important")
            if isImportant { value = value.dropLast(10).trimmed }
            return StyleDeclaration(
                property: property, value: value, isImportant: isImportant)
        }
    }
}

extension StringProtocol {
    /// Without white space at both ends, and with single blanks for what is between lines.
    var trimmed: String { split { $0.isWhitespace }.joined(separator: " ") }
}
