/// Text in URLs (RFC 3986, 2.1).
enum PercentEncoding {
    /// A text as part of a URL: whatever is not unreserved is encoded.
    static func component(_ text: String) -> String {
        encoded(text) { isUnreserved($0) }
    }

    /// A text that is a URL already: only what no URL may hold is encoded.
    static func url(_ text: String) -> String {
        encoded(text) { $0 > 0x20 && $0 < 0x7F && !isNever($0) }
    }

    private static func encoded(_ text: String, unless isPlain: (UInt8) -> Bool) -> String {
        var text = text
        guard !text.withUTF8({ $0.allSatisfy(isPlain) }) else { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func isNever(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
            UInt8(ascii: "}"):
            true
        default: false
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
