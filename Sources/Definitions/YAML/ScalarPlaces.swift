import Problems
import Yams

/// Where in the file each character of a scalar stands, whatever its style.
///
/// The decoded text is laid along the source: blanks match any run of blanks, line breaks and
/// indentation; escapes and doubled quotes are stepped over. Where the two part company (an
/// escape that this does not know), the remaining characters have the last known place.
struct ScalarPlaces {
    private let source: SourceText
    /// By Unicode scalar of the decoded text; one more for its end.
    private var positions: [(line: Int, column: Int)] = []
    private var line: Int
    private var column: Int
    /// The current line.
    private var text: [Unicode.Scalar]

    init(_ scalar: Node.Scalar, in source: SourceText) {
        self.source = source
        line = scalar.mark?.line ?? 1
        column = scalar.mark?.column ?? 1
        text = Array((source.line(line) ?? "").unicodeScalars)
        skipProperties()
        switch scalar.style {
        case .literal, .folded:
            nextLine()
        case .singleQuoted, .doubleQuoted: column += 1
        case .any, .plain: break
        }
        var isAligned = true
        for character in scalar.string.unicodeScalars {
            guard isAligned, !Self.isBlank(character) else {
                positions.append((line, column))
                continue
            }
            isAligned = align(character, style: scalar.style)
        }
        positions.append((line, column))
    }

    /// Where the text ends, before a closing quote and the blanks before that.
    var end: (line: Int, column: Int) { (line, column) }

    /// The place of some characters of the decoded text, counted in Unicode scalars from 0.
    func place(offset: Int = 0, length: Int) -> Place {
        let start = positions[min(max(0, offset), positions.count - 1)]
        let last = positions[min(max(0, offset + max(1, length) - 1), positions.count - 1)]
        let rest = source.rest(line: start.line, column: start.column)
        let scalars =
            last.line == start.line ? last.column - start.column + 1 : rest.unicodeScalars.count
        let underlined = String(rest.unicodeScalars.prefix(scalars))
        return source.place(line: start.line, column: start.column, length: underlined.count)
    }

    /// Finds a character in the source from the current position on and steps behind it.
    private mutating func align(_ character: Unicode.Scalar, style: Node.Scalar.Style) -> Bool {
        while let next = scalar(0) {
            if Self.isBlank(next) {
                column += 1
                continue
            }
            if style == .doubleQuoted, next == "\\" {
                switch scalar(1) {
                case character: return step(2)
                case "n", "t", "r": column += 2
                case "x": return step(4)
                case "u": return step(6)
                case "U": return step(10)
                case nil: column += 1
                default: return fail()
                }
                continue
            }
            if style == .singleQuoted, next == "'", character == "'" { return step(2) }
            return next == character ? step(1) : fail()
        }
        guard line < source.lines.count else { return fail() }
        nextLine()
        return align(character, style: style)
    }

    private mutating func step(_ width: Int) -> Bool {
        positions.append((line, column))
        column += width
        return true
    }

    private mutating func fail() -> Bool {
        positions.append(positions.last ?? (line, column))
        return false
    }

    private mutating func nextLine() {
        line += 1
        column = 1
        text = Array((source.line(line) ?? "").unicodeScalars)
    }

    /// The scalar of the current line at a distance from the current column.
    private func scalar(_ distance: Int) -> Unicode.Scalar? {
        let index = column - 1 + distance
        return text.indices.contains(index) ? text[index] : nil
    }

    /// Steps over an anchor and a tag, on which the parser's mark stands.
    private mutating func skipProperties() {
        while let first = scalar(0), first == "&" || first == "!" {
            while let next = scalar(0), !Self.isBlank(next) { column += 1 }
            while let next = scalar(0), Self.isBlank(next) { column += 1 }
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
    }
}
