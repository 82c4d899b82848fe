import Foundation
import Problems

/// Splits an expression into tokens.
struct ExpressionLexer {
    private let source: ExpressionSource
    private let characters: [Character]
    private var index = 0
    private(set) var tokens: [Token] = []
    private(set) var problems: [Problem] = []

    private static let signs: Set<Character> = ["(", ")", ",", "%"]
    private static let closingQuote: [Character: Character] = [
        "\"": "\"", "'": "'", "\u{201C}": "\u{201D}", "\u{2018}": "\u{2019}",
    ]
    private static let comparisons: [String: String] = [
        "=": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
        "\u{2260}": "!=", "\u{2264}": "<=", "\u{2265}": ">=",
    ]

    init(_ source: ExpressionSource) {
        self.source = source
        self.characters = source.characters
        readAll()
    }

    private mutating func readAll() {
        while index < characters.count {
            let character = characters[index]
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            if character.isWhitespace {
                index += 1
            } else if let quote = Self.closingQuote[character] {
                readText(until: quote)
            } else if Self.signs.contains(character) {
                add(.sign, String(character), length: 1)
            } else if "=!<>\u{2260}\u{2264}\u{2265}".contains(character) {
                readComparison()
            } else if character == "-" && next.isASCIIDigit {
                readWord()
            } else if character.isWordCharacter && character != "-" && character != "." {
                readWord()
            } else {
                let run = characters[index...].prefix { $0 == character }.count
                problems.append(Self.strange(character, place(length: run)))
                index += run
            }
        }
        add(.end, "", length: 0)
    }

    private mutating func readComparison() {
        let signs = String(
            characters[index...].prefix(3).prefix { "=!<>\u{2260}\u{2264}\u{2265}".contains($0) })
        guard let comparison = Self.comparisons[signs] else {
            problems.append(Self.unknownComparison(signs, place(length: signs.count)))
            index += signs.count
            return
        }
        add(.sign, comparison, length: signs.count)
    }

    private mutating func readWord() {
        let rest = characters[(index + 1)...].prefix { $0.isWordCharacter }
        let text = String(characters[index]) + String(rest)
        if let date = LocalDate(text) {
            add(.date(date), text, length: text.count)
        } else if Self.looksLikeDate(text) {
            problems.append(Self.noSuchDay(text, place(length: text.count)))
            index += text.count
        } else if let number = Self.number(text) {
            add(.number(number), text, length: text.count)
        } else {
            add(.word, text, length: text.count)
        }
    }

    /// In quotes; the quote itself is written twice or after a backslash.
    private mutating func readText(until quote: Character) {
        let start = index
        var text = ""
        index += 1
        while index < characters.count {
            let character = characters[index]
            let next = index + 1 < characters.count ? characters[index + 1] : nil
            if character == "\\", let next, next == quote || next == "\\" {
                text.append(next)
                index += 2
            } else if character == quote, next == quote {
                text.append(quote)
                index += 2
            } else if character == quote {
                index += 1
                tokens.append(Token(kind: .text, text: text, start: start, length: index - start))
                return
            } else {
                text.append(character)
                index += 1
            }
        }
        problems.append(Self.unclosedText(source.place(start: start, length: 1), quote))
    }

    private mutating func add(_ kind: Token.Kind, _ text: String, length: Int) {
        tokens.append(Token(kind: kind, text: text, start: index, length: length))
        index += length
    }

    private func place(length: Int) -> Place { source.place(start: index, length: length) }

    /// Digits with at most one point inside, at most 15 before and 6 after it.
    private static func number(_ text: String) -> Number? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
            parts[0].count <= 15, parts.count == 1 || parts[1].count <= 6
        else { return nil }
        return Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
    }

    private static func looksLikeDate(_ text: String) -> Bool {
        text.count == 10 && text.split(separator: "-").map(\.count) == [4, 2, 2]
            && text.allSatisfy { $0.isASCIIDigit || $0 == "-" }
    }
}

extension ExpressionLexer {
    private static func strange(_ character: Character, _ place: Place) -> Problem {
        let hints: [Character: String] = [
            "&": "Write and.", "|": "Write or.", ";": "Write a comma between list values.",
            "[": "Write a list in parentheses, as in (gold, silver).",
            "{": "Write a list in parentheses, as in (gold, silver).",
            "*": "There is no arithmetic here; compare one amount with another.",
            "+": "There is no arithmetic here; compare one amount with another.",
            "/": "There is no arithmetic here; compare one amount with another.",
        ]
        return Problem(
            .definition, "unexpected character \"\(character)\"", at: place,
            hint: hints[character] ?? "Put text with signs in quotes, as in \"R&B\".")
    }

    private static func unknownComparison(_ signs: String, _ place: Place) -> Problem {
        let hint =
            switch signs {
            case "==", "===": "Write a single =."
            case "!": "Write not, or != for unequal."
            case "=<": "Write <=."
            case "=>": "Write >=."
            default: "The comparisons are =, !=, <, <=, > and >=."
            }
        return Problem(.definition, "unknown comparison \"\(signs)\"", at: place, hint: hint)
    }

    private static func noSuchDay(_ text: String, _ place: Place) -> Problem {
        Problem(
            .definition, "there is no day \(text)", at: place,
            hint: "Write dates as year-month-day, as in 2026-11-21.")
    }

    private static func unclosedText(_ place: Place, _ quote: Character) -> Problem {
        Problem(
            .definition, "this quote is never closed", at: place,
            hint: "End the text with \(quote).")
    }
}
