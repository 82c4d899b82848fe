/// Reads a borrowed text from the front; every look is compared with the end first.
struct ByteCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { index >= bytes.count }

    /// The byte at the cursor or some places after it; nil past the end.
    func peek(_ ahead: Int = 0) -> UInt8? {
        index + ahead < bytes.count ? bytes[index + ahead] : nil
    }

    mutating func advance(_ count: Int = 1) { index += count }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        index += 1
        return true
    }

    mutating func takeDigit() -> Int? {
        guard let byte = peek(), 0x30...0x39 ~= byte else { return nil }
        index += 1
        return Int(byte) - 0x30
    }

    /// A number of at least and at most so many digits; nil, and no step, if there are fewer.
    mutating func takeNumber(_ digits: ClosedRange<Int>) -> Int? {
        let start = index
        var value = 0
        while index - start < digits.upperBound, let digit = takeDigit() {
            value = value * 10 + digit
        }
        guard index - start >= digits.lowerBound else {
            index = start
            return nil
        }
        return value
    }

    /// How many digits follow.
    func countDigits() -> Int {
        var count = 0
        while let byte = peek(count), 0x30...0x39 ~= byte { count += 1 }
        return count
    }

    func hasDigit(after count: Int) -> Bool { peek(count).map { 0x30...0x39 ~= $0 } ?? false }

    mutating func skipBlanks() {
        while true {
            let width = blankWidth
            if width == 0 { return }
            index += width
        }
    }

    /// A plus or a minus (U+2212 too); whether it is a minus.
    mutating func takeSign() -> Bool {
        if take(UInt8(ascii: "+")) { return false }
        if take(UInt8(ascii: "-")) { return true }
        guard peek() == 0xE2, peek(1) == 0x88, peek(2) == 0x92 else { return false }
        index += 3
        return true
    }

    /// A blank, U+00A0, U+2009 or U+202F at the cursor.
    var blankWidth: Int {
        switch peek() {
        case 0x20, 0x09: 1
        case 0xC2 where peek(1) == 0xA0: 2
        case 0xE2 where peek(1) == 0x80 && (peek(2) == 0x89 || peek(2) == 0xAF): 3
        default: 0
        }
    }

    /// The width of what may part groups of digits: a sign, an apostrophe (U+2019 too), a blank.
    func groupSeparator(_ sign: UInt8) -> Int? {
        switch peek() {
        case sign, UInt8(ascii: "'"): 1
        case 0xE2 where peek(1) == 0x80 && peek(2) == 0x99: 3
        default: blankWidth > 0 ? blankWidth : nil
        }
    }

    /// Passes a currency's code or sign, with the blanks around it.
    mutating func skipCurrency() {
        skipBlanks()
        if let letter = peek(), Self.isUpper(letter) {
            guard let second = peek(1), let third = peek(2), Self.isUpper(second),
                Self.isUpper(third)
            else { return }
            index += 3
        } else if peek() == UInt8(ascii: "$") {
            index += 1
        } else if peek() == 0xC2, let sign = peek(1), 0xA2...0xA5 ~= sign {
            index += 2
        } else if peek() == 0xE2, peek(1) == 0x82, let sign = peek(2), 0xA0...0xBF ~= sign {
            index += 3
        } else if peek() == 0xEF, peek(1) == 0xBF, peek(2) == 0xA5 {
            index += 3
        }
        skipBlanks()
    }

    /// The letters that follow, at most so many, lower-cased.
    mutating func takeLetters(_ limit: Int) -> [UInt8] {
        var letters: [UInt8] = []
        while letters.count < limit, let byte = peek(), Self.isLetter(byte) {
            letters.append(byte | 0x20)
            index += 1
        }
        return letters
    }

    private static func isUpper(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte }
    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
}

extension Span where Element == UInt8 {
    /// Whether the text is a word, in lower case, whatever case it is in itself.
    func isWord(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for index in indices {
            let byte = self[index]
            let lower = 0x41...0x5A ~= byte ? byte | 0x20 : byte
            if lower != word.utf8Start[index] { return false }
        }
        return true
    }
}
