#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Splits bytes into rows and fields as RFC 4180 says, and as people really send them.
///
/// A row ends with LF, CRLF or CR, in any mixture. A field that begins with a quote ends with one;
/// inside, two quotes are one, and delimiters and line ends are text; blanks after the closing
/// quote are nothing. A quote elsewhere is a character like any other. A row that cannot be read,
/// or is longer than 8 MB, costs one physical line: reading goes on after it. Fields are ranges of
/// the buffer: nothing is copied here. Unsafe pointers are read in this file only behind
/// comparisons with the end.
final class CSVTokenizer {
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
        /// Nothing to read: a line without a byte or with blanks only, or more of a line that was
        /// given up.
        case blank(next: Int)
        /// The row does not end in the buffer: more input is needed.
        case incomplete
        /// Not readable as a row; reading goes on at the next physical line.
        case malformed(reason: String, next: Int)
    }

    /// No row is longer: a quote that stays open for so long was never closed.
    static let rowLimit = 8 << 20

    /// The most bytes of a row, its line end included.
    private let limit: Int
    /// What stands around fields that hold delimiters or line ends; nil where nothing does.
    let quote: UInt8?
    /// How many line ends the last row holds, its own included.
    private(set) var lines = 0

    private let found = Buffer<Field>(capacity: 64)
    private let isBlanks: Bool
    private let delimiterByte: UInt8
    private let delimiterWord: UInt64
    /// Whether the line goes on that was given up, beyond the limit.
    private var isInRest = false

    /// - Parameters:
    ///   - quote: Defaults to `"`.
    ///   - limit: The most bytes of a row, its line end included. Defaults to 8 MB.
    init(
        delimiter: CSVDelimiter, quote: UInt8? = UInt8(ascii: "\""), limit: Int = rowLimit
    ) {
        self.limit = limit
        self.quote = quote
        isBlanks = delimiter == .blanks
        switch delimiter {
        case .byte(let byte): delimiterByte = byte
        case .blanks: delimiterByte = UInt8(ascii: " ")
        }
        delimiterWord = ByteWords.ones &* UInt64(delimiterByte)
    }

    /// The fields of the last row; valid until the next.
    var fields: UnsafeBufferPointer<Field> { found.elements }

    /// What is looked at for one row, no further than the limit: so a row's fate is the same
    /// whatever else the buffer holds.
    private struct Stretch {
        let base: UnsafePointer<UInt8>
        let start: Int
        let end: Int
        /// Whether the input ends with the stretch.
        let atEnd: Bool
        /// Whether the buffer goes on after it.
        let isCut: Bool

        /// Whether a byte stands behind an offset, nil if that is not known yet.
        func hasByte(at index: Int) -> Bool? {
            index < end || isCut ? true : atEnd ? false : nil
        }
    }

    /// Reads the row that begins at an offset of the buffer.
    func next(
        in buffer: UnsafeBufferPointer<UInt8>, from start: Int, atEnd: Bool
    ) -> Outcome {
        guard let base = buffer.baseAddress, start < buffer.count else { return .incomplete }
        found.truncate(to: 0)
        lines = 0
        let end = min(buffer.count, start + limit)
        let stretch = Stretch(
            base: base, start: start, end: end, atEnd: atEnd && end == buffer.count,
            isCut: end < buffer.count)
        return isInRest ? skipRest(stretch) : row(stretch)
    }

    private func row(_ stretch: Stretch) -> Outcome {
        let base = stretch.base
        let end = stretch.end
        var index = stretch.start
        while true {
            if isBlanks {
                while index < end, Self.isBlank(base[index]) { index += 1 }
                if index < end, Self.isLineEnd(base[index]), found.count > 0 {
                    return finish(stretch, at: index)
                }
            }
            var fieldEnd = index
            if index < end, base[index] == quote {
                switch quoted(stretch, from: index) {
                case .closed(let after): fieldEnd = after
                case .incomplete where !stretch.isCut: return .incomplete
                case .incomplete: return giveUp(stretch, Self.notClosedSoon)
                case .open: return giveUp(stretch, Self.neverClosed)
                case .followed: return giveUp(stretch, Self.textAfterQuote)
                }
            } else {
                fieldEnd = plainEnd(base, from: index, end: end)
                found.append(Field(start: index, end: fieldEnd, isEscaped: false))
            }
            if fieldEnd == end {
                if stretch.atEnd { return finish(stretch, at: end) }
                return stretch.isCut ? giveUp(stretch, Self.tooLong) : .incomplete
            }
            if Self.isLineEnd(base[fieldEnd]) { return finish(stretch, at: fieldEnd) }
            index = fieldEnd + 1
        }
    }

    /// The row ends at an offset, before its line end.
    private func finish(_ stretch: Stretch, at rowEnd: Int) -> Outcome {
        let base = stretch.base
        guard let next = afterLineEnd(stretch, at: rowEnd) else { return .incomplete }
        lines += next > rowEnd ? 1 : 0
        if found.count == 1, found[0].end == rowEnd, found[0].start == stretch.start {
            var index = stretch.start
            while index < rowEnd, Self.isBlank(base[index]) { index += 1 }
            if index == rowEnd { return .blank(next: next) }
        }
        if isBlanks, let last = fields.last, last.start == last.end, last.end == rowEnd {
            found.truncate(to: found.count - 1)
            if found.count == 0 { return .blank(next: next) }
        }
        return .row(next: next)
    }

    /// Where the line begins that follows a line end, or the end; nil if that is not known yet.
    private func afterLineEnd(_ stretch: Stretch, at index: Int) -> Int? {
        guard index < stretch.end else { return index }
        guard stretch.base[index] == Self.carriageReturn else { return index + 1 }
        guard let hasMore = stretch.hasByte(at: index + 1) else { return nil }
        return index + (hasMore && stretch.base[index + 1] == Self.lineFeed ? 2 : 1)
    }

    /// Gives the row up: what follows its first physical line is read afresh.
    private func giveUp(_ stretch: Stretch, _ reason: String) -> Outcome {
        let index = lineEnd(stretch)
        guard index < stretch.end else {
            guard stretch.isCut || stretch.atEnd else { return .incomplete }
            isInRest = stretch.isCut
            lines = 0
            return .malformed(reason: reason, next: index)
        }
        guard let next = afterLineEnd(stretch, at: index) else { return .incomplete }
        lines = 1
        return .malformed(reason: reason, next: next)
    }

    /// Passes what is left of a line that was given up.
    private func skipRest(_ stretch: Stretch) -> Outcome {
        let index = lineEnd(stretch)
        guard index < stretch.end else { return .blank(next: index) }
        guard let next = afterLineEnd(stretch, at: index) else {
            return index > stretch.start ? .blank(next: index) : .incomplete
        }
        isInRest = false
        lines = 1
        return .blank(next: next)
    }

    private func lineEnd(_ stretch: Stretch) -> Int {
        var index = stretch.start
        while index + 8 <= stretch.end,
            ByteWords.controls(ByteWords.load(stretch.base + index)) == 0
        {
            index += 8
        }
        while index < stretch.end, !Self.isLineEnd(stretch.base[index]) { index += 1 }
        return index
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

    private func quoted(_ stretch: Stretch, from start: Int) -> Quoted {
        let base = stretch.base
        let end = stretch.end
        let quote = base[start]
        var index = start + 1
        var isEscaped = false
        while true {
            guard let hit = memchr(base + index, Int32(quote), end - index)
            else { return stretch.atEnd ? .open : .incomplete }
            index = UnsafeRawPointer(base).distance(to: hit)
            guard index + 1 < end || stretch.atEnd else { return .incomplete }
            guard index + 1 < end, base[index + 1] == quote else { break }
            isEscaped = true
            index += 2
        }
        let field = Field(start: start + 1, end: index, isEscaped: isEscaped)
        index += 1
        while index < end, Self.isBlank(base[index]), base[index] != delimiterByte { index += 1 }
        if index == end, !stretch.atEnd { return .incomplete }
        if index < end, base[index] != delimiterByte, !Self.isLineEnd(base[index]),
            !(isBlanks && Self.isBlank(base[index]))
        {
            return .followed
        }
        found.append(field)
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
    @inline(__always)
    private func plainEnd(_ base: UnsafePointer<UInt8>, from start: Int, end: Int) -> Int {
        var index = start
        if !isBlanks {
            while index + 8 <= end {
                let word = ByteWords.load(base + index)
                // Line ends are controls, and other controls are rare.
                let hits = ByteWords.zeroes(word ^ delimiterWord) | ByteWords.controls(word)
                guard hits != 0 else {
                    index += 8
                    continue
                }
                index += hits.trailingZeroBitCount >> 3
                if base[index] == delimiterByte || Self.isLineEnd(base[index]) { return index }
                index += 1
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

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension CSVTokenizer {
    static let neverClosed = "a quote that is opened here is never closed"
    static let notClosedSoon = "a quote that is opened here is not closed within 8 MB"
    static let textAfterQuote = "text follows a closing quote"
    static let tooLong = "the row is longer than 8 MB"
}
