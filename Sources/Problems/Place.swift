/// Where a problem is: a position in a file, or a described place such as a run's step.
package struct Place: Hashable, Sendable {
    /// The file's path relative to the workspace, or a description ("run 12, step members").
    package var file: String
    /// The line, counted from 1.
    package var line: Int?
    /// The column in characters, counted from 1.
    package var column: Int?
    /// How many characters the caret underlines. Defaults to 1.
    package var length: Int
    /// The text of the line, for the caret.
    package var text: String?

    package init(
        _ file: String, line: Int? = nil, column: Int? = nil, length: Int = 1,
        text: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
        self.text = text
    }
}

extension Place: CustomStringConvertible {
    /// `Jobs/birthday.yaml:14:9`, as editors and compilers write it.
    package var description: String {
        [file, line.map(String.init), column.map(String.init)]
            .compactMap { $0 }
            .joined(separator: ":")
    }
}
