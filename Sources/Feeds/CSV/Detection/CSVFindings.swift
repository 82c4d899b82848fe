package import Definitions
import Problems

/// What was found out about how a feed's CSV file is written, with the evidence.
package struct CSVFindings: Sendable {
    /// The feed's name.
    package let feed: String
    /// The file's name below its source.
    package let file: String
    package private(set) var findings: [Finding] = []
    /// What `tidings check --pin` writes into the job file.
    package private(set) var pins: FeedPins

    let dialect: CSVDialect
    let encoding: DetectedEncoding

    /// Looks into the file that ``FeedOpener/locate(_:in:logicalDate:)`` found; nil for a feed that
    /// reads no CSV.
    ///
    /// What the job file says is taken for right as long as the mapped columns are found by it.
    package init?(_ feed: Feed, file: FeedFile, locale: String) throws {
        guard case .csv(_, let said) = feed.input else { return nil }
        self.feed = feed.name
        self.file = file.name
        var detected = DetectedEncoding(file.tally, declared: said.encoding, locale: locale)
        if detected.encoding == .utf8, said.encoding == .utf8 {
            detected = DetectedEncoding(file.tally, declared: nil, locale: locale)
        }
        encoding = detected
        let sample = try CSVSample(file, in: detected)
        let wanted = CSVReading.wanted(by: feed)
        var format = said
        var shape = CSVDialect.shape(format, sample, wanted: wanted)
        if format.hasHeader, !shape.findsAll {
            let open = CSVFormat(nulls: said.nulls, encoding: said.encoding)
            let other = CSVDialect.shape(open, sample, wanted: wanted)
            if other.found > shape.found { (format, shape) = (open, other) }
        }
        let dialect = CSVDialect(format, shape, sample)
        self.dialect = dialect
        let rows = sample.rows(dialect, limit: .max)
        let names = rows.first.map { dialect.names(of: $0) } ?? []
        let header = names.filter { !$0.isEmpty }
        let isAsBefore = Set(said.columns) == Set(header)
        pins = FeedPins(
            encoding: detected.encoding, delimiter: dialect.delimiter.asFormat,
            quote: dialect.quote.map { .byte($0) } ?? .none, hasHeader: format.hasHeader,
            skipLines: dialect.skipLines,
            columns: !format.hasHeader || isAsBefore ? said.columns : header)
        findings = [
            Finding(
                what: "encoding", value: detected.encoding.name,
                confidence: detected.encoding == .utf8 || said.encoding != nil
                    ? .certain : .likely,
                evidence: detected.evidence),
            Self.delimiter(shape, sample, format), Self.quote(shape, format),
            Self.header(shape, dialect, sample, format, wanted: wanted),
            Finding(
                what: "columns", value: "\(names.count)", confidence: .certain,
                evidence: header.joined(separator: ", ")),
        ]
        let columns = try CSVColumns(
            feed, nulls: format.nulls, rows: rows.dropFirst(format.hasHeader ? 1 : 0),
            names: names)
        for column in columns.all { add(column) }
    }

    private mutating func add(_ column: CSVColumns.Column) {
        let map = column.map
        guard !column.values.isEmpty else { return }
        if column.type.isDate {
            let writing = DateWriting(column.values, type: column.type)
            findings.append(Self.dates(writing, column))
            if map.format.isEmpty, case .pattern(let pattern) = writing.format {
                pins.formats[map.field] = pattern.text
            }
        } else {
            let found = DecimalSign(column.values)
            findings.append(Self.decimals(found, column))
            if map.decimal == nil, found.sign == "," { pins.decimals[map.field] = "," }
        }
    }
}

extension CSVDelimiter {
    /// As a job file names it.
    var asFormat: CSVFormat.Delimiter {
        switch self {
        case .byte(let byte): .byte(byte)
        case .blanks: .blanks
        }
    }
}

extension CSVFindings {
    private static let said = "the job file says so"

    private static func delimiter(
        _ shape: CSVShape, _ sample: CSVSample, _ format: CSVFormat
    ) -> Finding {
        let table = shape.rows.dropFirst(format.hasHeader ? shape.headerIndex : 0)
        let rows = table.count
        let alike = table.count { $0.fields.count == shape.width }
        let name = shape.delimiter.name
        var evidence =
            "\(name) splits \(alike) of \(rows) rows into \(shape.width) "
            + (shape.width == 1 ? "column" : "columns")
        var confidence = Confidence.unsure
        if shape.width > 1 {
            confidence =
                alike == rows ? .certain : 10 * alike >= 9 * rows ? .likely : .unsure
        }
        if format.delimiter != .detected {
            (confidence, evidence) = (.certain, "\(said); \(evidence)")
        } else if sample.declaredDelimiter != nil {
            (confidence, evidence) = (.certain, "the file's first line says so; \(evidence)")
        }
        return Finding(
            what: "delimiter", value: name, confidence: confidence, evidence: evidence)
    }

    private static func quote(_ shape: CSVShape, _ format: CSVFormat) -> Finding {
        let rows = shape.rows.count
        var evidence =
            shape.quoted == 0
            ? "no value stands in quotes" : "\(shape.quoted) of \(rows) rows have a value in quotes"
        var confidence = shape.quoted == 0 ? Confidence.likely : .certain
        if shape.quote == nil { evidence = "with quotes most rows that have one cannot be read" }
        if shape.malformed > 0 {
            confidence = .likely
            evidence += "; \(shape.malformed) cannot be read"
        }
        if format.quote != .detected { (confidence, evidence) = (.certain, said) }
        return Finding(
            what: "quote", value: CSVDialect.name(ofQuote: shape.quote), confidence: confidence,
            evidence: evidence)
    }

    private static func header(
        _ shape: CSVShape, _ dialect: CSVDialect, _ sample: CSVSample, _ format: CSVFormat,
        wanted: Set<String>
    ) -> Finding {
        guard format.hasHeader else {
            return Finding(what: "header", value: "none", confidence: .certain, evidence: said)
        }
        let row = shape.rows.isEmpty ? nil : shape.rows[shape.headerIndex]
        let line = sample.firstLine + dialect.skipLines
        var evidence = ""
        var confidence = Confidence.likely
        if !wanted.isEmpty, shape.findsAll {
            confidence = .certain
            evidence = "it has all \(wanted.count) mapped columns"
        } else if row?.looksLikeData == true {
            confidence = .unsure
            evidence =
                "it looks like data: if the file has no header, write \"header: false\" and map "
                + "columns by their numbers"
        } else {
            evidence = "it has \(shape.found) of \(wanted.count) mapped columns"
        }
        if dialect.skipLines > 0 {
            evidence +=
                "; \(dialect.skipLines) \(dialect.skipLines == 1 ? "line stands" : "lines stand") "
                + "before it"
        }
        return Finding(
            what: "header", value: "line \(line)", confidence: confidence, evidence: evidence)
    }

    private static func dates(_ writing: DateWriting, _ column: CSVColumns.Column) -> Finding {
        let name = "column \"\(column.map.input)\": "
        let count = "\(writing.count) \(writing.count == 1 ? "value" : "values")"
        let value = writing.formats.map(\.text).joined(separator: " or ")
        switch writing.formats.count {
        case 0:
            return Finding(
                what: column.map.field, value: "", confidence: .unsure,
                evidence: name + "no one format reads all of \(count)")
        case 1:
            let line = decidingLine(writing, column)
            return Finding(
                what: column.map.field, value: value, confidence: .certain,
                evidence: name + "all of \(count) can be read so"
                    + (line.map { "; line \($0) has a day above 12" } ?? ""))
        default:
            return Finding(
                what: column.map.field, value: value, confidence: .unsure,
                evidence: name + "no day in \(count) is above 12: write \"format\" into the map")
        }
    }

    /// The line that tells day from month, if it had to be told.
    private static func decidingLine(
        _ writing: DateWriting, _ column: CSVColumns.Column
    ) -> Int? {
        guard let text = writing.format?.text, let swapped = DateWriting.swapped(text) else {
            return nil
        }
        let index = column.values.firstIndex {
            !DateWriting.reads($0, as: swapped, type: column.type)
        }
        return index.map { column.lines[$0] }
    }

    private static func decimals(_ found: DecimalSign, _ column: CSVColumns.Column) -> Finding {
        let name = "column \"\(column.map.input)\": "
        let field = column.map.field
        if let sign = found.sign {
            let count = sign == "," ? found.commas : found.points
            return Finding(
                what: field, value: String(sign), confidence: .certain,
                evidence: name + "\(count) of \(column.values.count) numbers can be read in no "
                    + "other way")
        }
        if found.points > 0 {
            return Finding(
                what: field, value: "", confidence: .unsure,
                evidence: name + "\(found.points) numbers have a point before their decimals, "
                    + "\(found.commas) a comma")
        }
        if found.isAmbiguous {
            return Finding(
                what: field, value: "", confidence: .unsure,
                evidence: name + "every number with a sign can be read in two ways, as 1,234 can: "
                    + "write \"decimal\" into the map")
        }
        return Finding(
            what: field, value: ".", confidence: .likely,
            evidence: name + "no number has decimals")
    }
}

extension CSVSample.Row {
    /// Whether at least half of the fields are numbers or addresses, as headers' seldom are.
    var looksLikeData: Bool {
        let texts = texts.filter { !$0.isEmpty }
        let data = texts.filter { text in
            text.contains("@") || text.allSatisfy { $0.isNumber || "+-.,:/ ".contains($0) }
        }
        return !data.isEmpty && 2 * data.count >= texts.count
    }
}
