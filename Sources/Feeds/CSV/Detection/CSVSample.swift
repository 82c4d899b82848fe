import Problems

/// The beginning of a CSV file as text, from which is found out how the file is written.
struct CSVSample: Sendable {
    /// In bytes of UTF-8.
    static let limit = 1 << 20

    private let text: [UInt8]
    /// Whether the sample is all of the file.
    private let isWhole: Bool
    /// What a first line `sep=;`, which Excel writes, says of the delimiter.
    let declaredDelimiter: UInt8?
    /// Where the text behind such a line begins.
    private let start: Int

    init(text: [UInt8], isWhole: Bool) {
        self.text = text
        self.isWhole = isWhole
        declaredDelimiter = CSVDelimiter.declared(in: text)
        start = CSVDelimiter.declarationLength(in: text)
    }

    /// The beginning of a file.
    init(_ file: FeedFile, in encoding: DetectedEncoding) throws {
        let stream = try FeedText(try file.open(), encoding)
        var text = [UInt8](repeating: 0, count: Self.limit)
        let count = try text.withUnsafeMutableBytes { try stream.read(into: $0) }
        text.removeSubrange(count...)
        self.init(text: text, isWhole: count < Self.limit)
    }

    /// Whether it begins as `RejectExport` begins a file with a header.
    var isExport: Bool { text.starts(with: RejectExport.columns[0].utf8) }

    /// The line on which the preamble, or the header, begins.
    var firstLine: Int { start > 0 ? 2 : 1 }

    /// The rows behind some lines, blank ones left out; a last row that the sample cuts off is
    /// left out too.
    func rows(
        delimiter: CSVDelimiter, quote: UInt8?, skipping lines: Int = 0, limit: Int
    ) -> [Row] {
        var rows: [Row] = []
        let tokenizer = CSVTokenizer(delimiter: delimiter, quote: quote)
        text.withUnsafeBufferPointer { bytes in
            var offset = start
            for _ in 0..<lines { offset = Self.nextLine(bytes, after: offset) }
            var line = firstLine + lines
            while rows.count < limit {
                let rest = UnsafeBufferPointer(rebasing: bytes[offset...])
                let next: Int
                switch tokenizer.next(in: rest, from: 0, atEnd: isWhole) {
                case .incomplete: return
                case .blank(let end): next = end
                case .malformed(_, let end):
                    next = end
                    rows.append(Row(line: line, fields: [], isMalformed: true))
                case .row(let end):
                    next = end
                    rows.append(Row(tokenizer, in: rest, line: line))
                }
                offset += next
                line += tokenizer.lines
            }
        }
        return rows
    }

    /// The rows as a dialect splits them, its header the first.
    func rows(_ dialect: CSVDialect, limit: Int) -> [Row] {
        rows(
            delimiter: dialect.delimiter, quote: dialect.quote, skipping: dialect.skipLines,
            limit: limit)
    }

    private static func nextLine(_ bytes: UnsafeBufferPointer<UInt8>, after offset: Int) -> Int {
        var index = offset
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        guard index < bytes.count else { return index }
        let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        return index + (isPair ? 2 : 1)
    }
}

extension CSVSample {
    /// A row of the sample.
    struct Row: Sendable {
        /// Of the file, from 1.
        var line: Int
        /// Without quotes; none if the row cannot be read.
        var fields: [[UInt8]]
        var isMalformed = false
        /// Whether a field stands in quotes.
        var isQuoted = false
    }
}

extension CSVSample.Row {
    /// A row that was just split.
    init(
        _ tokenizer: CSVTokenizer, in bytes: UnsafeBufferPointer<UInt8>, line: Int
    ) {
        let quote = tokenizer.quote
        self.init(line: line, fields: [])
        for field in tokenizer.fields {
            var index = field.start
            if let quote, index > 0, bytes[index - 1] == quote { isQuoted = true }
            var text: [UInt8] = []
            text.reserveCapacity(field.end - field.start)
            while index < field.end {
                text.append(bytes[index])
                index += field.isEscaped && bytes[index] == quote ? 2 : 1
            }
            fields.append(text)
        }
    }

    /// A field's text without outer blanks.
    func text(_ index: Int) -> String {
        String(decoding: fields[index], as: UTF8.self).trimmingBlanks
    }

    /// All fields' texts without outer blanks.
    var texts: [String] { fields.indices.map(text) }

    /// Whether nothing stands in the row but delimiters.
    var isEmpty: Bool { fields.allSatisfy(\.isEmpty) }
}
