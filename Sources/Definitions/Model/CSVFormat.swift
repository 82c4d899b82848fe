/// How a CSV file is written: what its job file says. What it does not say is found out from the
/// file each time.
package struct CSVFormat: Sendable, Equatable {
    package enum Delimiter: Sendable, Equatable {
        /// The most plausible by the file's first rows.
        case detected
        case byte(UInt8)
        /// Runs of blanks and tabs, those at the line's start left aside.
        case blanks
    }

    package enum Quote: Sendable, Equatable {
        /// `"`, unless the file's first rows show that it is another, or none.
        case detected
        case byte(UInt8)
        /// A quote is a character like any other.
        case none
    }

    /// Defaults to detected.
    package var delimiter: Delimiter
    /// Defaults to detected.
    package var quote: Quote
    /// Whether the first row names the columns; otherwise they are "1", "2", …. Defaults to true.
    package var hasHeader: Bool
    /// How many lines stand before the header, a line `sep=;` left aside; nil means detected.
    package var skipLines: Int?
    /// Spellings of nothing besides the empty field. Defaults to none.
    package var nulls: [String]
    /// What a file is in that is not UTF-8; nil means the usual one of the workspace's locale.
    package var encoding: TextEncoding?
    /// The pinned columns: a file that has not all of them fails. Without a header they are the
    /// columns' names in their order. Defaults to none, and nothing is compared.
    package var columns: [String]
    /// Whether values are what the feed says, and nothing is found out about how they are written:
    /// of values that come from no CSV file. Defaults to false.
    package var isExact: Bool

    package init(
        delimiter: Delimiter = .detected, quote: Quote = .detected, hasHeader: Bool = true,
        skipLines: Int? = nil, nulls: [String] = [], encoding: TextEncoding? = nil,
        columns: [String] = [], isExact: Bool = false
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.hasHeader = hasHeader
        self.skipLines = skipLines
        self.nulls = nulls
        self.encoding = encoding
        self.columns = columns
        self.isExact = isExact
    }
}
