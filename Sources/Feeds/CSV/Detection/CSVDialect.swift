import Definitions

/// How a CSV file is split into rows and fields: what its job file says, and what its first rows
/// show where the job file says nothing.
///
/// - The delimiter is what a first line `sep=;` says; else that one of comma, semicolon, tab, bar,
///   caret, tilde and the separators U+001F and U+0001 whose rows hold most of the mapped columns,
///   then split most rows alike, then have most columns. Runs of blanks are it only where nothing
///   else splits the rows and they find every mapped column, or split all rows alike.
/// - The quote is `"`. It is `'` where no field is in `"`, every row can be read with `'`, and half
///   of them have a field in it. It is none where no row has a field in quotes, half of them
///   have a stray `"`, and rows are as alike without: fewer such rows are rejects.
/// - The header is the first row with the most mapped columns, if it has half of them, else the
///   first row that is as wide as most; what stands before it is left out. Without a header
///   (`header: false`) nothing is left out that the job file does not name: a short first row is
///   a reject, and not a title.
struct CSVDialect: Sendable {
    let delimiter: CSVDelimiter
    let quote: UInt8?
    let hasHeader: Bool
    /// How many lines stand before the header, a line `sep=;` left aside.
    let skipLines: Int
    /// The columns' names of a file without a header; empty: "1", "2", ….
    let columns: [String]

    /// What a format says, and a sample shows.
    ///
    /// - Parameter wanted: The columns that a header should have.
    init(_ format: CSVFormat, _ sample: CSVSample, wanted: Set<String>) {
        self.init(format, CSVDialect.shape(format, sample, wanted: wanted), sample)
    }

    init(_ format: CSVFormat, _ shape: CSVShape, _ sample: CSVSample) {
        delimiter = shape.delimiter
        quote = shape.quote
        hasHeader = format.hasHeader
        columns = format.hasHeader ? [] : format.columns
        if let lines = format.skipLines {
            skipLines = lines
        } else {
            let header = format.hasHeader ? shape.headerIndex : 0
            // Blank lines are left out as they are anywhere else.
            skipLines = header > 0 ? shape.rows[header].line - sample.firstLine : 0
        }
    }

    /// The shape that a sample has by the most plausible delimiter and quote.
    static func shape(
        _ format: CSVFormat, _ sample: CSVSample, wanted: Set<String>
    ) -> CSVShape {
        func shape(_ delimiter: CSVDelimiter) -> CSVShape {
            quotedShape(
                format.quote, sample, delimiter, skipping: format.skipLines ?? 0,
                wanted: format.hasHeader ? wanted : [])
        }
        switch format.delimiter {
        case .byte(let byte): return shape(.byte(byte))
        case .blanks: return shape(.blanks)
        case .detected: break
        }
        if let byte = sample.declaredDelimiter { return shape(.byte(byte)) }
        let shapes = CSVDelimiter.candidates.map { shape(.byte($0)) }
        // Of equals the earlier candidate wins.
        let best = shapes.reduce(shapes[0]) { $1.score > $0.score ? $1 : $0 }
        guard best.width <= 1 || best.found == 0 else { return best }
        let blanks = shape(.blanks)
        let splitsAll = best.width <= 1 && blanks.width > 1 && blanks.alike == blanks.rows.count
        let isBlanks = wanted.isEmpty ? splitsAll : blanks.findsAll && blanks.found > best.found
        return isBlanks ? blanks : best
    }

    /// The shape by a delimiter with the most plausible quote.
    private static func quotedShape(
        _ quote: CSVFormat.Quote, _ sample: CSVSample, _ delimiter: CSVDelimiter,
        skipping lines: Int, wanted: Set<String>
    ) -> CSVShape {
        func shape(_ quote: UInt8?) -> CSVShape {
            CSVShape(sample, delimiter: delimiter, quote: quote, skipping: lines, wanted: wanted)
        }
        switch quote {
        case .byte(let byte): return shape(byte)
        case .none: return shape(nil)
        case .detected: break
        }
        let double = shape(UInt8(ascii: "\""))
        if double.quoted == 0 {
            let single = shape(UInt8(ascii: "'"))
            if single.malformed == 0, single.quoted > 0, 2 * single.quoted >= single.rows.count {
                return single
            }
        }
        if double.quoted == 0, 2 * double.malformed >= double.rows.count {
            let none = shape(nil)
            if none.alike >= double.alike { return none }
        }
        return double
    }
}
