extension Problem {
    /// The problem as people read it: place and summary, the line with a caret, cause, hint.
    ///
    /// ```
    /// Jobs/birthday.yaml:14:5: unknown key "tempalte"
    ///   14 |     tempalte: birthday
    ///      |     ^^^^^^^^
    ///   Did you mean "template"?
    /// ```
    package var text: String {
        var lines = [place.map { "\($0): \(summary)" } ?? summary]
        if let place, let line = place.line, let text = place.text {
            lines += excerpt(of: text, line: line, place: place)
        }
        if let cause { lines.append("  Cause: \(cause)") }
        lines.append("  \(hint)")
        return lines.joined(separator: "\n")
    }

    private func excerpt(of text: String, line: Int, place: Place) -> [String] {
        let number = String(line)
        let margin = String(repeating: " ", count: number.count)
        guard let column = place.column else { return ["  \(number) | \(text)"] }
        // Tabs keep their width, so that the caret stands under the character that it means.
        let indent = String(text.prefix(column - 1).map { $0 == "\t" ? "\t" : " " })
        let room = max(1, text.count - column + 1)
        let caret = String(repeating: "^", count: min(place.length, room))
        return ["  \(number) | \(text)", "  \(margin) | \(indent)\(caret)"]
    }
}

extension Problem: CustomStringConvertible {
    package var description: String { text }
}
