internal import Problems

/// Cuts a text into literals and Mustache tags, each tag with its line and column.
///
/// A tag that opens, closes or includes and has a line to itself takes the line away with it.
/// Delimiters cannot be changed, and there is no inheritance: a layout says `{{{body}}}`.
struct TemplateScanner {
    private let characters: [Character]
    /// Where a character of the text stands.
    private let place: (_ offset: Int, _ length: Int) -> Place
    private var position = 0
    private var literal = ""
    private(set) var tokens: [TemplateToken] = []
    private(set) var problems: [Problem] = []

    private init(_ text: Substring, place: @escaping (Int, Int) -> Place) {
        characters = Array(text)
        self.place = place
    }

    /// The tokens of a text and all that is wrong with them.
    ///
    /// - Parameter place: the place of so many characters from an offset on.
    static func scan(
        _ text: Substring, place: @escaping (_ offset: Int, _ length: Int) -> Place
    ) -> (tokens: [TemplateToken], problems: [Problem]) {
        var scanner = TemplateScanner(text, place: place)
        scanner.run()
        return (scanner.tokens, scanner.problems)
    }

    private mutating func run() {
        while position < characters.count {
            guard isAt("{{") else {
                literal.append(characters[position])
                position += 1
                continue
            }
            let start = position
            let isTriple = isAt("{{{")
            guard let end = find(isTriple ? "}}}" : "}}", from: start + 2) else {
                problems.append(Self.notClosed(place(start, 2)))
                position = characters.count
                break
            }
            position = end + (isTriple ? 3 : 2)
            tag(
                String(characters[(start + (isTriple ? 3 : 2))..<end]), isTriple: isTriple,
                start: start)
        }
        flush()
    }

    private mutating func tag(_ content: String, isTriple: Bool, start: Int) {
        let place = place(start, position - start)
        let marker = isTriple ? "{" : content.first.map(String.init) ?? ""
        let isMarked = !isTriple && "#^/>&!<$=%*".contains(marker)
        let name = (isMarked ? content.dropFirst() : content[...])
            .drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        let (text, filters) =
            isMarked ? (String(name), []) : TemplateFilter.parts(of: String(name))
        if marker == "!" {
            removeLine(from: start)
            return
        }
        guard !"<$=%*".contains(marker) || marker.isEmpty else {
            problems.append(Self.unknownTag(place, marker))
            return
        }
        guard Self.isName(text) else {
            problems.append(Self.notAName(place, text))
            return
        }
        let kind: TemplateToken.Kind =
            switch marker {
            case "#": .section(text)
            case "^": .inverted(text)
            case "/": .close(text)
            case ">": .partial(text)
            case "{", "&": .raw(text)
            default: .value(text)
            }
        if "#^/>".contains(marker), !marker.isEmpty { removeLine(from: start) }
        flush()
        tokens.append(TemplateToken(kind, filters: filters, place))
    }

    /// Takes away the rest of a line that holds nothing but one tag, from its indent to its end.
    private mutating func removeLine(from start: Int) {
        var before = start
        while before > 0, isBlank(characters[before - 1]) { before -= 1 }
        var after = position
        while after < characters.count, isBlank(characters[after]) { after += 1 }
        let startsLine = before == 0 || characters[before - 1].isNewline
        let endsLine = after == characters.count || characters[after].isNewline
        guard startsLine, endsLine else { return }
        literal.removeLast(min(start - before, literal.count))
        position = min(after + 1, characters.count)
    }

    private func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        tokens.append(TemplateToken(.literal(literal), place(position, 1)))
        literal = ""
    }

    private func isAt(_ text: String, _ index: Int? = nil) -> Bool {
        characters[(index ?? position)...].starts(with: text)
    }

    private func find(_ text: String, from start: Int) -> Int? {
        (start..<max(start, characters.count)).first { isAt(text, $0) }
    }

    /// Words joined by dots, or the dot alone that means the item itself.
    private static func isName(_ text: String) -> Bool {
        if text == "." { return true }
        return !text.isEmpty
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
                !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "_-".contains($0) }
            }
    }
}

extension TemplateScanner {
    private static func notClosed(_ place: Place) -> Problem {
        Problem(
            .definition, "a tag is opened and never closed", at: place,
            hint: "A tag ends with two braces, as in {{customer.first_name}}.")
    }
    private static func unknownTag(_ place: Place, _ marker: String) -> Problem {
        Problem(
            .definition, "tags that begin with {{\(marker) are not known here", at: place,
            hint: "There are {{name}}, {{#section}}, {{^section}}, {{/section}}, {{> partial}} and"
                + " {{! comment}}.")
    }
    private static func notAName(_ place: Place, _ text: String) -> Problem {
        Problem(
            .definition, "\"\(text)\" is not a name", at: place,
            hint: "Names are words joined by dots, as in {{customer.first_name}}.")
    }
}
