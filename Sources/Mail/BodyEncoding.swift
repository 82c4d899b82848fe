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
        var text = text
        text.withUTF8 { text in
            var last: UInt8 = 0
            for byte in text {
                if byte == cr || byte == lf && last != cr {
                    bytes.append(cr)
                    bytes.append(lf)
                } else if byte != lf {
                    bytes.append(byte)
                }
                last = byte
            }
        }
        return bytes
    }

    private static func appendQuotedPrintable(_ body: [UInt8], to bytes: inout [UInt8]) {
        var column = 0
        body.withUnsafeBufferPointer { body in
            for index in body.indices {
                let byte = body[index]
                if byte == cr || byte == lf {
                    bytes.append(byte)
                    column = 0
                    continue
                }
                let isLineEnd = index + 1 == body.count || body[index + 1] == cr
                // A dot at a line's start is encoded, so that no careless relay reads it as the
                // end.
                let isLeadingDot = byte == dot && (column == 0 || column == 75)
                let isLiteral = isPlain(byte) && !isLeadingDot || byte == space && !isLineEnd
                let length = isLiteral ? 1 : 3
                // The last column is the soft break's, unless the line ends here.
                if column + length > (isLineEnd ? 76 : 75) {
                    bytes.append(equals)
                    bytes.append(cr)
                    bytes.append(lf)
                    column = 0
                }
                if isLiteral {
                    bytes.append(byte)
                } else {
                    appendEscape(byte, to: &bytes)
                }
                column += length
            }
        }
    }

    /// `=` and two upper-case digits.
    static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(equals)
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 15))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    /// Base64 of bytes, without line breaks.
    static func appendBase64(_ bytes: ArraySlice<UInt8>, to result: inout [UInt8]) {
        alphabet.withUnsafeBufferPointer { alphabet in
            bytes.withUnsafeBufferPointer { bytes in
                for start in stride(from: 0, to: bytes.count, by: 3) {
                    let count = bytes.count - start
                    let first = bytes[start]
                    let second = count > 1 ? bytes[start + 1] : 0
                    let third = count > 2 ? bytes[start + 2] : 0
                    result.append(alphabet[Int(first >> 2)])
                    result.append(alphabet[Int((first & 3) << 4 | second >> 4)])
                    result.append(
                        count > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : equals)
                    result.append(count > 2 ? alphabet[Int(third & 63)] : equals)
                }
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != equals
    }

    private static let cr = UInt8(ascii: "\r")
    private static let lf = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    private static let equals = UInt8(ascii: "=")
    private static let dot = UInt8(ascii: ".")
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
