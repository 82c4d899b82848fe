import Problems

/// Prepares a mail's HTML, once for all customers: styles go into attributes, URLs are marked, and
/// values stand only where their characters can do no harm.
struct HTMLPass {
    private var reader: HTMLReader
    private var problems = ProblemList()
    /// What is put in before a unit.
    private var insertions: [Int: [HTMLReader.Unit]] = [:]
    private var removed: [Range<Int>] = []
    private var rules: [StyleSheet.Rule] = []
    private var path: [StyledElement] = []

    private init(_ tokens: [TemplateToken]) {
        reader = HTMLReader(tokens: tokens)
    }

    /// The tokens as they are to be bound, and what is wrong with them.
    static func prepared(
        _ tokens: [TemplateToken]
    ) -> (tokens: [TemplateToken], problems: [Problem]) {
        var pass = HTMLPass(tokens)
        pass.readStyles()
        var reader = pass.reader
        while let event = reader.next() {
            switch event {
            case .open(let element): pass.open(element)
            case .close(let name): pass.close(name)
            case .raw, .text, .tag: break
            }
        }
        return (pass.edited(), pass.problems.all)
    }

    /// Takes what can be inlined out of the style sheets.
    private mutating func readStyles() {
        var reader = reader
        while let event = reader.next() {
            guard case .raw(let name, let range) = event, name != "title" else { continue }
            let tokens = tokens(in: range)
            for token in tokens { refuse(token, within: "<\(name)>") }
            guard name == "style", case .literal(let css)? = tokens.first?.kind,
                tokens.count == 1
            else { continue }
            let sheet = StyleSheet(css)
            rules += sheet.rules
            removed.append(range)
            insertions[range.upperBound, default: []] += Self.units(of: sheet.rest)
        }
    }

    private mutating func open(_ element: HTMLReader.Element) {
        var attributes: [String: String] = [:]
        for name in element.attributes.keys { attributes[name] = element.written(name) }
        let styled = StyledElement(name: element.name, attributes: attributes)
        path.append(styled)
        inline(element)
        if element.isVoid { path.removeLast() }
        for token in element.strays { refuse(token, within: "a tag, beside its attributes") }
        for (name, range, isQuoted) in element.ranges {
            check(name, tokens(in: range), isQuoted: isQuoted)
            mark(name, of: element.name, range)
        }
    }

    private mutating func close(_ name: String) {
        guard let index = path.lastIndex(where: { $0.name == name }) else { return }
        path.removeSubrange(index...)
    }

    private mutating func inline(_ element: HTMLReader.Element) {
        guard !rules.isEmpty, !Self.unstyled.contains(element.name) else { return }
        let own = element.ranges.first { $0.name == "style" }
        let declarations = StyleSheet.declarations(
            for: path, rules: rules, own: element.written("style"))
        guard !declarations.isEmpty else { return }
        // Its own quotes are double: quotes within are made single.
        let text = declarations.map(\.text).joined(separator: ";").replacing("\"", with: "'")
        if let own, own.isQuoted {
            insertions[own.range.lowerBound, default: []] += Self.units(of: "\(text);")
        } else if own == nil {
            insertions[element.nameEnd, default: []] += Self.units(of: " style=\"\(text)\"")
        }
    }

    /// A value must not become CSS, a script, or the end of its attribute.
    private mutating func check(_ name: String, _ tokens: [TemplateToken], isQuoted: Bool) {
        problems.add(TemplateFile.unbalanced(tokens))
        for token in tokens {
            if name == "style" || name.hasPrefix("on") {
                refuse(token, within: "the attribute \(name)")
            } else if !isQuoted, token.isValue {
                problems.add(Self.notQuoted(token.place, name))
            }
        }
    }

    private mutating func mark(_ name: String, of element: String, _ range: Range<Int>) {
        let isAnchor = name == "href" && (element == "a" || element == "area")
        guard isAnchor || ["href", "src", "background", "action"].contains(name),
            !range.isEmpty
        else { return }
        let place = Place("")
        let begin = TemplateToken(.linkBegin(isAnchor ? .anchor : .resource), place)
        insertions[range.lowerBound, default: []].append(.tag(begin, -1))
        insertions[range.upperBound, default: []]
            .insert(.tag(TemplateToken(.linkEnd, place), -1), at: 0)
    }

    private mutating func refuse(_ token: TemplateToken, within place: String) {
        if token.isValue { problems.add(Self.noValueHere(token.place, place)) }
    }

    private func tokens(in range: Range<Int>) -> [TemplateToken] {
        Self.tokens(of: reader.units[range])
    }

    private func edited() -> [TemplateToken] {
        var units: [HTMLReader.Unit] = []
        for (index, unit) in reader.units.enumerated() {
            if let added = insertions[index] { units += added }
            if !removed.contains(where: { $0.contains(index) }) { units.append(unit) }
        }
        return Self.tokens(of: units[...])
    }

    private static func tokens(of units: ArraySlice<HTMLReader.Unit>) -> [TemplateToken] {
        var tokens: [TemplateToken] = []
        var text = ""
        for unit in units {
            switch unit {
            case .character(let character): text.append(character)
            case .tag(let token, _):
                if !text.isEmpty { tokens.append(TemplateToken(.literal(text), Place(""))) }
                text = ""
                tokens.append(token)
            }
        }
        if !text.isEmpty { tokens.append(TemplateToken(.literal(text), Place(""))) }
        return tokens
    }

    private static func units(of text: String) -> [HTMLReader.Unit] {
        text.map { .character($0) }
    }

    /// What is never shown.
    private static let unstyled: Set<String> = [
        "html", "head", "meta", "link", "base", "title", "style", "script",
    ]
}

extension TemplateToken {
    /// Whether it shows a value, and not only opens or closes a section.
    fileprivate var isValue: Bool {
        switch kind {
        case .value, .raw: true
        case .literal, .section, .inverted, .close, .partial, .linkBegin, .linkEnd: false
        }
    }
}

extension HTMLPass {
    private static func noValueHere(_ place: Place, _ within: String) -> Problem {
        Problem(
            .definition, "a value cannot stand within \(within)", at: place,
            hint: "What it holds could change the mail there. Use it in a text, or in a quoted"
                + " attribute as href=\"{{url}}\".")
    }
    private static func notQuoted(_ place: Place, _ name: String) -> Problem {
        Problem(
            .definition, "the value of the attribute \(name) needs quotes", at: place,
            hint: "Write it as \(name)=\"{{…}}\".")
    }
}
