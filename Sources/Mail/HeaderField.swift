/// One header of a message, folded (RFC 5322, 2.2.3).
struct HeaderField {
    private let name: String
    /// What a space separates, and at whose spaces the line may be folded.
    private let tokens: [String]

    /// RFC 5322, 2.1.1: how long a line should be at most, without its CRLF.
    private static let width = 78
    /// A word that is longer is encoded, because encoded words can be folded.
    private static let longestWord = 60

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
        var line = "\(name):"
        for (index, token) in tokens.enumerated() {
            if index > 0, line.utf8.count + 1 + token.utf8.count > Self.width {
                bytes += line.utf8
                bytes += "\r\n".utf8
                line = ""
            }
            line += " \(token)"
        }
        bytes += line.utf8
        bytes += "\r\n".utf8
    }

    /// Whether a text can stand as it is: readable ASCII that folding gives back unchanged, and
    /// nothing that a reader would decode.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
            && text.split(separator: " ", omittingEmptySubsequences: false)
                .allSatisfy { (1...longestWord).contains($0.count) }
    }

    /// An atom's character, or the space between two (RFC 5322, 3.2.3).
    private static func isPhrase(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || " !#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }
}
