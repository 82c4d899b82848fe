internal import Problems

/// One file of `Templates/`, cut into tokens: a mail, or a layout or partial.
struct TemplateFile {
    /// Relative to the workspace, as `Templates/birthday.html`.
    let path: String
    /// As campaigns, layouts and partials call it: `birthday`, `_footer`.
    let name: String
    /// The language of a variant, as `zh-CN` of `birthday.zh-CN.html`; nil for what all others get.
    let locale: String?
    /// nil for layouts and partials, and for a mail whose front matter cannot be read.
    private(set) var frontMatter: FrontMatter?
    let body: [TemplateToken]
    /// What is wrong with the file, whatever a campaign offers.
    private(set) var problems: [Problem]

    /// Reads a file's text.
    ///
    /// - Parameter fileName: as `birthday.html`; a leading underscore makes a layout or partial.
    init(fileName: String, text: String) {
        path = "Templates/\(fileName)"
        let whole = fileName.hasSuffix(".html") ? fileName.dropLast(5) : fileName[...]
        name = String(whole.prefix { $0 != "." })
        locale = whole.firstIndex(of: ".").map { String(whole[whole.index(after: $0)...]) }
        let source = TemplateSource(path: path, text: text)
        var problems = ProblemList()
        if let locale, !LocaleTag.isTag(locale) { problems.add(Self.notALocale(path, locale)) }
        var bodyLine = 1
        if name.hasPrefix("_") {
            frontMatter = nil
            if source.frontMatterEnd != nil { problems.add(Self.noFrontMatterHere(path)) }
        } else if let end = source.frontMatterEnd {
            bodyLine = end + 1
            let (read, faults) = FrontMatter.read(source, lines: 2..<end)
            frontMatter = read
            problems.add(faults)
        } else {
            frontMatter = nil
            problems.add(Self.frontMatterMissing(path))
        }
        let scanned = TemplateScanner.scan(source.text(fromLine: bodyLine)) { offset, length in
            source.place(fromLine: bodyLine, offset: offset, length: length)
        }
        body = scanned.tokens
        problems.add(scanned.problems)
        problems.add(Self.unbalanced(body))
        problems.add(Self.unescaped(body, isLayout: name.hasPrefix("_")))
        self.problems = problems.all
    }

    /// Puts another subject into the mail; its faults are told at the place where it is written.
    mutating func replaceSubject(_ text: String, at place: Place) {
        let scanned = TemplateScanner.scan(text[...]) { _, _ in place }
        problems += scanned.problems + Self.unbalanced(scanned.tokens)
        for token in scanned.tokens {
            switch token.kind {
            case .raw, .partial: problems.append(Self.notInSubjects(place))
            case .literal, .value, .section, .inverted, .close, .linkBegin, .linkEnd: break
            }
        }
        frontMatter?.subject = scanned.tokens
    }

    /// Sections that are not closed, or closed without having been opened.
    static func unbalanced(_ tokens: [TemplateToken]) -> [Problem] {
        var problems: [Problem] = []
        var open: [(name: String, place: Place)] = []
        for token in tokens {
            switch token.kind {
            case .section(let name), .inverted(let name): open.append((name, token.place))
            case .close(let name):
                if open.last?.name == name {
                    open.removeLast()
                } else if let depth = open.lastIndex(where: { $0.name == name }) {
                    problems += open[(depth + 1)...].map { neverClosed($0.place, $0.name) }
                    open.removeSubrange(depth...)
                } else {
                    problems.append(neverOpened(token.place, name))
                }
            case .literal, .value, .raw, .partial, .linkBegin, .linkEnd: break
            }
        }
        return problems + open.map { neverClosed($0.place, $0.name) }
    }

    private static func unescaped(_ tokens: [TemplateToken], isLayout: Bool) -> [Problem] {
        tokens.compactMap { token in
            guard case .raw(let name) = token.kind, !(isLayout && name == "body") else {
                return nil
            }
            return notEscaped(token.place, name)
        }
    }
}

extension TemplateFile {
    private static func notALocale(_ path: String, _ locale: String) -> Problem {
        Problem(
            .definition, "\"\(locale)\" in the file's name is not a language", at: Place(path),
            hint: "Variants are called birthday.zh.html or birthday.zh-CN.html.")
    }
    private static func frontMatterMissing(_ path: String) -> Problem {
        Problem(
            .definition, "the template has no front matter", at: Place(path, line: 1, column: 1),
            hint: "Begin the file with a line ---, a line subject: …, and another line ---.")
    }
    private static func notInSubjects(_ place: Place) -> Problem {
        Problem(
            .definition, "a subject holds names and sections only", at: place,
            hint: "Write {{NAME}}; {{{…}}} and {{> …}} are for bodies.")
    }
    private static func noFrontMatterHere(_ path: String) -> Problem {
        Problem(
            .definition, "layouts and partials have no front matter",
            at: Place(path, line: 1, column: 1),
            hint: "Remove the lines between --- and ---; subjects belong to the mails.")
    }
    private static func neverClosed(_ place: Place, _ name: String) -> Problem {
        Problem(
            .definition, "the section \"\(name)\" is opened and never closed", at: place,
            hint: "Close it with {{/\(name)}}, in the same file.")
    }
    private static func neverOpened(_ place: Place, _ name: String) -> Problem {
        Problem(
            .definition, "the section \"\(name)\" is closed and was never opened", at: place,
            hint: "Open it with {{#\(name)}} in the same file, or remove this tag.")
    }
    private static func notEscaped(_ place: Place, _ name: String) -> Problem {
        Problem(
            .definition, "the value of \"\(name)\" would go into the mail unescaped", at: place,
            hint: "Write {{\(name)}}. Only a layout says {{{body}}}, where the mail goes.")
    }
}
