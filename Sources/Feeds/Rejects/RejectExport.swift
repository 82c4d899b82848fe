/// Writes rejects for a person to look at and to mend, in a form that their feed can load again.
///
/// CSV keeps the header and each row as they were, behind three columns that say where the row
/// stood and what is wrong: they come first, so that they line up even where a row has too few
/// fields. Without a header they come last, because such columns are known by their numbers. A row
/// that would spoil the rows behind it (a quote that nobody closed) stands in quotes as one field.
/// All is UTF-8, whatever the file was in. XML keeps the records below the tags that they had, each
/// behind a comment that says the same.
package struct RejectExport {
    /// What the rows had around them; nil where that is not known: each row is then one field.
    private let frame: RowFrame?
    private let text: RowText

    package init(_ frame: RowFrame?) throws {
        self.frame = frame
        text = try RowText(frame?.encoding)
    }

    /// The columns that say where a row stood and what is wrong.
    package static let columns = ["tidings_line", "tidings_column", "tidings_reason"]

    /// What stands before the first row. CSV begins with a byte order mark: spreadsheets take it
    /// for UTF-8 only then.
    package var opening: [UInt8] {
        guard let frame else {
            return Self.mark + CSVText.row((Self.columns + ["row"]).map { Array($0.utf8) })
                + Self.end
        }
        switch frame.format {
        case .xml: return frame.opening + Self.end
        case .csv:
            guard !frame.opening.isEmpty else { return Self.mark }
            return Self.mark + joined(Self.columns.map { Array($0.utf8) }, frame.opening) + Self.end
        }
    }

    /// A row with its place and reason.
    package func row(_ reject: Reject) -> [UInt8] {
        let notes = [String(reject.line), reject.column ?? "", reject.reason].map { Array($0.utf8) }
        let hasRow = reject.cells?.isEmpty != true
        let row = text.utf8(hasRow ? reject.readable : reject.raw)
        guard let frame else { return CSVText.row(notes + [row]) + Self.end }
        switch frame.format {
        case .xml: return Self.comment(reject) + row + Self.end
        case .csv:
            let raw =
                hasRow && Self.isRow(row, frame)
                ? row
                : CSVText.field(row, delimiter: separator, quote: frame.quote)
            return (frame.opening.isEmpty ? joined(last: notes, raw) : joined(notes, raw))
                + Self.end
        }
    }

    /// What stands behind the last row.
    package var closing: [UInt8] {
        guard let frame, !frame.closing.isEmpty else { return [] }
        return frame.closing + Self.end
    }

    private var separator: UInt8 { frame?.delimiter ?? UInt8(ascii: " ") }

    private func joined(_ notes: [[UInt8]], _ row: [UInt8]) -> [UInt8] {
        CSVText.row(notes, delimiter: separator, quote: frame?.quote) + [separator] + row
    }

    private func joined(last notes: [[UInt8]], _ row: [UInt8]) -> [UInt8] {
        row + [separator] + CSVText.row(notes, delimiter: separator, quote: frame?.quote)
    }

    private static func isRow(_ raw: [UInt8], _ frame: RowFrame) -> Bool {
        let tokenizer = frame.tokenizer
        let whole = raw + end
        return whole.withUnsafeBufferPointer {
            tokenizer.next(in: $0, from: 0, atEnd: true) == .row(next: $0.count)
        }
    }

    private static func comment(_ reject: Reject) -> [UInt8] {
        let column = reject.column.map { ", \($0)" } ?? ""
        // Two hyphens would end the comment.
        let text = "line \(reject.line)\(column): \(reject.reason)".replacing("--", with: "- -")
        return Array("<!-- \(text) -->\n".utf8)
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let end: [UInt8] = [0x0A]
}
