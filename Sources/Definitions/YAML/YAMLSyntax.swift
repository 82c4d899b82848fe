import Problems
import Yams

/// Says in a marketer's words what the YAML parser could not read.
enum YAMLSyntax {
    /// The problem of an error that Yams threw.
    static func problem(_ error: any Error, in source: SourceText) -> Problem {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return fault(problem, context: context, at: mark, in: source)
        case .reader(let problem, let offset, _, let yaml):
            return unreadable(problem, offset: offset, in: yaml, of: source)
        default:
            return Problem(
                .definition, "this is not YAML", at: source.place(line: 1, column: 1),
                hint: "Compare it with a job that works.", cause: "\(error)")
        }
    }

    /// A fault by the parser's own words; the texts are those of libyaml 0.2.
    private static func fault(
        _ problem: String, context: YamlError.Context?, at mark: Mark, in source: SourceText
    ) -> Problem {
        let here = place(mark, in: source)
        let start = context.map { place($0.mark, in: source) } ?? here
        switch problem {
        case "found character that cannot start any token": return .strayCharacter(at: here)
        case "mapping values are not allowed in this context":
            return isFirst(":", of: here) ? .strayIndent(at: here) : .strayColon(at: here)
        case "could not find expected ':'": return .noColon(at: start)
        case "found unexpected end of stream", "found unexpected document indicator":
            return .openQuote(at: start)
        case "block sequence entries are not allowed in this context":
            return .strayDash(at: here)
        case "found unknown escape character", "did not find expected hexdecimal number",
            "found invalid Unicode character escape code":
            return .badEscape(at: here)
        case "did not find expected alphabetic or numeric character": return .badAnchor(at: start)
        case "found undefined alias": return .noAnchor(at: here)
        case "did not find expected ',' or '}'": return brackets("{", "}", start, here)
        case "did not find expected ',' or ']'": return brackets("[", "]", start, here)
        case "did not find expected node content": return .noValue(at: here)
        case "did not find expected key":
            return followsQuote(here) ? .textAfterQuote(at: here) : .strayLine(at: here)
        case "did not find expected '-' indicator": return .noDash(at: here)
        default: return .unreadable(problem, at: here)
        }
    }

    /// Braces or brackets that are open at their line's end are not closed at all.
    private static func brackets(
        _ open: String, _ close: String, _ start: Place, _ here: Place
    ) -> Problem {
        let rest = (here.text ?? "").dropFirst((here.column ?? 1) - 1)
        let isOpen = start.line != here.line || rest.allSatisfy(\.isWhitespace)
        return isOpen
            ? .openBraces(open, close, at: start) : .unquotedInBraces(open, close, at: here)
    }

    /// Whether no such character stands on a place's line before it.
    private static func isFirst(_ character: Character, of place: Place) -> Bool {
        !(place.text ?? "").prefix((place.column ?? 1) - 1).contains(character)
    }

    /// Whether a closing quote stands right before a place.
    private static func followsQuote(_ place: Place) -> Bool {
        let before = (place.text ?? "").prefix((place.column ?? 1) - 1)
        let last = before.last { !$0.isWhitespace }
        return last == "'" || last == "\""
    }

    private static func place(_ mark: Mark, in source: SourceText) -> Place {
        // The end of the file is a line behind the last one.
        guard mark.line > source.lines.count, let last = source.lines.last else {
            return source.place(line: mark.line, column: mark.column)
        }
        return source.place(
            line: source.lines.count, column: last.unicodeScalars.count + 1)
    }

    private static func unreadable(
        _ problem: String, offset: Int?, in yaml: String, of source: SourceText
    ) -> Problem {
        let before = yaml.prefix(offset ?? 0)
        let line = before.count { $0.isNewline } + 1
        let column = before.reversed().prefix { !$0.isNewline }.count + 1
        return Problem(
            .definition, "a character that YAML does not allow",
            at: source.place(line: line, column: column),
            hint: "Delete it, or write it as an escape in double quotes.", cause: problem)
    }
}

extension Problem {
    private static func syntax(_ summary: String, at place: Place, hint: String) -> Problem {
        Problem(.definition, summary, at: place, hint: hint)
    }

    fileprivate static func strayCharacter(at place: Place) -> Problem {
        let character = place.text.flatMap { $0.dropFirst((place.column ?? 1) - 1).first } ?? "@"
        return syntax(
            "a value cannot begin with \(character)", at: place,
            hint: "Put the whole value in quotes.")
    }

    fileprivate static func strayColon(at place: Place) -> Problem {
        syntax(
            "a second \":\" in one value", at: place,
            hint: "Put a value that holds \": \" in quotes; or check the line's indentation.")
    }

    fileprivate static func noColon(at place: Place) -> Problem {
        syntax(
            "this line is neither a key nor a list entry", at: place,
            hint: "Write \"key: value\", with a space after the colon, or \"- value\".")
    }

    fileprivate static func openQuote(at place: Place) -> Problem {
        syntax(
            "this quote is never closed", at: place,
            hint: "Close it; an apostrophe inside 'single quotes' is written twice.")
    }

    fileprivate static func strayDash(at place: Place) -> Problem {
        syntax(
            "a list cannot begin here", at: place,
            hint: "Begin the list on a new line under its key, each entry with \"- \".")
    }

    fileprivate static func badEscape(at place: Place) -> Problem {
        syntax(
            "this \\ escapes nothing that YAML knows", at: place,
            hint: "Use 'single quotes', in which \\ is an ordinary character.")
    }

    fileprivate static func badAnchor(at place: Place) -> Problem {
        syntax(
            "a value cannot begin with * or &", at: place, hint: "Put the whole value in quotes.")
    }

    fileprivate static func noAnchor(at place: Place) -> Problem {
        syntax(
            "this alias names no anchor", at: place,
            hint: "Mark the value with &name above, or put the text in quotes.")
    }

    fileprivate static func strayIndent(at place: Place) -> Problem {
        syntax(
            "this line is indented under a value that is already complete", at: place,
            hint: "Indent it like the line above.")
    }

    fileprivate static func openBraces(
        _ open: String, _ close: String, at place: Place
    ) -> Problem {
        syntax(
            "this \"\(open)\" is never closed", at: place,
            hint: "Close it with \"\(close)\"; inside, entries are separated by commas.")
    }

    fileprivate static func unquotedInBraces(
        _ open: String, _ close: String, at place: Place
    ) -> Problem {
        syntax(
            "\"\(close)\" or a comma is missing here", at: place,
            hint: """
                Inside \(open) \(close) an expression with a comma, a quote or a bracket must be \
                quoted as a whole: 'tier in (gold, silver)'.
                """)
    }

    fileprivate static func noValue(at place: Place) -> Problem {
        syntax(
            "a value is missing here", at: place,
            hint: "Close what is open with \"]\" or \"}\", and write a value between two commas.")
    }

    fileprivate static func textAfterQuote(at place: Place) -> Problem {
        syntax(
            "the value ended at the quote before this", at: place,
            hint: """
                A value that begins with a quote must be quoted as a whole: 'city = "Paris"'; \
                an apostrophe inside 'single quotes' is written twice.
                """)
    }

    fileprivate static func strayLine(at place: Place) -> Problem {
        syntax(
            "this line does not belong to the lines above", at: place,
            hint: "Indent it like its neighbours.")
    }

    fileprivate static func noDash(at place: Place) -> Problem {
        syntax(
            "this line interrupts the list above", at: place,
            hint: "Begin it with \"- \", or indent it as part of the entry above.")
    }

    fileprivate static func unreadable(_ words: String, at place: Place) -> Problem {
        Problem(
            .definition, "this is not YAML", at: place,
            hint: "Check quotes, brackets and indentation of this line and the one above.",
            cause: words)
    }
}
