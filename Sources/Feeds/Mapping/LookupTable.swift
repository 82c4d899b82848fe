import Definitions
import Problems

/// Two columns of a workspace's CSV file, for `lookup:`: what the source says, and what is meant.
struct LookupTable: Sendable {
    /// The file's path in the workspace.
    let file: String
    private let words: WordTable

    /// Reads the table; whatever is wrong with it is a fault of the definition.
    init(_ lookup: TextSteps.Lookup) throws {
        file = lookup.file
        if let fault = lookup.bytes.withUnsafeBufferPointer({ UTF8Check.firstFault(in: $0) }) {
            throw Self.notUTF8(lookup, at: fault)
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = lookup.bytes.starts(with: mark) ? Array(lookup.bytes.dropFirst(3)) : lookup.bytes
        let sample = CSVSample(text: text, isWhole: true)
        let dialect = CSVDialect(CSVFormat(), sample, wanted: [lookup.from, lookup.to])
        let rows = sample.rows(dialect, limit: .max)
        let names = rows.first?.texts ?? []
        guard let from = names.firstIndex(of: lookup.from) else {
            throw Self.noColumn(lookup.from, lookup, names)
        }
        guard let to = names.firstIndex(of: lookup.to) else {
            throw Self.noColumn(lookup.to, lookup, names)
        }
        var values: [String: String] = [:]
        for row in rows.dropFirst() {
            guard !row.isMalformed, row.fields.count > max(from, to) else {
                throw Self.badRow(lookup, line: row.line)
            }
            let (word, value) = (row.text(from), row.text(to))
            guard !word.isEmpty else { continue }
            if let other = values.updateValue(value, forKey: word), other != value {
                throw Self.twice(lookup, line: row.line)
            }
        }
        words = WordTable(values)
    }

    /// What a word means; nil if the file does not have it.
    func value(of word: Span<UInt8>) -> [UInt8]? { words.value(of: word) }
}

extension LookupTable {
    private static func notUTF8(_ lookup: TextSteps.Lookup, at offset: Int) -> Problem {
        Problem(
            .definition, "\(lookup.file) is not written in UTF-8", at: lookup.place,
            hint: "Save it as UTF-8; the first other byte is number \(offset + 1).")
    }

    private static func noColumn(
        _ name: String, _ lookup: TextSteps.Lookup, _ names: [String]
    ) -> Problem {
        Problem(
            .definition, "column \"\(name)\" is not in \(lookup.file)", at: lookup.place,
            hint: Suggestion.hint(for: name, among: names, known: "columns"))
    }

    private static func badRow(_ lookup: TextSteps.Lookup, line: Int) -> Problem {
        Problem(
            .definition, "line \(line) of \(lookup.file) cannot be read", at: lookup.place,
            hint: "Each line needs both columns; check its delimiters and quotes.")
    }

    private static func twice(_ lookup: TextSteps.Lookup, line: Int) -> Problem {
        Problem(
            .definition, "line \(line) of \(lookup.file) says otherwise than a line before it",
            at: lookup.place, hint: "List each value of \"\(lookup.from)\" once.")
    }
}
