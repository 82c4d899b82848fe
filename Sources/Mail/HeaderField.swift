/// One header of a message, folded (RFC 5322, 2.2.3).
struct HeaderField {
    private let name: String
    /// What a space separates, and at whose spaces the line may be folded.
    private let tokens: [String]

    /// RFC 5322, 2.1.1: how long a line should be at most, without its CRLF.
    private static let width = 78
    /// A word that is longer is encoded, because encoded words can be folded.
    private static let longestWord = 60
    private static let space = UInt8(ascii: " ")

    /// A header whose value has a grammar of its own: tokens without spaces.
    init(_ name: String, tokens: [String]) {
        self.name = name
        self.tokens = tokens
    }

    /// A header of free text.
    init(_ name: String, text: String) {
        self.name = name
        tokens =
            Self.isPlain(text)
            ? text.split(separator: " ").map(String.init)
            : EncodedWords.words(text, room: 76 - name.utf8.count - 2)
    }

    /// A header of one address.
    init(_ name: String, address: MailAddress) {
        self.name = name
        guard let phrase = address.name else {
            tokens = [address.address]
            return
        }
        let words: [String]
        if !Self.isPlain(phrase) {
            words = EncodedWords.words(phrase, room: 76 - name.utf8.count - 2)
        } else if phrase.unicodeScalars.allSatisfy(Self.isPhrase) {
            words = phrase.split(separator: " ").map(String.init)
        } else {
            let escaped = phrase.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            words = "\"\(escaped)\"".split(separator: " ").map(String.init)
        }
        tokens = words + ["<\(address.address)>"]
    }

    /// Appends the lines, each with its CRLF; no line is longer than 78 unless one word is.
    func append(to bytes: inout [UInt8]) {
        bytes += name.utf8
        bytes.append(UInt8(ascii: ":"))
        var length = name.utf8.count + 1
        for (index, token) in tokens.enumerated() {
            if index > 0, length + 1 + token.utf8.count > Self.width {
                bytes += "\r\n".utf8
                length = 0
            }
            bytes.append(Self.space)
            bytes += token.utf8
            length += 1 + token.utf8.count
        }
        bytes += "\r\n".utf8
    }

    /// Whether a text can stand as it is: readable ASCII that folding gives back unchanged, and
    /// nothing that a reader would decode.
    private static func isPlain(_ text: String) -> Bool {
        var length = 0
        var last = space
        for byte in text.utf8 {
            guard (0x20...0x7E).contains(byte) else { return false }
            // What encoded words begin with.
            if last == UInt8(ascii: "="), byte == UInt8(ascii: "?") { return false }
            if byte == space, length == 0 { return false }
            length = byte == space ? 0 : length + 1
            if length > longestWord { return false }
            last = byte
        }
        return length > 0
    }

    /// An atom's character, or the space between two (RFC 5322, 3.2.3).
    private static func isPhrase(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIILetterOrDigit
            || " !#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }
}
