extension String {
    /// The text on one line: its line ends, of one or two characters, become blanks.
    package var onOneLine: String {
        split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .joined(separator: " ")
    }
}
