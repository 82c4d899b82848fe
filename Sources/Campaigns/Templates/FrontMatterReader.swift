internal import Problems
internal import Yams

/// Walks the YAML and gathers all its faults.
struct FrontMatterReader {
    let source: TemplateSource
    let firstLine: Int
    private(set) var problems = ProblemList()

    private static let keys = [
        "subject", "preheader", "layout", "locale", "text", "defaults",
    ]

    init(source: TemplateSource, firstLine: Int) {
        self.source = source
        self.firstLine = firstLine
    }

    mutating func frontMatter(_ mapping: Node.Mapping) -> FrontMatter {
        var result = FrontMatter()
        var hasSubject = false
        for (key, value) in mapping {
            let name = key.string ?? ""
            switch name {
            case "subject":
                hasSubject = true
                if let text = text(value, of: name) {
                    result.subject = tokens(text, value)
                    if text.allSatisfy(\.isWhitespace) { problems.add(noSubject(place(key))) }
                }
            case "preheader": result.preheader = text(value, of: name).map { tokens($0, value) }
            case "text": result.text = text(value, of: name).map { tokens($0, value) }
            case "layout": result.layout = text(value, of: name).map { ($0, place(value)) }
            case "locale":
                result.locale = text(value, of: name)
                if let tag = result.locale, !LocaleTag.isTag(tag) {
                    problems.add(notALocale(place(value), tag))
                }
            case "defaults": result.defaults = defaults(value)
            default: problems.add(unknownKey(place(key), name))
            }
        }
        if !hasSubject {
            problems.add(noSubject(source.place(line: 1, column: 1, length: 3)))
        }
        return result
    }

    private mutating func defaults(
        _ node: Node
    ) -> [String: (text: String, place: Place)] {
        guard let mapping = node.mapping else {
            problems.add(notDefaults(place(node)))
            return [:]
        }
        var result: [String: (text: String, place: Place)] = [:]
        for (key, value) in mapping {
            guard let name = key.string else { continue }
            if let text = text(value, of: name) { result[name] = (text, place(key)) }
        }
        return result
    }

    private mutating func text(_ node: Node, of key: String) -> String? {
        guard let scalar = node.scalar else {
            problems.add(notText(place(node), key))
            return nil
        }
        return scalar.string
    }

    /// The tokens of a scalar, each tag at the place where it stands in the file.
    private mutating func tokens(_ text: String, _ node: Node) -> [TemplateToken] {
        let start = place(node)
        // A scalar may be quoted, folded or indented: its tags are found by their text.
        var line = start.line ?? firstLine
        var column = start.column ?? 1
        let characters = Array(text)
        let source = source
        let scanned = TemplateScanner.scan(text[...]) { offset, length in
            let tag = String(characters[offset..<min(offset + length, characters.count)])
            while tag.hasPrefix("{{"), line <= source.lines.count {
                let rest = source.lines[line - 1].dropFirst(column - 1)
                if let found = rest.firstRange(of: tag) {
                    column += rest.distance(from: rest.startIndex, to: found.lowerBound)
                    defer { column += length }
                    return source.place(line: line, column: column, length: length)
                }
                line += 1
                column = 1
            }
            return start
        }
        problems.add(scanned.problems)
        problems.add(TemplateFile.unbalanced(scanned.tokens))
        for token in scanned.tokens {
            switch token.kind {
            case .raw, .partial: problems.add(onlyNamesHere(token.place))
            case .literal, .value, .section, .inverted, .close, .linkBegin, .linkEnd: break
            }
        }
        return scanned.tokens
    }

    private func place(_ node: Node) -> Place {
        place(node.mark, length: node.scalar?.string.count ?? 1)
    }

    private func place(_ mark: Mark?, length: Int = 1) -> Place {
        source.place(
            line: firstLine - 1 + (mark?.line ?? 1), column: mark?.column ?? 1, length: length)
    }
}

extension FrontMatterReader {
    private func unknownKey(_ place: Place, _ key: String) -> Problem {
        Problem(
            .definition, "unknown key \"\(key)\"", at: place,
            hint: Suggestion.hint(for: key, among: Self.keys, known: "keys"))
    }
    private func noSubject(_ place: Place) -> Problem {
        Problem(
            .definition, "the template has no subject", at: place,
            hint: "Write a line subject: … between the two lines ---.")
    }
    private func notALocale(_ place: Place, _ tag: String) -> Problem {
        Problem(
            .definition, "\"\(tag)\" is not a language tag", at: place,
            hint: "Write language and country, as zh-CN, en-GB or de.")
    }
    private func notText(_ place: Place, _ key: String) -> Problem {
        Problem(
            .definition, "\(key) must be text", at: place,
            hint: "Text that begins with a brace needs quotes: \(key): \"{{…}}\".")
    }
    private func notDefaults(_ place: Place) -> Problem {
        Problem(
            .definition, "defaults must be names with their texts", at: place,
            hint: "Write each on a line of its own, as in customer.first_name: reader.")
    }
    private func onlyNamesHere(_ place: Place) -> Problem {
        Problem(
            .definition, "front matter holds only {{name}} and sections", at: place,
            hint: "Partials and layouts belong to the body.")
    }
    func notAMapping() -> Problem {
        Problem(
            .definition, "the front matter has no keys",
            at: source.place(line: 1, column: 1, length: 3),
            hint: "Write a line subject: … between the two lines ---.")
    }
    func notYAML(_ error: any Error) -> Problem {
        var mark: Mark?
        var said = "it cannot be read as YAML"
        switch error as? YamlError {
        case .scanner(_, let problem, let at, _), .parser(_, let problem, let at, _),
            .composer(_, let problem, let at, _):
            mark = at
            said = problem
        case .duplicatedKeysInMapping(let keys, let context):
            return twice(keys.first ?? "", context.mark)
        default: break
        }
        return Problem(
            .definition, "the front matter is not valid YAML: \(said)", at: place(mark),
            hint: "Text with a colon, a # or a brace in it needs quotes: subject: \"Dear {{…}}\".")
    }
    /// YAML's own mark is the mapping's: the place meant is the key's last line.
    private func twice(_ key: String, _ mark: Mark) -> Problem {
        let end = (source.frontMatterEnd ?? 1) - 1
        let line = source.lines[..<end].lastIndex { line in
            let text = line.drop { $0 == " " }
            return text.hasPrefix(key) && text.dropFirst(key.count).first == ":"
        }
        let column = line.map { source.lines[$0].prefix { $0 == " " }.count + 1 }
        return Problem(
            .definition, "the key \"\(key)\" stands there twice",
            at: line.map { source.place(line: $0 + 1, column: column ?? 1, length: key.count) }
                ?? place(mark), hint: "Keep one of the two.")
    }
}
