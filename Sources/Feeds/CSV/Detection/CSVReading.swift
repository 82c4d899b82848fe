import Definitions
import Problems

/// How a feed's CSV file is read tonight, made out before its first row is read.
///
/// What the job file does not say of delimiter, quote and preamble is what the sample shows
/// (``CSVDialect``). Of values the rule is stricter, for a wrong guess would not be noticed:
///
/// - The decimal sign is never taken from the sample. It is what `decimal:` says, else a point. A
///   file whose numbers show the other sign is turned away: its `1.234` would be read as a
///   thousandth, or a thousandfold, of what is meant. So is one without `decimal:` of whose column
///   nobody can tell (`1,234` and nothing else).
/// - Dates without `format:` are ISO 8601, or written in the one format by which every value of the
///   sample can be read. Several such formats (`03/04/2025` and no day above 12) turn the file
///   away. So does a sample of which no value would be read by the `format:` given, but every one
///   by another.
struct CSVReading {
    /// The feed with the formats of its dates filled in.
    private(set) var feed: Feed
    let dialect: CSVDialect
    /// Columns that the job file does not name, when it wants to hear of them.
    let warnings: [String]
    let encoding: DetectedEncoding
    /// Whether the file is an export of rejects.
    let isOfRejects: Bool

    init(_ feed: Feed, _ format: CSVFormat, _ file: FeedFile, locale: String) throws {
        encoding = DetectedEncoding(file.tally, declared: format.encoding, locale: locale)
        let sample = try CSVSample(file, in: encoding)
        isOfRejects = sample.isExport
        let format = isOfRejects ? format.ofExport : format
        let wanted = Self.wanted(by: feed)
        let pinned = wanted.union(format.columns)
        let dialect = CSVDialect(
            format, sample, wanted: format.columns.isEmpty ? wanted : pinned)
        let rows = sample.rows(dialect, limit: .max)
        let names = rows.first.map { dialect.names(of: $0) }
        let drift = CSVDrift(feed, format, sample, file: file, locale: locale)
        warnings = try drift.check(dialect, names: names)
        let columns = try CSVColumns(
            feed, nulls: format.nulls, rows: rows.dropFirst(format.hasHeader ? 1 : 0),
            names: names ?? []
        )
        self.dialect = dialect
        self.feed = feed
        if !format.isExact { try readValues(of: columns, file: file.name) }
    }

    /// The columns that a feed reads.
    static func wanted(by feed: Feed) -> Set<String> {
        Set(feed.map.flatMap(\.inputs) + feed.filters.map(\.input)).subtracting(["$row"])
    }

    private mutating func readValues(of columns: CSVColumns, file: String) throws {
        var problems = ProblemList()
        for column in columns.all {
            do {
                if column.type.isNumber {
                    try check(DecimalSign(column.values), of: column.map, file)
                } else if let pattern = try dateFormat(of: column, file),
                    let index = feed.map.firstIndex(where: { $0.field == column.map.field })
                {
                    feed.map[index].format = [pattern.text]
                }
            } catch let problem as Problem {
                problems.add(problem)
            }
        }
        try problems.throwIfAny()
    }

    private func check(_ found: DecimalSign, of map: FieldMap, _ file: String) throws {
        if let sign = found.sign, sign != map.decimal ?? "." {
            throw Self.otherSign(sign, map, file)
        }
        if map.decimal == nil, found.isAmbiguous, found.ambiguousCommas > 0 {
            throw Self.ambiguousSign(map, file)
        }
    }

    /// The format to read a column's dates by, if it is not what the job file says.
    private func dateFormat(of column: CSVColumns.Column, _ file: String) throws -> DatePattern? {
        let map = column.map
        let writing = DateWriting(column.values, type: column.type)
        guard !map.format.isEmpty else {
            if writing.formats.count > 1 { throw Self.ambiguousDates(writing, map, file) }
            guard case .pattern(let pattern) = writing.format else { return nil }
            return pattern
        }
        let declared = DateWriting.Format.pattern(try DatePattern(map.format, at: map.place))
        guard !writing.formats.isEmpty, !writing.formats.contains(declared),
            !column.values.allSatisfy({
                DateWriting.reads($0, as: declared, type: column.type)
            })
        else { return nil }
        throw Self.otherDates(writing, map, file)
    }
}

extension CSVFormat {
    /// How an export of rejects is written: in UTF-8, the header in its first line, behind columns
    /// of its own. It differs from the feed's other files, and that is no drift.
    fileprivate var ofExport: CSVFormat {
        var format = self
        format.encoding = nil
        format.skipLines = 0
        format.columns = []
        return format
    }
}

extension CSVDialect {
    /// The columns' names: those of the header, those that the job file gives, or 1, 2, ….
    func names(of first: CSVSample.Row) -> [String] {
        if hasHeader { return first.texts }
        return columns.isEmpty ? first.fields.indices.map { String($0 + 1) } : columns
    }
}

extension CSVReading {
    private static func otherSign(_ sign: Character, _ map: FieldMap, _ file: String) -> Problem {
        Problem(
            .guarded,
            "the numbers in column \"\(map.input)\" of \(file) have \"\(sign)\" before their "
                + "decimals, not \"\(map.decimal ?? ".")\"",
            at: map.place,
            hint: "If that is right, write {column: \(map.input), decimal: \"\(sign)\"}; "
                + "yesterday's data stay in force.")
    }

    private static func ambiguousSign(_ map: FieldMap, _ file: String) -> Problem {
        Problem(
            .guarded,
            "the numbers in column \"\(map.input)\" of \(file) can be read in two ways: "
                + "their \",\" may part thousands or decimals",
            at: map.place,
            hint: "Write {column: \(map.input), decimal: \".\"} if it parts thousands, "
                + "decimal: \",\" if decimals.")
    }

    private static func ambiguousDates(
        _ writing: DateWriting, _ map: FieldMap, _ file: String
    ) -> Problem {
        let formats = writing.formats.map { "format: \"\($0.text)\"" }
        return Problem(
            .guarded,
            "the dates in column \"\(map.input)\" of \(file) can be read in several ways",
            at: map.place,
            hint: "Say which is right: \(formats.joined(separator: " or ")).")
    }

    private static func otherDates(
        _ writing: DateWriting, _ map: FieldMap, _ file: String
    ) -> Problem {
        let found = writing.formats.map(\.text).joined(separator: " or ")
        return Problem(
            .guarded,
            "the dates in column \"\(map.input)\" of \(file) are written as \(found), "
                + "not as \(map.format.joined(separator: " or "))",
            at: map.place,
            hint: "If that is right, change \"format\"; yesterday's data stay in force.")
    }
}
