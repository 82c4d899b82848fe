/// Text beyond plain ASCII for a header, as encoded words (RFC 2047).
enum EncodedWords {
    private static let opening = "=?UTF-8?"
    /// `=?UTF-8?Q?` and `?=`.
    private static let frame = 12
    /// RFC 2047, 2: no encoded word is longer.
    private static let longest = 75

    /// The words that together say a text; a reader joins them without the spaces between.
    ///
    /// Q or B, whichever is shorter; no character is split over two words, unless it alone is
    /// longer than one.
    ///
    /// - Parameter room: how long the first word may be; it shares its line with the header's name.
    static func words(_ text: String, room: Int) -> [String] {
        let isQ = qLength(text.utf8) <= base64Length(text.utf8.count)
        var words: [String] = []
        var bytes: [UInt8] = []
        var length = 0
        func flush() {
            guard !bytes.isEmpty else { return }
            words.append(isQ ? "\(opening)Q?\(q(bytes))?=" : "\(opening)B?\(base64(bytes))?=")
            bytes = []
            length = 0
        }
        func add(_ piece: some Collection<UInt8>) {
            let limit = min(longest, words.isEmpty ? room : longest) - frame
            let longer = isQ ? length + qLength(piece) : base64Length(bytes.count + piece.count)
            if longer > limit { flush() }
            bytes += piece
            length += qLength(piece)
        }
        for character in text {
            if character.utf8.count <= 20 {
                add(Array(character.utf8))
            } else {
                for scalar in character.unicodeScalars { add(Array(String(scalar).utf8)) }
            }
        }
        flush()
        return words
    }

    private static func qLength(_ bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { $0 + (isPlain($1) || $1 == UInt8(ascii: " ") ? 1 : 3) }
    }

    private static func base64Length(_ count: Int) -> Int { (count + 2) / 3 * 4 }

    /// What Q may leave as it is wherever the word stands (RFC 2047, 5 (3)).
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    private static func q(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        for byte in bytes {
            if byte == UInt8(ascii: " ") {
                result.append(UInt8(ascii: "_"))
            } else if isPlain(byte) {
                result.append(byte)
            } else {
                BodyEncoding.appendEscape(byte, to: &result)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        BodyEncoding.appendBase64(bytes[...], to: &result)
        return String(decoding: result, as: UTF8.self)
    }
}
