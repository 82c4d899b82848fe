package import Problems

/// A definition file's text by lines, for places and their excerpts.
package struct SourceText: Sendable {
    /// The file's path relative to the workspace.
    package let file: String
    /// Without their line breaks.
    package let lines: [String]
    private let secrets: SecretLines

    /// Splits a text at the breaks of YAML: LF, CR LF and CR.
    package init(file: String, text: String) {
        self.file = file
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where afterReturn: break
            case "\n", "\r":
                lines.append(String(line))
                line = String.UnicodeScalarView()
            default: line.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        if !line.isEmpty { lines.append(String(line)) }
        self.lines = lines
        secrets = SecretLines(lines)
    }

    /// A place in the file.
    ///
    /// - Parameters:
    ///   - line: Counted from 1.
    ///   - column: Counted from 1 in Unicode scalars, as YAML's marks are.
    ///   - length: In characters.
    package func place(line: Int, column: Int, length: Int = 1) -> Place {
        guard let text = self.line(line) else { return Place(file, line: line, column: column) }
        let before = String(text.unicodeScalars.prefix(column - 1))
        return Place(
            file, line: line, column: before.count + 1, length: length,
            text: SecretMask.hide(text, goingOn: secrets.form(of: line - 1)))
    }

    /// The text of a line counted from 1, if the file has so many.
    func line(_ number: Int) -> String? {
        lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }

    /// What stands on a line from a column (in Unicode scalars, from 1) on.
    func rest(line: Int, column: Int) -> String {
        String((self.line(line) ?? "").unicodeScalars.dropFirst(column - 1))
    }
}
