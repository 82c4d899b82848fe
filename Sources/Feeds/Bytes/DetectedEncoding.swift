package import Definitions

/// The encoding that a file is read in, and what says so.
package struct DetectedEncoding: Equatable, Sendable {
    package var encoding: TextEncoding
    /// In words, as `valid UTF-8, 1,204 non-ASCII characters`.
    package var evidence: String
    /// How many bytes of a byte order mark stand before the text.
    var markLength = 0
    /// Whether there are bytes that are no UTF-8; of no account in another encoding.
    private(set) var hasFaults = false

    /// Decides by the whole file.
    ///
    /// A byte order mark decides. Then a NUL in every other byte tells UTF-16, valid UTF-8 is
    /// UTF-8, and so is a file with at least two valid characters of more than one byte for each
    /// faulty byte: text in another encoding looks so only by a rare chance of some few letters,
    /// and the rows that hold the faults are rejects, where another encoding would garble all the
    /// others. Otherwise it is what is declared, or what programs of the locale write that know
    /// nothing of Unicode.
    ///
    /// - Parameters:
    ///   - tally: What was seen of the file.
    ///   - declared: What the feed says; nil for `auto`.
    ///   - locale: The workspace's, as `zh-CN`.
    init(_ tally: TextTally, declared: TextEncoding?, locale: String) {
        if let (encoding, length) = Self.mark(of: tally.first) {
            self.init(encoding, Self.byteOrderMark, markLength: length)
        } else if let encoding = Self.utf16(tally) {
            self.init(encoding, Self.everyOtherNUL)
        } else if let firstFault = tally.firstFault {
            let place = Self.position(firstFault)
            if declared == .utf8 {
                self.init(.utf8, Self.faultyButDeclared(tally.faults, place))
            } else if tally.characters >= 2 * tally.faults {
                self.init(.utf8, Self.mostlyUTF8(tally.characters, tally.faults, place))
            } else if let declared {
                self.init(declared, Self.declared(place))
            } else {
                self.init(TextEncoding.legacy(of: locale), Self.locale(locale, place))
            }
        } else if let declared, declared.isUTF16, tally.evenNULs + tally.oddNULs > 0 {
            self.init(declared, Self.declaredWithNULs)
        } else {
            self.init(
                .utf8, tally.characters == 0 ? Self.onlyASCII : Self.validUTF8(tally.characters))
        }
        hasFaults = tally.faults > 0
    }

    init(_ encoding: TextEncoding, _ evidence: String, markLength: Int = 0) {
        self.encoding = encoding
        self.evidence = evidence
        self.markLength = markLength
    }

    static func mark(of first: [UInt8]) -> (TextEncoding, length: Int)? {
        if first.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if first.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if first.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        if first.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
        return nil
    }

    /// UTF-16 without a mark: ASCII, be it only delimiters and digits, has a NUL in each unit.
    private static func utf16(_ tally: TextTally) -> TextEncoding? {
        let (high, low) = (tally.evenNULs, tally.oddNULs)
        guard max(high, low) > 2 * min(high, low), max(high, low) * 20 >= tally.sampled else {
            return nil
        }
        return high > low ? .utf16BigEndian : .utf16LittleEndian
    }
}

extension TextEncoding {
    var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
}

extension DetectedEncoding {
    static let byteOrderMark = "byte order mark"
    static let everyOtherNUL = "every other byte is NUL, as in UTF-16"
    private static let onlyASCII = "nothing but ASCII"
    private static let declaredWithNULs = "declared; it holds NUL bytes"

    private static func validUTF8(_ count: Int) -> String {
        "valid UTF-8, \(count.grouped) non-ASCII \(count == 1 ? "character" : "characters")"
    }

    private static func mostlyUTF8(_ count: Int, _ faults: Int, _ place: String) -> String {
        "\(validUTF8(count)), but \(faulty(faults, place))"
    }

    private static func faultyButDeclared(_ faults: Int, _ place: String) -> String {
        "declared, but \(faulty(faults, place))"
    }

    private static func faulty(_ faults: Int, _ place: String) -> String {
        faults == 1
            ? "1 faulty byte, \(place)" : "\(faults.grouped) faulty bytes, the first \(place)"
    }

    private static func declared(_ place: String) -> String { "declared; not UTF-8 \(place)" }

    private static func locale(_ locale: String, _ place: String) -> String {
        "locale \(locale): not UTF-8 \(place)"
    }

    private static func position(_ offset: Int) -> String { "at byte \((offset + 1).grouped)" }
}

extension Int {
    /// With a comma between thousands, as 1,204.
    fileprivate var grouped: String {
        let digits = Array(String(self))
        return digits.indices.map { index in
            let isEdge = index > 0 && (digits.count - index).isMultiple(of: 3)
            return (isEdge ? "," : "") + String(digits[index])
        }.joined()
    }
}
