import Definitions

/// What parts the fields, once it is known.
enum CSVDelimiter: Equatable, Sendable {
    case byte(UInt8)
    /// Runs of blanks and tabs.
    case blanks

    /// As people call it, in messages.
    var name: String {
        switch self {
        case .byte(UInt8(ascii: "\t")): "tab"
        case .byte(let byte): "\"\(Character(Unicode.Scalar(byte)))\""
        case .blanks: "blanks"
        }
    }
}

extension CSVDelimiter {
    private static let candidates = [",", ";", "\t", "|"].compactMap(\.utf8.first)
    private static let sampleRows = 50

    /// The delimiter that a format names, or the most plausible one of a file's first bytes.
    ///
    /// A line `sep=;` (Excel writes it) decides. Otherwise each candidate splits the first rows,
    /// quotes respected: the one whose first row holds most of the wanted columns wins, then the
    /// one by which most rows have as many fields as the first, then the one with most fields.
    static func resolve(
        _ delimiter: CSVFormat.Delimiter, sample: UnsafeBufferPointer<UInt8>,
        isWhole: Bool, wanted: Set<String>
    ) -> CSVDelimiter {
        switch delimiter {
        case .byte(let byte): return .byte(byte)
        case .blanks: return .blanks
        case .detected: break
        }
        if let byte = declared(in: sample) { return .byte(byte) }
        let scores = candidates.map { byte in
            (score: score(byte, sample, isWhole: isWhole, wanted: wanted), byte: byte)
        }
        // Of equals the earlier candidate wins.
        let best = scores.reduce(scores[0]) { $1.score > $0.score ? $1 : $0 }
        return .byte(best.byte)
    }

    /// How many bytes the line `sep=;` takes with its line end, 0 if there is none.
    static func declarationLength(in sample: UnsafeBufferPointer<UInt8>) -> Int {
        guard declared(in: sample) != nil else { return 0 }
        var length = 5
        if length < sample.count, sample[length] == 0x0D { length += 1 }
        if length < sample.count, sample[length] == 0x0A { length += 1 }
        return length
    }

    private static func declared(in sample: UnsafeBufferPointer<UInt8>) -> UInt8? {
        guard sample.count > 5, sample.starts(with: "sep=".utf8),
            sample[5] == 0x0A || sample[5] == 0x0D
        else { return nil }
        return sample[4]
    }

    private static func score(
        _ byte: UInt8, _ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool, wanted: Set<String>
    ) -> (Int, Int, Int) {
        let tokenizer = CSVTokenizer(delimiter: .byte(byte))
        var offset = 0
        var found = 0
        var width = 0
        var alike = 0
        for _ in 0..<sampleRows {
            switch tokenizer.next(in: sample, from: offset, atEnd: isWhole) {
            case .row(let next):
                offset = next
                if width == 0 {
                    width = tokenizer.fields.count
                    found = wanted.intersection(tokenizer.texts(in: sample)).count
                } else if tokenizer.fields.count == width, width > 1 {
                    alike += 1
                }
            case .blank(let next): offset = next
            case .malformed(_, let next):
                offset = next
                alike -= 1
            case .incomplete: return (found, alike, width)
            }
        }
        return (found, alike, width)
    }
}

extension CSVTokenizer {
    /// The last row's fields as text without outer blanks: for headers.
    func texts(in buffer: UnsafeBufferPointer<UInt8>) -> [String] {
        fields.map { field in
            let bytes = buffer[field.start..<field.end]
            let text = String(decoding: bytes, as: UTF8.self)
            guard field.isEscaped, let quote else { return text.trimmingBlanks }
            let mark = String(Unicode.Scalar(quote))
            return text.replacing(mark + mark, with: mark).trimmingBlanks
        }
    }
}
