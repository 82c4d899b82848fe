/// How the rows of a sample fall out when they are split in one way.
struct CSVShape {
    /// So many rows are looked at.
    static let rowLimit = 200
    /// The header stands among so many.
    static let headerLimit = 50

    let delimiter: CSVDelimiter
    let quote: UInt8?
    let rows: [CSVSample.Row]
    /// How many fields most rows have.
    let width: Int
    /// How many rows have so many fields.
    let alike: Int
    /// The rows that cannot be read.
    let malformed: Int
    /// The rows with a field in quotes.
    let quoted: Int
    /// How many of the wanted columns each of the first rows has.
    private let matches: [Int]
    private let wantedCount: Int

    init(
        _ sample: CSVSample, delimiter: CSVDelimiter, quote: UInt8?, skipping lines: Int,
        wanted: Set<String>
    ) {
        self.delimiter = delimiter
        self.quote = quote
        rows = sample.rows(
            delimiter: delimiter, quote: quote, skipping: lines, limit: Self.rowLimit)
        malformed = rows.count { $0.isMalformed }
        quoted = rows.count { $0.isQuoted }
        let widths = Dictionary(grouping: rows.filter { !$0.isMalformed }, by: \.fields.count)
        let most = widths.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
        width = most?.key ?? 0
        alike = most?.value.count ?? 0
        matches = rows.prefix(Self.headerLimit).map { wanted.intersection($0.texts).count }
        wantedCount = wanted.count
    }

    /// The most wanted columns that one row has.
    var found: Int { matches.max() ?? 0 }

    /// What a delimiter is chosen by: the wanted columns it finds, then the share of rows that it
    /// splits alike into several columns, then how many columns these are.
    var score: (Int, Int, Int) {
        (found, width > 1 ? alike * 1000 / max(1, rows.count) : 0, width)
    }

    /// The header among the rows: the first with the most of the wanted columns, if it has half of
    /// them or more, else the first that is as wide as most rows.
    var headerIndex: Int {
        if found > 0, 2 * found >= wantedCount, let index = matches.firstIndex(of: found) {
            return index
        }
        return rows.firstIndex { !$0.isMalformed && $0.fields.count == width } ?? 0
    }

    /// Whether the header has every wanted column.
    var findsAll: Bool { found == wantedCount }
}
