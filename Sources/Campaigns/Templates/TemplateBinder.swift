internal import Problems

/// Binds the names of a template to what a campaign offers, and finds those that it does not.
///
/// A name is looked for in the innermost section first, as Mustache does, but once and for all: a
/// value that one item lacks is missing, never taken from outside.
struct TemplateBinder {
    let offer: TemplateOffer
    /// By path.
    let defaults: [String: String]
    /// What the mail is written in.
    let language: String
    private(set) var problems = ProblemList()
    private var result = BoundTemplate()
    private var frames: [Frame] = []
    /// Whether the literals here are HTML's way to write a URL.
    private var isInLink = false

    init(offer: TemplateOffer, defaults: [String: String], language: String) {
        self.offer = offer
        self.defaults = defaults
        self.language = language
    }

    private struct Frame {
        var kind: TemplateOffer.Kind
        /// The path of its names: empty for the mail itself.
        var path: String
        /// Whether a list stands between it and the mail.
        var isInList: Bool
        /// What is known to be there, because sections over it are open.
        var present: Set<String>
        /// Whether nobody knows what it offers: its section's name is none.
        var isUnknown = false
    }

    private struct Target {
        var reference: TemplateNode.Reference
        var kind: TemplateOffer.Kind
        var path: String
        var isInList: Bool
    }

    /// The tokens as nodes; the sections are balanced.
    mutating func bind(_ tokens: [TemplateToken]) -> BoundTemplate {
        frames = [Frame(kind: .group(offer.names), path: "", isInList: false, present: [])]
        var index = 0
        result.nodes = nodes(tokens, &index)
        return result
    }

    private mutating func nodes(
        _ tokens: [TemplateToken], _ index: inout Int
    ) -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        while index < tokens.count {
            let token = tokens[index]
            let position = index
            index += 1
            switch token.kind {
            case .literal(let text):
                let plain = isInLink ? HTMLEntities.decoded(text) : text
                nodes.append(.literal(Array(plain.utf8)))
            case .value(let name):
                if let target = value(name, token) { nodes.append(.value(target)) }
            case .linkBegin(let kind):
                isInLink = kind != .shown
                let content = self.nodes(tokens, &index)
                isInLink = false
                nodes.append(.link(kind, content))
            case .section(let name):
                let target = target(name, token.place)
                open(target, position)
                let content = self.nodes(tokens, &index)
                frames.removeLast()
                if let target { nodes.append(.section(target.reference, content)) }
            case .inverted(let name):
                let target = target(name, token.place)
                let content = self.nodes(tokens, &index)
                if let target { nodes.append(.inverted(target.reference, content)) }
            case .close, .linkEnd: return nodes
            // Found and reported where the files are read.
            case .raw, .partial: continue
            }
        }
        return nodes
    }

    private mutating func open(_ target: Target?, _ position: Int) {
        guard let last = frames.last else { return }
        guard let target else {
            var unknown = last
            unknown.isUnknown = true
            frames.append(unknown)
            return
        }
        var isInList = target.isInList
        if case .list = target.kind {
            isInList = true
            result.lists.insert(position)
        }
        frames.append(
            Frame(
                kind: target.kind, path: target.path, isInList: isInList,
                present: last.present.union([target.path])))
    }

    /// A name that is to be shown.
    private mutating func value(
        _ name: String, _ token: TemplateToken
    ) -> TemplateNode.Reference? {
        guard let target = target(name, token.place, token.filters), check(token) else {
            return nil
        }
        switch target.kind {
        case .text, .titled: break
        case .list where token.filters.first?.name == "count": break
        case .group, .anything:
            problems.add(Self.aGroup(token.place, target.path))
            return nil
        case .list:
            problems.add(Self.aList(token.place, name))
            return nil
        }
        let isKnownPresent = frames.last?.present.contains(target.path) == true
        let isFilled =
            target.reference.fallback != nil || token.filters.contains { $0.fillsGaps }
        if !target.isInList, !isKnownPresent, !isFilled { result.required.insert(target.path) }
        return target.reference
    }

    /// Whether a tag's filters are known and can be applied.
    private mutating func check(_ token: TemplateToken) -> Bool {
        var isRight = true
        for filter in token.filters {
            if !TemplateFilter.names.contains(filter.name) {
                problems.add(Self.unknownFilter(token.place, filter.name))
                isRight = false
            } else if let fault = filter.fault ?? filter.fault(in: language) {
                problems.add(
                    Problem(.definition, fault.summary, at: token.place, hint: fault.hint))
                isRight = false
            }
        }
        return isRight
    }

    private mutating func target(
        _ name: String, _ place: Place, _ filters: [TemplateFilter] = []
    ) -> Target? {
        let words = name == "." ? [] : name.split(separator: ".").map(String.init)
        let found =
            words.isEmpty
            ? frames.count - 1
            : frames.lastIndex { Self.child(words[0], of: $0.kind) != nil }
        guard let found else {
            // It may be one of what the unknown section was to offer.
            if !frames.contains(where: \.isUnknown) { problems.add(unknownName(place, name)) }
            return nil
        }
        let frame = frames[found]
        var kind = frame.kind
        // The item of a list is a group of names.
        if words.isEmpty, case .list(let names) = kind { kind = .group(names) }
        for (index, word) in words.enumerated() {
            if index > 0, case .list = kind {
                problems.add(Self.aList(place, words[..<index].joined(separator: ".")))
                return nil
            }
            guard let next = Self.child(word, of: kind) else {
                problems.add(unknownName(place, name))
                return nil
            }
            kind = next
        }
        let path = (frame.path.isEmpty ? words : [frame.path] + words).joined(separator: ".")
        let fallback = defaults[path].map { TemplateValue.text($0) }
        return Target(
            reference: TemplateNode.Reference(
                frame: found, names: words, fallback: fallback, filters: filters),
            kind: kind, path: path, isInList: frame.isInList)
    }

    private static func child(
        _ word: String, of kind: TemplateOffer.Kind
    ) -> TemplateOffer.Kind? {
        switch kind {
        case .text: nil
        case .group(let names), .list(let names), .titled(let names): names[word]
        case .anything: .text
        }
    }
}

extension TemplateBinder {
    private func unknownName(_ place: Place, _ name: String) -> Problem {
        let lists = offer.names.filter {
            if case .list(let names) = $0.value { names[name] != nil } else { false }
        }
        if let list = lists.keys.min() {
            return Problem(
                .definition, "the campaign offers no \"\(name)\" here", at: place,
                hint: "Each of the \(list) has one: write it within {{#\(list)}} … {{/\(list)}}.")
        }
        // What can be said here: the names of the open sections, and every path.
        let near = frames.dropFirst().flatMap { frame -> [String] in
            switch frame.kind {
            case .group(let names), .list(let names), .titled(let names): Array(names.keys)
            case .text, .anything: []
            }
        }
        return Problem(
            .definition, "the campaign offers no \"\(name)\"", at: place,
            hint: Suggestion.hint(
                for: name, among: Set(near + offer.paths + offer.lists), known: "names"))
    }
    private static func unknownFilter(_ place: Place, _ name: String) -> Problem {
        Problem(
            .definition, "there is no filter \"\(name)\"", at: place,
            hint: Suggestion.hint(for: name, among: TemplateFilter.names, known: "filters"))
    }
    private static func aGroup(_ place: Place, _ path: String) -> Problem {
        Problem(
            .definition, "\"\(path)\" is a group of names, not a value", at: place,
            hint: "Name one of its values, as in {{\(path).NAME}}.")
    }
    private static func aList(_ place: Place, _ name: String) -> Problem {
        Problem(
            .definition, "\"\(name)\" is a list, not a value", at: place,
            hint: "Open a section over it: {{#\(name)}} … {{/\(name)}}.")
    }
}
