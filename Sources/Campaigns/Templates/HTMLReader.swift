internal import Problems

/// Reads HTML whose text and attributes hold Mustache tags: forgiving, as browsers are.
///
/// It tells words, elements that begin and end, and where in the template all that stands, so that
/// the template can be changed there. Mustache tags within comments are left out.
struct HTMLReader {
    enum Event {
        case text(String)
        /// A Mustache tag in the text, and which token it is.
        case tag(TemplateToken, Int)
        case open(Element)
        case close(String)
        /// What stands in a style sheet, a script or a title.
        case raw(String, Range<Int>)
    }

    /// An element's start.
    struct Element {
        /// In lower case.
        var name = ""
        var attributes: [String: [TemplateToken]] = [:]
        /// Where the values of attributes stand, within their quotes; units of the reader.
        var ranges: [(name: String, range: Range<Int>, isQuoted: Bool)] = []
        /// Where the element's name ends.
        var nameEnd = 0
        /// The Mustache tags beside its attributes.
        var strays: [TemplateToken] = []

        /// An attribute's value, entities decoded; empty without it.
        func tokens(_ attribute: String) -> [TemplateToken] {
            (attributes[attribute] ?? []).map { token in
                guard case .literal(let text) = token.kind else { return token }
                return TemplateToken(.literal(HTMLEntities.decoded(text)), token.place)
            }
        }

        /// Whether it has no end and no content.
        var isVoid: Bool {
            ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"]
                .contains(name)
        }

        /// Whether readers of the text never see it: hidden, or a picture drawn in HTML
        /// (`aria-hidden`).
        var isHidden: Bool {
            if ["head", "title", "style", "script", "template", "noscript"].contains(name) {
                return true
            }
            return text(of: "aria-hidden") == "true"
                || text(of: "style").filter { !$0.isWhitespace }.contains("display:none")
        }

        /// The same in lower case.
        private func text(of attribute: String) -> String { written(attribute).lowercased() }

        /// What a template writes itself into an attribute.
        func written(_ attribute: String) -> String {
            (attributes[attribute] ?? []).map { token -> String in
                if case .literal(let text) = token.kind { text } else { "" }
            }.joined()
        }
    }

    enum Unit {
        case character(Character)
        case tag(TemplateToken, Int)
    }

    let units: [Unit]
    private var position = 0

    init(tokens: [TemplateToken]) {
        units = tokens.enumerated().flatMap { index, token -> [Unit] in
            guard case .literal(let text) = token.kind else { return [.tag(token, index)] }
            return text.map { .character($0) }
        }
    }

    /// The next event; nil at the end.
    mutating func next() -> Event? {
        while position < units.count {
            if case .tag(let token, let index) = units[position] {
                position += 1
                return .tag(token, index)
            }
            if matches("<!--") {
                skip(past: "-->")
            } else if matches("<!") || matches("<?") {
                skip(past: ">")
            } else if matches("</"), isLetter(position + 2) {
                position += 2
                let name = word()
                skip(past: ">")
                return .close(name)
            } else if matches("<"), isLetter(position + 1) {
                position += 1
                let element = element()
                if ["style", "script", "title"].contains(element.name) {
                    let start = position
                    while position < units.count, !matches("</\(element.name)") { position += 1 }
                    let range = start..<position
                    skip(past: ">")
                    return .raw(element.name, range)
                }
                return .open(element)
            } else {
                return .text(run())
            }
        }
        return nil
    }

    /// Characters up to the next tag of either kind.
    private mutating func run() -> String {
        var text = ""
        while position < units.count, case .character(let character) = units[position] {
            if character == "<", !text.isEmpty { break }
            text.append(character)
            position += 1
        }
        return text
    }

    private mutating func element() -> Element {
        var element = Element(name: word())
        element.nameEnd = position
        while let character = character(&element.strays), character != ">" {
            guard character.isLetter else {
                position += 1
                continue
            }
            let name = word()
            skipSpaces()
            guard self.character() == "=" else { continue }
            position += 1
            skipSpaces()
            let start = position
            element.attributes[name] = value()
            let isQuoted = isQuote(start)
            let end = isQuoted && isQuote(position - 1) ? position - 1 : position
            element.ranges.append((name, start + (isQuoted ? 1 : 0)..<end, isQuoted))
        }
        position += 1
        return element
    }

    /// An attribute's value: quoted, or up to a space or the element's end.
    private mutating func value() -> [TemplateToken] {
        var quote: Character?
        if isQuote(position), case .character(let character) = units[position] {
            quote = character
            position += 1
        }
        var tokens: [TemplateToken] = []
        var text = ""
        func flush() {
            if !text.isEmpty { tokens.append(TemplateToken(.literal(text), Place(""))) }
            text = ""
        }
        while position < units.count {
            switch units[position] {
            case .tag(let token, _):
                flush()
                tokens.append(token)
            case .character(let character):
                if let quote, character == quote {
                    position += 1
                    flush()
                    return tokens
                }
                if quote == nil, character.isWhitespace || character == ">" {
                    flush()
                    return tokens
                }
                text.append(character)
            }
            position += 1
        }
        flush()
        return tokens
    }

    /// Letters, digits and hyphens, in lower case.
    private mutating func word() -> String {
        var word = ""
        while let character = character(),
            character.isLetter || character.isNumber
                || character == "-" || character == ":"
        {
            word.append(character)
            position += 1
        }
        return word.lowercased()
    }

    /// The character here. Within an element, Mustache tags between its attributes are passed over.
    private mutating func character() -> Character? {
        var strays: [TemplateToken] = []
        return character(&strays)
    }

    private mutating func character(_ strays: inout [TemplateToken]) -> Character? {
        while position < units.count {
            switch units[position] {
            case .character(let character): return character
            case .tag(let token, _): strays.append(token)
            }
            position += 1
        }
        return nil
    }

    private func isQuote(_ index: Int) -> Bool {
        guard units.indices.contains(index), case .character(let character) = units[index] else {
            return false
        }
        return character == "\"" || character == "'"
    }

    private mutating func skipSpaces() {
        while position < units.count, case .character(let character) = units[position],
            character.isWhitespace
        {
            position += 1
        }
    }

    private mutating func skip(past text: String) {
        while position < units.count, !matches(text) { position += 1 }
        position = min(position + text.count, units.count)
    }

    private func matches(_ text: String) -> Bool {
        guard position + text.count <= units.count else { return false }
        return zip(text, units[position...]).allSatisfy { expected, unit in
            if case .character(let character) = unit {
                character.lowercased() == expected.lowercased()
            } else {
                false
            }
        }
    }

    private func isLetter(_ index: Int) -> Bool {
        guard index < units.count, case .character(let character) = units[index] else {
            return false
        }
        return character.isLetter
    }
}
