/// Values as YAML writes them on one line, inside brackets too.
enum YAMLText {
    /// A text, in double quotes unless it can only be read as that text.
    static func scalar(_ text: String) -> String {
        let escaped = text.replacing("${", with: "$${")
        guard isPlain(escaped) else { return quoted(escaped) }
        return escaped
    }

    static func list(_ texts: [String]) -> String {
        "[\(texts.map(scalar).joined(separator: ", "))]"
    }

    /// A text in double quotes.
    static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": return "\\\""
            case "\\": return "\\\\"
            case "\t": return "\\t"
            case "\n": return "\\n"
            case "\r": return "\\r"
            case let other where other.value < 0x20 || 0x7F...0x9F ~= other.value:
                let digits = String(other.value, radix: 16)
                return "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            default: return String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    /// Letters, digits and what stands between them, not beginning with a digit, and no word that
    /// YAML reads otherwise.
    private static func isPlain(_ text: String) -> Bool {
        let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            first.properties.isAlphabetic || first == "_", last != " ",
            !words.contains(text.lowercased())
        else { return false }
        return text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
                || "_-. ()/".unicodeScalars.contains($0)
        }
    }
}
