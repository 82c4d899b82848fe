package import Definitions

/// What stands around the rows of a source, so that a row that was set aside can be read alone.
package struct RowFrame: Sendable, Equatable {
    package enum Format: String, Sendable {
        case csv, xml
    }

    package var format: Format
    /// What parts the fields of a CSV row; nil for runs of blanks.
    package var delimiter: UInt8?
    /// What stands around CSV fields that hold delimiters; nil where nothing does.
    package var quote: UInt8?
    /// What the bytes of the rows are in; nil for UTF-8, in which the rest of the frame is.
    package var encoding: TextEncoding?
    /// The header, or the tags above a record.
    package var opening: [UInt8]
    /// What ends the tags above a record.
    package var closing: [UInt8]

    package init(
        format: Format, delimiter: UInt8? = nil, quote: UInt8? = UInt8(ascii: "\""),
        encoding: TextEncoding? = nil,
        opening: [UInt8], closing: [UInt8] = []
    ) {
        self.encoding = encoding
        self.quote = quote
        self.format = format
        self.delimiter = delimiter
        self.opening = opening
        self.closing = closing
    }

    /// The frame of CSV rows.
    ///
    /// - Parameter header: The header's row as it is in UTF-8; empty if there is none.
    init(_ dialect: CSVDialect, header: some Sequence<UInt8>, encoding: TextEncoding? = nil) {
        var opening = Array(header)
        while let last = opening.last, last == 0x0A || last == 0x0D { opening.removeLast() }
        self.init(
            format: .csv, quote: dialect.quote, encoding: encoding, opening: opening)
        if case .byte(let byte) = dialect.delimiter { delimiter = byte }
    }

    /// Reads rows of CSV that have this frame.
    var tokenizer: CSVTokenizer {
        CSVTokenizer(delimiter: delimiter.map { .byte($0) } ?? .blanks, quote: quote)
    }
}

extension Feed {
    /// The feed as it reads rows that were set aside: as it is defined now, with the frame that
    /// they had. It expects nothing of them and deletes nothing; nil if its format is another now.
    package func reading(_ frame: RowFrame) -> Feed? {
        var feed = self
        feed.expect = Expectations()
        feed.deleteMissing = false
        let delimiter = frame.delimiter.map { CSVFormat.Delimiter.byte($0) } ?? .blanks
        let quote = frame.quote.map { CSVFormat.Quote.byte($0) } ?? .none
        switch (input, frame.format) {
        case (.csv(let file, var format), .csv):
            format.delimiter = delimiter
            format.quote = quote
            format.skipLines = 0
            format.encoding = .utf8
            feed.input = .csv(file: file, format)
        case (.query, .csv): feed.input = .csv(file: FilePattern(name), Self.formatOfValues)
        case (.xml(let file, _), .csv):
            for index in map.indices { feed.map[index].name(inputsOf: self) }
            feed.input = .csv(file: file, Self.formatOfValues)
        case (.xml(let file, var format), .xml):
            format.encoding = nil
            feed.input = .xml(file: file, format)
        default: return nil
        }
        return feed
    }

    /// How values are kept: see ``RowValues``.
    private static var formatOfValues: CSVFormat {
        CSVFormat(
            delimiter: .byte(UInt8(ascii: ",")), quote: .byte(UInt8(ascii: "\"")), skipLines: 0,
            encoding: .utf8, isExact: true)
    }
}

extension FieldMap {
    /// Calls its paths by the names of the columns that hold their values.
    fileprivate mutating func name(inputsOf feed: Feed) {
        guard input != "$row" else { return }
        let isOfLine = feed.hasLineElements && field.hasPrefix("line.")
        let isRepeated = feed.entity.fields.contains { $0.name == field && $0.type == .categories }
        func name(_ path: String) -> String {
            RowInput(name: path, isRepeated: isRepeated, isOfLine: isOfLine).pathName
        }
        if let inputs = steps.join?.inputs {
            steps.join?.inputs = inputs.map(name)
        } else {
            input = name(input)
        }
    }
}
