import Problems

/// The text of an expression and where each of its characters stands in the YAML file.
struct ExpressionSource {
    let characters: [Character]
    private let place: Place
    /// The column of each character and of the end, when it stands on the place's line.
    private let columns: [Int]

    init(_ text: String, at place: Place) {
        self.characters = Array(text)
        self.place = place
        self.columns = Self.columns(of: Array(text), in: place)
    }

    /// The place of some characters. What stands on a later line than the first (a text block)
    /// is found there; what YAML folded into one line is given the first character's place.
    func place(start: Int, length: Int) -> Place {
        guard let line = place.line, let column = place.column else { return place }
        let before = characters.prefix(start)
        let lineBreaks = before.count { $0.isNewline }
        if lineBreaks > 0 {
            let begin = before.lastIndex { $0.isNewline }.map { $0 + 1 } ?? 0
            let text = characters[begin...].prefix { !$0.isNewline }
            return Place(
                place.file, line: line + lineBreaks, column: column + start - begin,
                length: length, text: String(repeating: " ", count: column - 1) + String(text))
        }
        guard start < columns.count else { return place }
        let end = min(start + length, columns.count - 1)
        return Place(
            place.file, line: line, column: columns[start],
            length: max(1, columns[end] - columns[start]), text: place.text)
    }

    /// Walks the line beside the text: `\"` and `''` of a quoted YAML value are one character.
    private static func columns(of text: [Character], in place: Place) -> [Int] {
        guard let column = place.column, column >= 1 else { return [] }
        guard let line = place.text.map(Array.init), column <= line.count else {
            return Array(column...(column + text.count))
        }
        let quote = column >= 2 ? line[column - 2] : " "
        var index = column - 1
        var columns: [Int] = []
        for character in text {
            guard index < line.count else { return columns }
            columns.append(index + 1)
            if quote == "\"" && line[index] == "\\" && character != "\\"
                || quote == "\"" && line[index...].starts(with: ["\\", "\\"])
                || quote == "'" && line[index...].starts(with: ["'", "'"])
            {
                index += 1
            }
            index += 1
        }
        return columns + [index + 1]
    }
}
