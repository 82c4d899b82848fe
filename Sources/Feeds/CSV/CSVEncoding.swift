import Definitions
import Problems

/// How a CSV file's bytes become UTF-8, and where its text begins.
enum CSVEncoding: Equatable, Sendable {
    case utf8(skip: Int)
    case utf16(isBigEndian: Bool, skip: Int)

    /// The names that a format may give, lower-cased (WHATWG labels).
    static let names = ["utf-8", "utf-16", "utf-16le", "utf-16be"]

    /// The encoding of a file by its first bytes, then by the declared name.
    ///
    /// A byte order mark decides. Without one, a NUL in one of the first two bytes tells UTF-16
    /// (its first character is ASCII, as headers are), unless a name is declared.
    init(declared: String?, first: [UInt8]) throws {
        if first.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = .utf8(skip: 3)
        } else if first.starts(with: [0xFF, 0xFE]) {
            self = .utf16(isBigEndian: false, skip: 2)
        } else if first.starts(with: [0xFE, 0xFF]) {
            self = .utf16(isBigEndian: true, skip: 2)
        } else {
            switch declared?.lowercased() {
            case nil, "auto":
                if first.count > 1, first[0] == 0, first[1] != 0 {
                    self = .utf16(isBigEndian: true, skip: 0)
                } else if first.count > 1, first[0] != 0, first[1] == 0 {
                    self = .utf16(isBigEndian: false, skip: 0)
                } else {
                    self = .utf8(skip: 0)
                }
            case "utf-8", "utf8": self = .utf8(skip: 0)
            case "utf-16", "utf-16le": self = .utf16(isBigEndian: false, skip: 0)
            case "utf-16be": self = .utf16(isBigEndian: true, skip: 0)
            case let name?: throw Self.unsupported(name)
            }
        }
    }

    /// What is wrong with a declared name, if anything is.
    static func check(_ name: String?) -> Problem? {
        guard let name = name?.lowercased() else { return nil }
        return name == "auto" || name == "utf8" || names.contains(name) ? nil : unsupported(name)
    }

    /// Where the text begins in the file.
    var skip: Int {
        switch self {
        case .utf8(let skip): skip
        case .utf16(_, let skip): skip
        }
    }

    /// As a job file names it.
    var name: String {
        switch self {
        case .utf8: "utf-8"
        case .utf16(let isBigEndian, _): isBigEndian ? "utf-16be" : "utf-16le"
        }
    }

    /// How it is known.
    var evidence: String {
        skip > 0 ? "the file begins with its byte order mark" : "every byte can be read so"
    }

    /// A file's text as UTF-8, from its beginning.
    func stream(of bytes: FileBytes) -> any ByteStream {
        bytes.skip(to: skip)
        switch self {
        case .utf8: return bytes
        case .utf16(let isBigEndian, _): return UTF16Bytes(bytes, isBigEndian: isBigEndian)
        }
    }

    /// How many bytes of the file some UTF-8 was.
    func sourceCount(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        switch self {
        case .utf8: bytes.count
        case .utf16:
            // Every byte that begins a character is one unit, of four-byte characters two.
            bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 4 : 2) }
        }
    }
}

extension CSVEncoding {
    private static func unsupported(_ name: String) -> Problem {
        Problem(
            .definition, "the encoding \"\(name)\" is not supported",
            hint: Suggestion.hint(for: name, among: names, known: "encodings"))
    }
}
