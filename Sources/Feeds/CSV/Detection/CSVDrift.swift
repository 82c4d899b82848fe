import Definitions
import Problems

/// What differs between a file and the pins of its job file: `columns:` and what was pinned with
/// them.
///
/// A file that can be read as pinned and has all the pinned columns, in whatever order, is as
/// pinned. Columns beyond them are what `expect: {new columns: …}` says. Without `columns:`
/// nothing is compared.
struct CSVDrift {
    private let feed: Feed
    private let format: CSVFormat
    private let sample: CSVSample
    private let file: String
    /// What the file is in, where that is not what is pinned.
    private let otherEncoding: TextEncoding?

    init(
        _ feed: Feed, _ format: CSVFormat, _ sample: CSVSample, file: FeedFile, locale: String
    ) {
        self.feed = feed
        self.format = format
        self.sample = sample
        self.file = file.name
        otherEncoding = format.encoding.flatMap { pinned in
            // Pinned UTF-8 is what is looked for; another is taken where the file is not UTF-8.
            let now = DetectedEncoding(
                file.tally, declared: pinned == .utf8 ? nil : pinned, locale: locale
            ).encoding
            let isPlain = now == .utf8 && file.tally.characters == 0
            return now == pinned || isPlain ? nil : now
        }
    }

    /// Throws the difference, a guard; what only has to be told comes back.
    func check(_ dialect: CSVDialect, names: [String]?) throws -> [String] {
        guard !format.columns.isEmpty, let names else { return [] }
        guard format.hasHeader else {
            try checkWidth(dialect)
            return []
        }
        let pinned = Set(format.columns)
        var problems = ProblemList()
        var found = Set(names)
        if otherEncoding != nil || !pinned.isSubset(of: found) {
            let fresh = fresh()
            let differences = differences(fresh)
            if !differences.isEmpty {
                problems.add(Self.otherWriting(differences, feed, file))
                found = Set(fresh.names)
            }
        }
        let new = ordered(found.subtracting(pinned), by: names)
        let gone = format.columns.filter { !found.contains($0) && !mayBeMissing($0) }
        if !gone.isEmpty {
            problems.add(Self.gone(gone, new: new, feed, file))
        } else if !new.isEmpty, feed.expect.newColumns == .fail {
            problems.add(Self.new(new, feed, file))
        }
        try problems.throwIfAny()
        return new.isEmpty || feed.expect.newColumns != .warn
            ? [] : [Self.newColumns(new, file)]
    }

    private func ordered(_ columns: Set<String>, by names: [String]) -> [String] {
        let known = names.filter { columns.contains($0) && !$0.isEmpty }
        return known.isEmpty ? columns.filter { !$0.isEmpty }.sorted() : known
    }

    /// Whether a column may be missing: its fields are then empty.
    private func mayBeMissing(_ column: String) -> Bool {
        feed.expect.missingColumns == .null && !feed.needsColumn(column)
    }

    /// A file without a header has as many columns as are named.
    private func checkWidth(_ dialect: CSVDialect) throws {
        let shape = CSVShape(
            sample, delimiter: dialect.delimiter, quote: dialect.quote,
            skipping: dialect.skipLines, wanted: [])
        guard shape.width > 0, shape.width != format.columns.count else { return }
        throw Self.otherWidth(shape.width, format.columns.count, feed, file)
    }

    /// How the file would be read if nothing were pinned.
    private func fresh() -> (dialect: CSVDialect, names: [String]) {
        let open = CSVFormat(hasHeader: format.hasHeader, nulls: format.nulls)
        let wanted = CSVReading.wanted(by: feed).union(format.columns)
        let dialect = CSVDialect(open, sample, wanted: wanted)
        let names = sample.rows(dialect, limit: 1).first?.texts ?? []
        return (dialect, names)
    }

    /// What is now, and what was pinned, of each thing that differs.
    private func differences(
        _ fresh: (dialect: CSVDialect, names: [String])
    ) -> [(now: String, pinned: String)] {
        var differences: [(now: String, pinned: String)] = []
        if let now = otherEncoding, let pinned = format.encoding {
            differences.append((now.name, pinned.name))
        }
        if case .byte(let byte) = format.delimiter, fresh.dialect.delimiter != .byte(byte) {
            differences.append(
                (
                    "separated by \(fresh.dialect.delimiter.name)",
                    CSVDelimiter.byte(byte).name
                ))
        } else if case .blanks = format.delimiter, fresh.dialect.delimiter != .blanks {
            differences.append(
                ("separated by \(fresh.dialect.delimiter.name)", CSVDelimiter.blanks.name))
        }
        if let quote = format.quote.byte, quote != fresh.dialect.quote {
            differences.append(
                (
                    "quoted by \(CSVDialect.name(ofQuote: fresh.dialect.quote))",
                    CSVDialect.name(ofQuote: quote)
                ))
        }
        if let skip = format.skipLines, skip != fresh.dialect.skipLines {
            differences.append(
                (
                    "with its header in line \(sample.firstLine + fresh.dialect.skipLines)",
                    "line \(sample.firstLine + skip)"
                ))
        }
        return differences
    }
}

extension Feed {
    /// The inputs that are empty, and no fault, when a file has no such column.
    var optionalInputs: Set<String> {
        guard expect.missingColumns == .null else { return [] }
        return Set(map.flatMap(\.inputs).filter { !needsColumn($0) })
    }

    /// Whether no row can be read without a column: a key, a field that each row must have, or a
    /// column that a filter looks at.
    func needsColumn(_ column: String) -> Bool {
        let needed = Set(entity.fields.filter(\.isNeeded).map(\.name))
        return filters.contains { $0.input == column }
            || map.contains {
                $0.inputs.contains(column) && ($0.isRequired || needed.contains($0.field))
            }
    }
}

extension CSVDrift {
    private static func otherWriting(
        _ differences: [(now: String, pinned: String)], _ feed: Feed, _ file: String
    ) -> Problem {
        let now = differences.map(\.now).joined(separator: ", ")
        let pinned = differences.map(\.pinned).joined(separator: " and ")
        return Problem(
            .guarded,
            "\(file) is not written as pinned: it is now \(now); "
                + "pinned \(differences.count == 1 ? "is" : "are") \(pinned)",
            at: feed.place, hint: pinHint(feed))
    }

    private static func gone(
        _ gone: [String], new: [String], _ feed: Feed, _ file: String
    ) -> Problem {
        let meant = gone.compactMap { name in
            Suggestion.closest(to: name, among: new).map { "\"\($0)\" for \"\(name)\"" }
        }
        let guess = meant.isEmpty ? "" : "Did you mean \(meant.joined(separator: ", "))? "
        return Problem(
            .guarded,
            "\(counted(gone)) \(gone.count == 1 ? "is" : "are") gone from \(file)"
                + (new.isEmpty ? "" : "; new: \(listed(new))"),
            at: feed.place, hint: guess + pinHint(feed))
    }

    private static func new(_ new: [String], _ feed: Feed, _ file: String) -> Problem {
        Problem(
            .guarded,
            "\(file) has \(new.count == 1 ? "a new column" : "new columns"): "
                + listed(new), at: feed.place, hint: pinHint(feed))
    }

    private static func otherWidth(
        _ width: Int, _ pinned: Int, _ feed: Feed, _ file: String
    ) -> Problem {
        Problem(
            .guarded, "\(file) has \(width) columns; \"columns\" names \(pinned)", at: feed.place,
            hint: "Name all columns of the file in their order; yesterday's data stay in force.")
    }

    private static func newColumns(_ new: [String], _ file: String) -> String {
        "\(file) has \(new.count == 1 ? "a new column" : "new columns"): \(listed(new))"
    }

    private static func counted(_ columns: [String]) -> String {
        (columns.count == 1 ? "column " : "columns ") + listed(columns)
    }

    private static func listed(_ columns: [String]) -> String {
        columns.prefix(10).map { "\"\($0)\"" }.joined(separator: ", ")
            + (columns.count > 10 ? " and \(columns.count - 10) more" : "")
    }

    private static func pinHint(_ feed: Feed) -> String {
        "If the file is right, run `tidings check --pin \(feed.name)`; yesterday's data stay in "
            + "force."
    }
}

extension CSVFormat.Quote {
    /// The quote that a job file names; nil when it names none, or no quote at all.
    fileprivate var byte: UInt8? {
        if case .byte(let byte) = self { byte } else { nil }
    }
}

extension CSVDialect {
    /// A quote as people call it.
    static func name(ofQuote quote: UInt8?) -> String {
        switch quote {
        case nil: "no quotes"
        case UInt8(ascii: "\""): "\""
        case let byte?: String(decoding: [byte], as: UTF8.self)
        }
    }
}
