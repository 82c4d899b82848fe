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
        case .byte(let byte) where byte < 0x20:
            "U+00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        case .byte(let byte): "\"\(Character(Unicode.Scalar(byte)))\""
        case .blanks: "blanks"
        }
    }
}

extension CSVDelimiter {
    /// What is tried; of equals the earlier one wins.
    static let candidates: [UInt8] =
        [",", ";", "\t", "|", "^", "~"].compactMap(\.utf8.first) + [0x1F, 0x01]

    /// What a first line `sep=;` says.
    static func declared(in text: [UInt8]) -> UInt8? {
        guard text.count > 5, text.starts(with: "sep=".utf8), text[5] == 0x0A || text[5] == 0x0D
        else { return nil }
        return text[4]
    }

    /// How many bytes the line `sep=;` takes with its line end, 0 if there is none.
    static func declarationLength(in text: [UInt8]) -> Int {
        guard declared(in: text) != nil else { return 0 }
        var length = 5
        if length < text.count, text[length] == 0x0D { length += 1 }
        if length < text.count, text[length] == 0x0A { length += 1 }
        return length
    }
}
