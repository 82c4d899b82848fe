extension CSVFormat {
    /// Reads `csv:`.
    static func read(_ value: YAMLValue) -> CSVFormat? {
        value.mapping { keys in
            let encoding = keys.optional("encoding").encoding()
            let delimiter = Delimiter.read(keys.optional("delimiter"))
            let header = keys.optional("header").boolean()
            let skip = keys.optional("skip").integer(in: 0...100_000)
            let nulls = keys.optional("nulls").listOrOne()?.compactMap { $0.scalar()?.text }
            return CSVFormat(
                delimiter: delimiter ?? .detected, hasHeader: header ?? true,
                skipLines: skip ?? 0, nulls: nulls ?? [], encoding: encoding)
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

extension ValueFault {
    fileprivate static func notADelimiter(_ shown: String) -> Self {
        Self(
            summary: "\"\(shown)\" cannot separate columns",
            hint: "Write auto, one character as \";\", tab, or blanks.")
    }
}
