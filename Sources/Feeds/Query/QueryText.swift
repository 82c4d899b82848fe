import Problems

/// A feed's query with its named parameters, `:since` and `:date`, made into `$1`, `$2`, ….
///
/// What stands in quotes, in dollar quotes and in comments is left alone, and so are casts
/// (`::text`) and array slices (`[1:n]`).
struct QueryText: Equatable, Sendable {
    enum Parameter: String, Sendable, CaseIterable {
        /// The cursor that the last load left.
        case since
        /// The run's logical date.
        case date
    }

    /// The text that the server gets.
    private(set) var sql = ""
    /// What each `$n` stands for.
    private(set) var parameters: [Parameter] = []
    /// Where the server's text and the marketer's part: offsets in characters after a parameter.
    private var shifts: [(server: Int, query: Int)] = []
    private let characters: [Character]

    /// Rewrites a query; a name that is no parameter is a problem at the place.
    init(_ query: String, at place: Place) throws {
        characters = Array(query.unicodeScalars.map(Character.init))
        var index = 0
        var length = 0
        while index < characters.count {
            if let end = Self.endOfQuoted(characters, from: index) {
                sql += String(characters[index..<end])
                length += end - index
                index = end
            } else if let name = Self.parameterName(characters, at: index) {
                guard let parameter = Parameter(rawValue: name) else {
                    throw Self.unknown(name, at: place)
                }
                let number = position(of: parameter)
                let text = "$\(number)"
                sql += text
                length += text.count
                index += 1 + name.count
                shifts.append((length, index))
            } else {
                sql.append(characters[index])
                length += 1
                index += 1
            }
        }
    }

    static func == (left: QueryText, right: QueryText) -> Bool {
        left.sql == right.sql && left.parameters == right.parameters
    }

    /// The line of the query, from 1, at a position that the server counts in characters from 1.
    func line(ofServerPosition position: Int) -> Int {
        let shift = shifts.last { $0.server < position } ?? (0, 0)
        let offset = min(characters.count, shift.query + position - 1 - shift.server)
        return 1 + characters[..<max(0, offset)].count { $0 == "\n" }
    }

    private mutating func position(of parameter: Parameter) -> Int {
        if let index = parameters.firstIndex(of: parameter) { return index + 1 }
        parameters.append(parameter)
        return parameters.count
    }

    private static func parameterName(_ text: [Character], at index: Int) -> String? {
        guard text[index] == ":", index + 1 < text.count, isNameStart(text[index + 1]) else {
            return nil
        }
        // `::text` is a cast, `a[lo:hi]` a slice.
        if index > 0, text[index - 1] == ":" || isNamePart(text[index - 1]) { return nil }
        var end = index + 1
        while end < text.count, isNamePart(text[end]) { end += 1 }
        return String(text[(index + 1)..<end])
    }

    /// The end of a quoted text or a comment that begins here; nil if none does.
    private static func endOfQuoted(_ text: [Character], from start: Int) -> Int? {
        let next = start + 1 < text.count ? text[start + 1] : " "
        switch text[start] {
        case "'":
            let before = start > 0 ? text[start - 1] : " "
            let isWord = start > 1 && isNamePart(text[start - 2])
            let escapes = (before == "E" || before == "e") && !isWord
            return end(of: "'", text, from: start + 1, escapes: escapes)
        case "\"": return end(of: "\"", text, from: start + 1, escapes: false)
        case "-" where next == "-":
            return text[start...].firstIndex { $0 == "\n" } ?? text.count
        case "/" where next == "*": return endOfComment(text, from: start)
        case "$": return endOfDollarQuote(text, from: start)
        default: return nil
        }
    }

    private static func end(
        of quote: Character, _ text: [Character], from start: Int, escapes: Bool
    ) -> Int {
        var index = start
        while index < text.count {
            if escapes, text[index] == "\\" {
                index += 2
            } else if text[index] == quote {
                return index + 1
            } else {
                index += 1
            }
        }
        return text.count
    }

    /// Comments nest.
    private static func endOfComment(_ text: [Character], from start: Int) -> Int {
        var depth = 0
        var index = start
        while index + 1 < text.count {
            if text[index] == "/", text[index + 1] == "*" {
                depth += 1
                index += 2
            } else if text[index] == "*", text[index + 1] == "/" {
                depth -= 1
                index += 2
                if depth == 0 { return index }
            } else {
                index += 1
            }
        }
        return text.count
    }

    /// `$$…$$` or `$tag$…$tag$`.
    private static func endOfDollarQuote(_ text: [Character], from start: Int) -> Int? {
        if start > 0, isNamePart(text[start - 1]) { return nil }
        var index = start + 1
        if index < text.count, isNameStart(text[index]) {
            while index < text.count, isNamePart(text[index]), text[index] != "$" { index += 1 }
        }
        guard index < text.count, text[index] == "$" else { return nil }
        let tag = text[start...index]
        index += 1
        while index + tag.count <= text.count {
            if text[index..<(index + tag.count)].elementsEqual(tag) { return index + tag.count }
            index += 1
        }
        return text.count
    }

    private static func isNameStart(_ character: Character) -> Bool {
        character.isLetter || character == "_"
    }

    private static func isNamePart(_ character: Character) -> Bool {
        isNameStart(character) || character.isNumber || character == "$"
    }
}

extension QueryText {
    private static func unknown(_ name: String, at place: Place) -> Problem {
        let names = Parameter.allCases.map(\.rawValue)
        return Problem(
            .definition, ":\(name) is not a parameter of a feed's query", at: place,
            hint: Suggestion.hint(for: name, among: names, known: "parameters"))
    }
}
