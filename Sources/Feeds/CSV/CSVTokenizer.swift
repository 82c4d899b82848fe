#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Splits bytes into rows and fields as RFC 4180 says, and as people really send them.
///
/// A row ends with LF, CRLF or CR, in any mixture. A field that begins with a quote ends with one;
/// inside, two quotes are one, and delimiters and line ends are text; blanks after the closing
/// quote are nothing. A quote elsewhere is a character like any other. Fields are ranges of the
/// buffer: nothing is copied here. Unsafe pointers are read in this file only behind comparisons
/// with `end`.
struct CSVTokenizer {
    /// A field's range in the buffer, without its quotes.
    struct Field {
        var start: Int
        var end: Int
        /// Whether it holds doubled quotes.
        var isEscaped: Bool
    }

    enum Outcome: Equatable {
        /// A row in ``fields``; the next begins at the offset.
        case row(next: Int)
        /// A line without a byte, or with blanks only.
        case blank(next: Int)
        /// The row does not end in the buffer: more input is needed.
        case incomplete
        /// Not readable as a row; reading goes on at the next physical line.
        case malformed(reason: String, next: Int)
    }

    /// No row is longer: a quote that stays open for so long was never closed.
    static let rowLimit = 8 << 20

    /// The fields of the last row.
    private(set) var fields: [Field] = []
    /// How many line ends the last row holds, its own included.
    private(set) var lines = 0

    private let quote: UInt8?
    private let isBlanks: Bool
    private let delimiterByte: UInt8
    private let delimiterWord: UInt64

    /// - Parameter quote: What a field may stand in; nil if a quote is a character like any other.
    init(delimiter: CSVDelimiter, quote: UInt8? = UInt8(ascii: "\"")) {
        self.quote = quote
        isBlanks = delimiter == .blanks
        switch delimiter {
        case .byte(let byte): delimiterByte = byte
        case .blanks: delimiterByte = UInt8(ascii: " ")
        }
        delimiterWord = Self.ones &* UInt64(delimiterByte)
        fields.reserveCapacity(64)
    }

    /// Reads the row that begins at an offset of the buffer.
    mutating func next(
        in buffer: UnsafeBufferPointer<UInt8>, from start: Int, atEnd: Bool
    ) -> Outcome {
        guard let base = buffer.baseAddress, start < buffer.count else { return .incomplete }
        let end = buffer.count
        fields.removeAll(keepingCapacity: true)
        lines = 0
        var index = start
        while true {
            if isBlanks {
                while index < end, Self.isBlank(base[index]) { index += 1 }
                if index < end, Self.isLineEnd(base[index]), !fields.isEmpty {
                    return finish(base, at: index, end: end, from: start, atEnd: atEnd)
                }
            }
            var fieldEnd = index
            if index < end, let quote, base[index] == quote {
                switch quoted(base, from: index, by: quote, end: end, atEnd: atEnd) {
                case .closed(let after): fieldEnd = after
                case .incomplete where end - start < Self.rowLimit: return .incomplete
                case .incomplete, .open:
                    return resume(base, from: start, end: end, atEnd, Self.neverClosed)
                case .followed:
                    return resume(base, from: start, end: end, atEnd, Self.textAfterQuote)
                }
            } else {
                fieldEnd = plainEnd(base, from: index, end: end)
                fields.append(Field(start: index, end: fieldEnd, isEscaped: false))
            }
            if fieldEnd == end {
                if atEnd { return finish(base, at: end, end: end, from: start, atEnd: true) }
                guard end - start >= Self.rowLimit else { return .incomplete }
                return resume(base, from: start, end: end, atEnd, Self.tooLong)
            }
            if Self.isLineEnd(base[fieldEnd]) {
                return finish(base, at: fieldEnd, end: end, from: start, atEnd: atEnd)
            }
            index = fieldEnd + 1
        }
    }

    /// The row ends at an offset, before its line end.
    private mutating func finish(
        _ base: UnsafePointer<UInt8>, at rowEnd: Int, end: Int, from start: Int, atEnd: Bool
    ) -> Outcome {
        var next = rowEnd
        if rowEnd < end {
            next += 1
            if base[rowEnd] == Self.carriageReturn {
                guard next < end || atEnd else { return .incomplete }
                if next < end, base[next] == Self.lineFeed { next += 1 }
            }
            lines += 1
        }
        if fields.count == 1, fields[0].end == rowEnd, fields[0].start == start {
            var index = start
            while index < rowEnd, Self.isBlank(base[index]) { index += 1 }
            if index == rowEnd { return .blank(next: next) }
        }
        if isBlanks, fields.last.map({ $0.start == $0.end && $0.end == rowEnd }) == true {
            fields.removeLast()
            if fields.isEmpty { return .blank(next: next) }
        }
        return .row(next: next)
    }

    /// Gives the row up: what follows its first physical line is read afresh.
    private mutating func resume(
        _ base: UnsafePointer<UInt8>, from start: Int, end: Int, _ atEnd: Bool, _ reason: String
    ) -> Outcome {
        var index = start
        while index < end, !Self.isLineEnd(base[index]) { index += 1 }
        if index + 1 >= end, !atEnd, end - start < Self.rowLimit { return .incomplete }
        lines = index < end ? 1 : 0
        if index < end {
            let isPair =
                base[index] == Self.carriageReturn && index + 1 < end
                && base[index + 1] == Self.lineFeed
            index += isPair ? 2 : 1
        }
        return .malformed(reason: reason, next: index)
    }

    // MARK: Fields

    private enum Quoted {
        /// The field is in ``fields``; the offset is of the delimiter, the line end or the end.
        case closed(Int)
        case incomplete
        /// The input ends before the quote is closed.
        case open
        /// The closing quote is followed by text.
        case followed
    }

    private mutating func quoted(
        _ base: UnsafePointer<UInt8>, from start: Int, by quote: UInt8, end: Int, atEnd: Bool
    ) -> Quoted {
        var index = start + 1
        var isEscaped = false
        while true {
            guard
                let found = memchr(base + index, Int32(quote), end - index)
            else { return atEnd ? .open : .incomplete }
            index = UnsafeRawPointer(base).distance(to: found)
            guard index + 1 < end || atEnd else { return .incomplete }
            guard index + 1 < end, base[index + 1] == quote else { break }
            isEscaped = true
            index += 2
        }
        let field = Field(start: start + 1, end: index, isEscaped: isEscaped)
        index += 1
        while index < end, Self.isBlank(base[index]), base[index] != delimiterByte { index += 1 }
        if index == end, !atEnd { return .incomplete }
        if index < end, base[index] != delimiterByte, !Self.isLineEnd(base[index]),
            !(isBlanks && Self.isBlank(base[index]))
        {
            return .followed
        }
        fields.append(field)
        lines += lineEnds(base, from: field.start, to: field.end)
        return .closed(index)
    }

    private func lineEnds(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var count = 0
        for index in start..<end {
            if base[index] == Self.lineFeed {
                count += 1
            } else if base[index] == Self.carriageReturn {
                if index + 1 == end || base[index + 1] != Self.lineFeed { count += 1 }
            }
        }
        return count
    }

    /// The offset of the delimiter or line end after a field without quotes: eight bytes at once.
    private func plainEnd(_ base: UnsafePointer<UInt8>, from start: Int, end: Int) -> Int {
        var index = start
        if !isBlanks {
            while index + 8 <= end {
                let word = UInt64(
                    littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
                let hits =
                    (Self.zeroes(word ^ delimiterWord) | Self.zeroes(word ^ Self.lineFeeds)
                        | Self.zeroes(word ^ Self.carriageReturns)) & Self.highs
                if hits != 0 { return index + hits.trailingZeroBitCount >> 3 }
                index += 8
            }
        }
        while index < end {
            let byte = base[index]
            if byte == delimiterByte || Self.isLineEnd(byte) { break }
            if isBlanks, Self.isBlank(byte) { break }
            index += 1
        }
        return index
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080
    private static let lineFeeds = ones &* 0x0A
    private static let carriageReturns = ones &* 0x0D

    /// The high bit of the lowest zero byte is right, those above it may not be.
    private static func zeroes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension CSVTokenizer {
    static let neverClosed = "a quote that is opened here is never closed"
    static let textAfterQuote = "text follows a closing quote"
    static let tooLong = "the row is longer than 8 MB"
}
