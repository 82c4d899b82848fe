internal import Problems

/// Makes a mail's files into a template: layout and partials in their places, names bound.
struct TemplateCompiler {
    let files: TemplateFiles
    let offer: TemplateOffer
    /// The language of the mail, for its layout and partials; nil for the one for all others.
    let locale: String?
    /// What the mail is written in.
    let language: String
    private(set) var problems = ProblemList()

    init(files: TemplateFiles, offer: TemplateOffer, locale: String?, language: String) {
        self.files = files
        self.offer = offer
        self.locale = locale
        self.language = language
    }

    /// The template of a file; nil when there are problems.
    mutating func compile(_ file: TemplateFile) -> Template? {
        problems.add(file.problems)
        guard let front = file.frontMatter else { return nil }
        let defaults = front.defaults.mapValues(\.text)
        for (path, text) in front.defaults where !offer.offers(path) {
            problems.add(Self.unknownDefault(text.place, path, offer))
        }
        let plain = TemplateBinder(offer: offer, defaults: defaults, language: language)
        let subject = bind(front.subject, with: plain)
        let preheader = bind(front.preheader ?? [], with: plain)

        var inBody = offer
        inBody.names["subject"] = .text
        inBody.names["preheader"] = .text
        let binder = TemplateBinder(offer: inBody, defaults: defaults, language: language)
        let tokens = showingPreheader(whole(file), if: front.preheader != nil)
        let prepared = HTMLPass.prepared(tokens)
        problems.add(prepared.problems)
        let html = bind(prepared.tokens, with: binder)

        let text: BoundTemplate
        if let written = front.text {
            text = bind(written, with: plain)
        } else {
            guard problems.all.isEmpty else { return nil }
            var whole = binder
            var converter = HTMLText(lists: whole.bind(tokens).lists)
            let converted = converter.text(of: tokens)
            // Sections that begin or end within what is left out would cut the text in two.
            guard TemplateFile.unbalanced(converted).isEmpty else {
                problems.add(Self.noTextPart(file.path))
                return nil
            }
            text = bind(converted, with: binder)
        }
        guard problems.all.isEmpty else { return nil }
        let required = Set(
            [subject, preheader, html, text].flatMap(\.required)
        ).subtracting(["subject", "preheader"]).sorted()
        return Template(
            name: file.name, requiredNames: required, subject: subject.nodes,
            preheader: preheader.nodes, html: html.nodes, text: text.nodes,
            isTextWritten: front.text != nil, locale: front.locale ?? file.locale)
    }

    private mutating func bind(
        _ tokens: [TemplateToken], with binder: TemplateBinder
    ) -> BoundTemplate {
        var binder = binder
        let bound = binder.bind(tokens)
        problems.add(binder.problems.all)
        return bound
    }

    /// The body within its layout, partials in their places.
    private mutating func whole(_ file: TemplateFile) -> [TemplateToken] {
        let body = expanded(file.body, within: [])
        guard let layout = layout(of: file) else { return body }
        problems.add(layout.problems)
        let frame = expanded(layout.body, within: [layout.name])
        let places = frame.indices.filter { frame[$0].kind == .raw("body") }
        guard let place = places.first, places.count == 1 else {
            problems.add(Self.notOneBody(layout.path, places.count))
            return body
        }
        return frame[..<place] + body + frame[(place + 1)...]
    }

    private mutating func layout(of file: TemplateFile) -> TemplateFile? {
        guard let named = file.frontMatter?.layout else {
            return files.best("_layout", for: locale)
        }
        guard named.name != "none" else { return nil }
        let name = Self.partialName(named.name)
        let file = files.best(name, for: locale)
        if file == nil {
            problems.add(Self.unknownFile("layout", named.place, named.name, sharedNames))
        }
        return file
    }

    private mutating func expanded(
        _ tokens: [TemplateToken], within parents: [String]
    ) -> [TemplateToken] {
        tokens.flatMap { token -> [TemplateToken] in
            guard case .partial(let written) = token.kind else { return [token] }
            let name = Self.partialName(written)
            guard let file = files.best(name, for: locale) else {
                problems.add(Self.unknownFile("partial", token.place, written, sharedNames))
                return []
            }
            guard !parents.contains(name) else {
                problems.add(Self.recursion(token.place, parents + [name]))
                return []
            }
            problems.add(file.problems)
            return expanded(file.body, within: parents + [name])
        }
    }

    /// The HTML with the preheader in it: as the layout says, else hidden at the body's start.
    private func showingPreheader(
        _ tokens: [TemplateToken], if hasPreheader: Bool
    ) -> [TemplateToken] {
        let isShown = tokens.contains { $0.kind == .value("preheader") }
        guard hasPreheader, !isShown, let first = tokens.first else { return tokens }
        let hidden = [
            TemplateToken(.literal(Self.hiddenStart), first.place),
            TemplateToken(.value("preheader"), first.place),
            TemplateToken(.literal("</div>\n"), first.place),
        ]
        for (index, token) in tokens.enumerated() {
            guard case .literal(let text) = token.kind,
                let open = text.firstRange(of: "<body"),
                let end = text[open.upperBound...].firstIndex(of: ">")
            else { continue }
            let after = text.index(after: end)
            return tokens[..<index] + [TemplateToken(.literal(String(text[..<after])), token.place)]
                + hidden + [TemplateToken(.literal(String(text[after...])), token.place)]
                + tokens[(index + 1)...]
        }
        return hidden + tokens
    }

    private static let hiddenStart =
        "\n<div style=\"display:none;max-height:0;overflow:hidden\">"

    private var sharedNames: [String] { files.names.filter { $0.hasPrefix("_") } }

    private static func partialName(_ name: String) -> String {
        name.hasPrefix("_") ? name : "_\(name)"
    }
}

extension TemplateCompiler {
    private static func unknownFile(
        _ kind: String, _ place: Place, _ name: String, _ known: [String]
    ) -> Problem {
        Problem(
            .definition, "there is no \(kind) \"\(name)\"", at: place,
            hint: Suggestion.hint(
                for: partialName(name), among: known, known: "layouts and partials"))
    }
    private static func recursion(_ place: Place, _ names: [String]) -> Problem {
        Problem(
            .definition, "the partial \"\(names.last ?? "")\" includes itself", at: place,
            hint: "It does so by \(names.joined(separator: ", then ")): take one of them out.")
    }
    private static func notOneBody(_ path: String, _ count: Int) -> Problem {
        Problem(
            .definition,
            count == 0
                ? "the layout has no {{{body}}}" : "the layout has \(count) times {{{body}}}",
            at: Place(path), hint: "Write {{{body}}} once, where the mail goes.")
    }
    private static func unknownDefault(
        _ place: Place, _ path: String, _ offer: TemplateOffer
    ) -> Problem {
        Problem(
            .definition, "there is a default for \"\(path)\", which the campaign does not offer",
            at: place, hint: Suggestion.hint(for: path, among: offer.paths, known: "names"))
    }
    private static func noTextPart(_ path: String) -> Problem {
        Problem(
            .definition, "no plain text can be made from this HTML", at: Place(path, line: 1),
            hint: "A section begins or ends within a comment, a style or a tag. Move it, or write"
                + " the plain text under text: in the front matter.")
    }
}
