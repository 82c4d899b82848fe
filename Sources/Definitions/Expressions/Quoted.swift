/// Texts as an expression writes them.
enum Quoted {
    static func text(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    /// A name: plain when it is one word, else in quotes.
    static func word(_ name: String) -> String {
        let isPlain = name.allSatisfy(\.isWordCharacter) && name.first?.isLetter == true
        return isPlain ? name : text(name)
    }

    static func list(_ texts: [String]) -> String {
        "(\(texts.map(text).joined(separator: ", ")))"
    }
}
