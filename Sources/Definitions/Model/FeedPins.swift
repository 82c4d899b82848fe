/// What was found out about a feed's file, as its job file is to say it from now on.
package struct FeedPins: Sendable, Equatable {
    package var encoding: TextEncoding
    package var delimiter: CSVFormat.Delimiter
    package var quote: CSVFormat.Quote
    package var hasHeader: Bool
    package var skipLines: Int
    /// The header's names; empty for a file without a header.
    package var columns: [String]
    /// The date formats of mapped fields.
    package var formats: [String: String]
    /// The decimal signs of mapped fields.
    package var decimals: [String: Character]

    package init(
        encoding: TextEncoding, delimiter: CSVFormat.Delimiter, quote: CSVFormat.Quote,
        hasHeader: Bool,
        skipLines: Int, columns: [String], formats: [String: String] = [:],
        decimals: [String: Character] = [:]
    ) {
        self.encoding = encoding
        self.delimiter = delimiter
        self.quote = quote
        self.hasHeader = hasHeader
        self.skipLines = skipLines
        self.columns = columns
        self.formats = formats
        self.decimals = decimals
    }
}
