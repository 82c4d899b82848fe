internal import Problems

/// Turns the tokens of an HTML mail into those of its plain text, once for all customers.
///
/// Paragraphs and lists keep their lines, links become `text (url)`, entities their characters;
/// styles, comments and what is hidden are left out. Where lines break is marked by control
/// characters, which values cannot hold; `laidOut` makes them into line breaks when the text is
/// rendered, so that sections that show nothing leave no holes.
struct HTMLText {
    /// The tokens that open repeating sections.
    private let lists: Set<Int>
    private var pieces: [Piece] = []
    private var sections: [Section] = []
    private var link: Link?
    /// The element whose end ends what is left out, and how many of its name are open.
    private var hidden: (name: String, depth: Int)?
    /// Links whose address has been shown.
    private var shown: [LinkKey] = []

    init(lists: Set<Int>) {
        self.lists = lists
    }

    private struct Section: Equatable {
        var token: Int
        var isList: Bool
    }

    /// An address as the template writes it, and the sections in which it means what it means.
    private struct LinkKey {
        var address: [TemplateToken.Kind]
        var sections: [Section]

        /// Whether this link is there, with the same address, wherever the other one is.
        func covers(_ other: LinkKey) -> Bool {
            address == other.address && other.sections.starts(with: sections)
                && other.sections.dropFirst(sections.count).allSatisfy { !$0.isList }
        }
    }

    private struct Link {
        var key: LinkKey
        var address: [TemplateToken]
        /// Where its content begins in the pieces.
        var start: Int
        /// The alternative text of a picture in it.
        var picture: [TemplateToken] = []
    }

    private enum Piece {
        case token(TemplateToken)
        /// A link around a picture alone: shown unless a link with words leads there too.
        case picture(LinkKey, [TemplateToken])
    }

    /// The tokens of the text, with marks for its lines.
    mutating func text(of tokens: [TemplateToken]) -> [TemplateToken] {
        var reader = HTMLReader(tokens: tokens)
        while let event = reader.next() {
            switch event {
            case .text(let text):
                if hidden == nil { add(Self.collapsed(HTMLEntities.decoded(text))) }
            case .tag(let token, let index): mustache(token, index)
            case .open(let element): open(element)
            case .close(let name): close(name)
            case .raw: break
            }
        }
        return pieces.flatMap { piece -> [TemplateToken] in
            switch piece {
            case .token(let token): return [token]
            case .picture(let key, let content):
                return shown.contains { $0.covers(key) } ? [] : content
            }
        }
    }

    private mutating func mustache(_ token: TemplateToken, _ index: Int) {
        guard hidden == nil else { return }
        switch token.kind {
        case .section, .inverted:
            sections.append(Section(token: index, isList: lists.contains(index)))
        case .close: if !sections.isEmpty { sections.removeLast() }
        case .literal, .value, .raw, .partial, .linkBegin, .linkEnd: break
        }
        pieces.append(.token(token))
    }

    private mutating func open(_ element: HTMLReader.Element) {
        if let hidden {
            if element.name == hidden.name { self.hidden?.depth += 1 }
            return
        }
        if element.isHidden {
            if !element.isVoid { hidden = (element.name, 1) }
            return
        }
        switch element.name {
        case "a":
            let address = element.tokens("href")
            link = Link(
                key: LinkKey(address: address.map(\.kind), sections: sections),
                address: address, start: pieces.count)
        case "img":
            let words = element.tokens("alt")
            if link != nil {
                link?.picture += words
            } else {
                words.forEach { pieces.append(.token($0)) }
            }
        case "br": add(Self.lineEnd)
        case "hr": add("\(Self.paragraph)---\(Self.paragraph)")
        case "li": add("\(Self.line)- ")
        case "td", "th": add(" ")
        default: add(Self.mark(for: element.name))
        }
    }

    private mutating func close(_ name: String) {
        if let hidden {
            guard name == hidden.name else { return }
            self.hidden = hidden.depth > 1 ? (name, hidden.depth - 1) : nil
            return
        }
        if name == "a", let link {
            self.link = nil
            end(link)
        } else if name == "li" {
            add(Self.line)
        } else if name == "td" || name == "th" {
            add(" ")
        } else {
            add(Self.mark(for: name))
        }
    }

    private mutating func end(_ link: Link) {
        let content = pieces[link.start...].compactMap { piece -> TemplateToken? in
            if case .token(let token) = piece { token } else { nil }
        }
        let hasWords = content.contains { token in
            switch token.kind {
            case .literal(let text): text.contains { !$0.isWhitespace && $0 > "\u{3}" }
            case .value: true
            case .raw, .section, .inverted, .close, .partial, .linkBegin, .linkEnd: false
            }
        }
        let address = address(of: link)
        guard hasWords else {
            guard !link.picture.isEmpty else { return }
            pieces.append(.picture(link.key, link.picture + address))
            return
        }
        let isSaid =
            content.map(\.kind) == link.key.address || shown.contains { $0.covers(link.key) }
        shown.append(link.key)
        if !isSaid { address.forEach { pieces.append(.token($0)) } }
    }

    /// ` (url)`; empty for a link that leads nowhere outside the mail.
    private func address(of link: Link) -> [TemplateToken] {
        let place = Place("")
        if case .literal(let text) = link.key.address.first,
            text.hasPrefix("#") || text.hasPrefix("mailto:") || text.hasPrefix("tel:")
        {
            return []
        }
        guard !link.key.address.isEmpty else { return [] }
        return [
            TemplateToken(.literal(" ("), place), TemplateToken(.linkBegin(.shown), place),
        ] + link.address
            + [TemplateToken(.linkEnd, place), TemplateToken(.literal(")"), place)]
    }

    private mutating func add(_ text: String) {
        if !text.isEmpty { pieces.append(.token(TemplateToken(.literal(text), Place("")))) }
    }

    private static func mark(for name: String) -> String {
        if paragraphs.contains(name) { return paragraph }
        return lines.contains(name) ? line : ""
    }

    /// Whitespace as one space; a text's own control characters are whitespace too.
    private static func collapsed(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isSpace = scalar.value <= 0x20 || scalar.value == 0x7F || scalar.value == 0xA0
            if !isSpace {
                result.unicodeScalars.append(scalar)
            } else if result.last != " " {
                result.append(" ")
            }
        }
        return result
    }

    private static let paragraphs: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "pre",
    ]
    private static let lines: Set<String> = [
        "div", "tr", "section", "article", "header", "footer", "main", "nav", "figure", "center",
        "dl", "dt", "dd", "form", "address", "body",
    ]

    /// A new line begins here.
    private static let line = "\u{1}"
    /// A new paragraph begins here.
    private static let paragraph = "\u{2}"
    /// A line ends here, also an empty one.
    private static let lineEnd = "\u{3}"
}

extension HTMLText {
    /// Makes the marks of a rendered text into line breaks: at most one empty line in a row, none
    /// at either end, one line feed at the end.
    static func laidOut(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var breaks = 0
        var lineEnds = 0
        var hasSpace = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let start = index
            index += 1
            switch bytes[start] {
            case 1: breaks = max(breaks, 1)
            case 2: breaks = 2
            case 3: lineEnds += 1
            case 0...0x20, 0x7F: hasSpace = true
            default:
                let count = min(2, max(breaks, lineEnds))
                if !result.isEmpty {
                    if count > 0 {
                        result += repeatElement(UInt8(ascii: "\n"), count: count)
                    } else if hasSpace {
                        result.append(UInt8(ascii: " "))
                    }
                }
                (breaks, lineEnds, hasSpace) = (0, 0, false)
                // A word is taken whole.
                while index < bytes.endIndex, bytes[index] > 0x20, bytes[index] != 0x7F {
                    index += 1
                }
                result += bytes[start..<index]
            }
        }
        if !result.isEmpty { result.append(UInt8(ascii: "\n")) }
        return result
    }
}
