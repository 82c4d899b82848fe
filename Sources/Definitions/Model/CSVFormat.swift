/// How a CSV file is written.
package struct CSVFormat: Sendable, Equatable {
    package enum Delimiter: Sendable, Equatable {
        /// The most plausible of comma, semicolon, tab and bar, by the first lines.
        case detected
        case byte(UInt8)
        /// Runs of blanks and tabs, those at the line's start left aside.
        case blanks
    }
    /// Defaults to detected.
    package var delimiter: Delimiter
    /// Whether the first row names the columns; otherwise they are "1", "2", …. Defaults to true.
    package var hasHeader: Bool
    /// How many lines stand before the header. Defaults to 0.
    package var skipLines: Int
    /// Spellings of nothing besides the empty field. Defaults to none.
    package var nulls: [String]
    /// What a file is in that is not UTF-8; nil means the usual one of the workspace's locale.
    package var encoding: TextEncoding?

    package init(
        delimiter: Delimiter = .detected, hasHeader: Bool = true, skipLines: Int = 0,
        nulls: [String] = [], encoding: TextEncoding? = nil
    ) {
        self.delimiter = delimiter
        self.hasHeader = hasHeader
        self.skipLines = skipLines
        self.nulls = nulls
        self.encoding = encoding
    }
}
