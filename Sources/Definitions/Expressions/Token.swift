/// A word, text, number, date or sign of an expression, with its place in it.
struct Token: Equatable {
    enum Kind: Equatable {
        case word
        /// In quotes; `text` is what stands between them.
        case text
        case number(Number)
        case date(LocalDate)
        case sign
        case end
    }
    var kind: Kind
    /// As written; of a text in quotes, its content.
    var text: String
    /// The first character, counted from 0.
    var start: Int
    /// In characters.
    var length: Int

    /// The word in lower case: keywords and names of fields do not mind letter case.
    var word: String? { kind == .word ? text.lowercased() : nil }

    func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }

    /// As an error names it.
    var name: String {
        switch kind {
        case .end: "the end"
        case .text: "the text \"\(text)\""
        default: "\"\(text)\""
        }
    }
}

/// Words that join or compare, and so are no names and no text without quotes.
enum Keyword {
    static let all: Set<String> = [
        "and", "or", "not", "is", "in", "between", "contains", "starts", "ends", "by", "within",
    ]
}

extension Character {
    /// Whether it may stand in a word: names with hyphens and `attributes.NAME` are one word.
    var isWordCharacter: Bool {
        isLetter || isNumber || self == "_" || self == "-" || self == "."
    }
}
