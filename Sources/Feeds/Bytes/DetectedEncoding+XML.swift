import Definitions
import Problems

extension DetectedEncoding {
    /// Decides by an XML file's first bytes (XML 1.0, appendix F), and by what its feed says.
    ///
    /// A byte order mark decides, then the look of UTF-16, then the feed, then the file's own
    /// declaration; without any it is UTF-8. A file of single bytes that calls itself UTF-16, as
    /// some programs write it, is UTF-8.
    ///
    /// - Parameter start: As far as the declaration goes, which is never longer than a kilobyte.
    /// - Throws: A `Problem` for an encoding that is not known.
    init(ofXML start: [UInt8], _ format: XMLFormat, file: String, at place: Place) throws {
        let less = UInt8(ascii: "<")
        if let (encoding, length) = Self.mark(of: start) {
            self.init(encoding, Self.byteOrderMark, markLength: length)
        } else if start.starts(with: [0, less, 0]) {
            self.init(.utf16BigEndian, Self.everyOtherNUL)
        } else if start.starts(with: [less, 0]), start.count > 3, start[3] == 0 {
            self.init(.utf16LittleEndian, Self.everyOtherNUL)
        } else if let named = try Self.named(in: format, at: place) {
            self.init(named, Self.namedByFeed)
        } else if let label = Self.label(in: start) {
            guard let declared = TextEncoding(label: label) else {
                throw Self.unknownLabel(label, file)
            }
            self.init(declared.isUTF16 ? .utf8 : declared, Self.declaredByFile)
        } else {
            self.init(.utf8, Self.undeclared)
        }
    }

    /// The encoding that a feed names; nil if it names none.
    static func named(in format: XMLFormat, at place: Place) throws -> TextEncoding? {
        guard let label = format.encoding else { return nil }
        guard let encoding = TextEncoding(label: label) else {
            throw unknown(label, at: place)
        }
        return encoding
    }

    /// What stands behind `encoding=` in the declaration.
    private static func label(in start: [UInt8]) -> String? {
        guard start.starts(with: "<?xml".utf8) else { return nil }
        let text = String(decoding: start, as: UTF8.self)
        let declaration = text.prefix { $0 != ">" }
        guard let word = declaration.firstRange(of: "encoding") else { return nil }
        let blanks = "\u{20}\t\n\r"
        let rest = declaration[word.upperBound...].drop { blanks.contains($0) || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote })
    }
}

extension DetectedEncoding {
    private static let namedByFeed = "named by the feed"
    private static let declaredByFile = "declared by the file"
    private static let undeclared = "XML that declares nothing else"

    private static func unknown(_ label: String, at place: Place) -> Problem {
        Problem(
            .definition, "there is no encoding \"\(label)\"", at: place,
            hint: "Write its usual name, as windows-1252, iso-8859-15, gb18030 or shift_jis.")
    }

    private static func unknownLabel(_ label: String, _ file: String) -> Problem {
        Problem(
            .failed, "\(file) declares the encoding \"\(label.prefix(40))\", which is not known",
            at: Place(file, line: 1),
            hint: "Name the one that it really has under xml:, as encoding: windows-1252.")
    }
}
