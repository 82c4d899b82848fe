extension CSVFormat {
    /// Reads `csv:`.
    static func read(_ value: YAMLValue) -> CSVFormat? {
        value.mapping { keys in
            let encoding = keys.optional("encoding").encoding()
            let delimiter = Delimiter.read(keys.optional("delimiter"))
            let quote = Quote.read(keys.optional("quote"))
            let header = keys.optional("header").boolean()
            let skip = keys.optional("skip").integer(in: 0...100_000)
            let nulls = keys.optional("nulls").listOrOne()?.compactMap { $0.scalar()?.text }
            let columnsValue = keys.optional("columns")
            let columns = columnsValue.list()?.compactMap { $0.text() }
            if columns?.isEmpty == true { columnsValue.fault(.noColumns) }
            return CSVFormat(
                delimiter: delimiter ?? .detected, quote: quote ?? .detected,
                hasHeader: header ?? true, skipLines: skip, nulls: nulls ?? [],
                encoding: encoding, columns: columns ?? [])
        }
    }
}

extension CSVFormat.Delimiter {
    /// Reads `delimiter:`, one character or one of three words.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        guard let scalar = value.scalar("a character") else { return nil }
        switch scalar.text {
        case "auto": return .detected
        case "blanks": return .blanks
        case "tab", "\\t": return .byte(UInt8(ascii: "\t"))
        default:
            let bytes = Array(scalar.text.utf8)
            guard bytes.count == 1, let byte = bytes.first, isDelimiter(byte) else {
                value.fault(.notADelimiter(scalar.shown))
                return nil
            }
            return .byte(byte)
        }
    }

    /// Whether a byte can stand between fields: neither a quote, a line break nor a letter.
    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): false
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            false
        default: true
        }
    }
}

extension CSVFormat.Quote {
    /// Reads `quote:`, one of two characters or of two words.
    fileprivate static func read(_ value: YAMLValue) -> Self? {
        guard let scalar = value.scalar("a quote") else { return nil }
        switch scalar.text {
        case "auto": return .detected
        case "none": return Self.none
        case "\"": return .byte(UInt8(ascii: "\""))
        case "'": return .byte(UInt8(ascii: "'"))
        default:
            value.fault(.notAQuote(scalar.shown))
            return nil
        }
    }
}

extension ValueFault {
    fileprivate static func notADelimiter(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" cannot separate columns",
            hint: "Write auto, one character as \";\", tab, or blanks.")
    }

    fileprivate static func notAQuote(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" cannot stand around values",
            hint: #"Write auto, '"', "'" or none."#)
    }

    fileprivate static let noColumns = Self(
        summary: "\"columns\" names no column",
        hint: "Take it out, or let `tidings check --pin FEED` write the file's columns.")
}
