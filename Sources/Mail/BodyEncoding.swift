/// How a body travels over a wire made for ASCII lines of 76 (RFC 2045, 6.7 and 6.8).
enum BodyEncoding: String {
    case quotedPrintable = "quoted-printable"
    case base64

    /// The shorter of the two; quoted-printable, which people can read, when they are equal.
    static func shorter(for body: [UInt8]) -> BodyEncoding {
        let plain = body.count { isPlain($0) || $0 == space || $0 == cr || $0 == lf }
        let quoted = plain + (body.count - plain) * 3
        return quoted + quoted / 75 * 3 <= (body.count + 56) / 57 * 78 ? .quotedPrintable : .base64
    }

    /// The body, whose lines end in CRLF, appended in this encoding; it ends as the body does.
    func append(_ body: [UInt8], to bytes: inout [UInt8]) {
        switch self {
        case .quotedPrintable: Self.appendQuotedPrintable(body, to: &bytes)
        case .base64:
            var start = 0
            while start < body.count {
                if start > 0 { bytes += [Self.cr, Self.lf] }
                let end = min(start + 57, body.count)
                Self.appendBase64(body[start..<end], to: &bytes)
                start = end
            }
        }
    }

    /// A text's bytes with every line ending as CRLF.
    static func lines(of text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + text.utf8.count / 32)
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte == cr || byte == lf && last != cr {
                bytes += [cr, lf]
            } else if byte != lf {
                bytes.append(byte)
            }
            last = byte
        }
        return bytes
    }

    private static func appendQuotedPrintable(_ body: [UInt8], to bytes: inout [UInt8]) {
        var column = 0
        for (index, byte) in body.enumerated() {
            if byte == cr || byte == lf {
                bytes.append(byte)
                column = 0
                continue
            }
            let isLineEnd = index + 1 == body.count || body[index + 1] == cr
            // A dot at a line's start is encoded, so that no careless relay reads it as the end.
            let isLiteral =
                isPlain(byte) && !(byte == UInt8(ascii: ".") && (column == 0 || column == 75))
                || byte == space && !isLineEnd
            let length = isLiteral ? 1 : 3
            // The last column is the soft break's, unless the line ends here.
            if column + length > (isLineEnd ? 76 : 75) {
                bytes += [UInt8(ascii: "="), cr, lf]
                column = 0
            }
            if isLiteral {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "="))
                bytes += hexadecimal(byte)
            }
            column += length
        }
    }

    /// Base64 of bytes, without line breaks.
    static func appendBase64(_ bytes: ArraySlice<UInt8>, to result: inout [UInt8]) {
        var rest = bytes
        while let first = rest.first {
            let second = rest.count > 1 ? rest[rest.startIndex + 1] : 0
            let third = rest.count > 2 ? rest[rest.startIndex + 2] : 0
            result.append(alphabet[Int(first >> 2)])
            result.append(alphabet[Int((first & 3) << 4 | second >> 4)])
            result.append(rest.count > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : padding)
            result.append(rest.count > 2 ? alphabet[Int(third & 63)] : padding)
            rest = rest.dropFirst(3)
        }
    }

    /// Two upper-case digits.
    static func hexadecimal(_ byte: UInt8) -> [UInt8] {
        [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")
    }

    private static let cr = UInt8(ascii: "\r")
    private static let lf = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    private static let padding = UInt8(ascii: "=")
    private static let digits = Array("0123456789ABCDEF".utf8)
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
