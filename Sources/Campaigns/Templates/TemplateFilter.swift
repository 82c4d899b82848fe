/// What a tag does with its value before it is shown: `{{name | filter: argument}}`.
struct TemplateFilter: Equatable {
    var name: String
    /// What stands behind the colon; nil without one.
    var argument: String?

    /// All of them, for suggestions and for the README's table.
    static let names = [
        "count", "date", "default", "lower", "money", "number", "percent", "plural", "truncate",
        "upper",
    ]

    /// The name and the filters of a tag's content.
    static func parts(of content: String) -> (name: String, filters: [TemplateFilter]) {
        let parts = content.split(separator: "|", omittingEmptySubsequences: false)
            .map { trimmed($0) }
        let filters = parts.dropFirst().map { part -> TemplateFilter in
            guard let colon = part.firstIndex(of: ":") else { return TemplateFilter(name: part) }
            return TemplateFilter(
                name: trimmed(part[..<colon]),
                argument: trimmed(part[part.index(after: colon)...]))
        }
        return (parts[0], filters)
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(
            text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

extension TemplateFilter {
    /// The forms of `plural`.
    var forms: [String] { (argument ?? "").split(separator: "/").map(\.trimmed) }

    /// What is wrong with it in a language, and how it should be: a plural has the language's forms.
    func fault(in language: String) -> (summary: String, hint: String)? {
        let wanted = PluralRule(language: language).forms
        guard name == "plural", forms.count != wanted else { return nil }
        return (
            "plural has \(forms.count) of the \(wanted) forms of \"\(language)\"",
            "Write as many as the language has, in CLDR's order; of a mail in another language say"
                + " which: \"locale: en\" in its first lines."
        )
    }

    /// Whether it makes something to show of nothing at all.
    var fillsGaps: Bool { name == "default" || name == "count" }

    /// What is wrong with it, and how it should be; nil when it can be applied.
    var fault: (summary: String, hint: String)? {
        switch (name, argument) {
        case ("money", let currency?):
            let letters = currency.utf8
            guard letters.count != 3 || !letters.allSatisfy({ (0x41...0x5A).contains($0) }) else {
                return nil
            }
            return (
                "\"\(currency)\" is not the code of a currency",
                "Write three capital letters, as in {{… | money: EUR}}."
            )
        case ("date", let style?):
            guard DateStyle(rawValue: style) == nil else { return nil }
            let styles = DateStyle.allCases.map(\.rawValue).joined(separator: ", ")
            return ("\"\(style)\" is no way to write a date", "There are: \(styles).")
        case ("truncate", let count):
            guard count.flatMap({ Int($0) }).map({ $0 > 0 }) != true else { return nil }
            return (
                "truncate needs a number of letters", "Write it as in {{… | truncate: 80}}."
            )
        case ("plural", nil), ("plural", ""):
            return ("plural needs its forms", "Write them as in {{… | plural: book / books}}.")
        case ("default", nil), ("default", ""):
            return ("default needs a text", "Write it as in {{… | default: reader}}.")
        case ("count", .some), ("lower", .some), ("number", .some), ("percent", .some),
            ("upper", .some):
            return ("the filter \"\(name)\" takes nothing behind a colon", "Write {{… | \(name)}}.")
        default: return nil
        }
    }
}
