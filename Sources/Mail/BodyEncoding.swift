internal import Foundation

/// How a body travels over a wire made for ASCII lines of 76 (RFC 2045, 6.7 and 6.8).
enum BodyEncoding: String {
    case quotedPrintable = "quoted-printable"
    case base64

    /// The shorter of the two; quoted-printable, which people can read, when they are equal.
    static func shorter(for body: [UInt8]) -> BodyEncoding {
        let plain = body.withUnsafeBufferPointer(countPlain)
        let quoted = plain + (body.count - plain) * 3
        return quoted + quoted / 75 * 3 <= (body.count + 56) / 57 * 78 ? .quotedPrintable : .base64
    }

    /// How many bytes quoted-printable leaves as they are, line breaks among them.
    ///
    /// Without branches and with small counts, so that the compiler takes many bytes at a time.
    private static func countPlain(_ body: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var index = 0
        while index < body.count {
            let end = min(index &+ 128, body.count)
            var plain: UInt8 = 0
            while index < end {
                let byte = body[index]
                plain &+= byte &- space < 0x5F ? 1 : 0
                plain &-= byte == equals ? 1 : 0
                plain &+= byte == cr ? 1 : 0
                plain &+= byte == lf ? 1 : 0
                index &+= 1
            }
            count &+= Int(plain)
        }
        return count
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
            // Lines are taken whole; few texts hold a return.
            let hasReturns = position(of: cr, in: text[...]) != nil
            var start = 0
            while start < text.count {
                let lineFeed = position(of: lf, in: text[start...]) ?? text.count
                let end =
                    hasReturns
                    ? position(of: cr, in: text[start..<lineFeed]) ?? lineFeed : lineFeed
                bytes.append(contentsOf: text[start..<end])
                guard end < text.count else { return }
                bytes.append(cr)
                bytes.append(lf)
                let isPair = text[end] == cr && end + 1 < text.count && text[end + 1] == lf
                start = end + (isPair ? 2 : 1)
            }
        }
        return bytes
    }

    private static func position(
        of byte: UInt8, in bytes: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Int? {
        guard let base = bytes.base.baseAddress,
            let found = memchr(base + bytes.startIndex, Int32(byte), bytes.count)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private static func appendQuotedPrintable(_ body: [UInt8], to bytes: inout [UInt8]) {
        body.withUnsafeBufferPointer { body in
            var column = 0
            var index = 0
            while index < body.count {
                // What stands as it is and fits is taken whole; a dot at a line's start and a space
                // at its end do not.
                let run = literals(in: body, from: index, column: column)
                if run > 0 {
                    bytes.append(contentsOf: body[index..<index + run])
                    (index, column) = (index + run, column + run)
                    continue
                }
                let byte = body[index]
                if byte == cr || byte == lf {
                    bytes.append(byte)
                    (index, column) = (index + 1, 0)
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
                (index, column) = (index + 1, column + length)
            }
        }
    }

    /// How many bytes from here on stand as they are, before the last column.
    private static func literals(
        in body: UnsafeBufferPointer<UInt8>, from start: Int, column: Int
    ) -> Int {
        if column == 0, body[start] == dot { return 0 }
        let limit = min(body.count - 1, start + 75 - column)
        var end = start
        while end < limit, isPlain(body[end]) || body[end] == space { end += 1 }
        // The last one may stand before a line's end, where other rules hold.
        return max(0, end - start - (end < body.count && body[end] == cr ? 1 : 0))
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
