/// Whether bytes are UTF-8 as RFC 3629 has it: no overlong forms, no surrogates.
enum UTF8Check {
    /// The offset of the first byte that no character begins at; nil if all is well.
    static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let end = bytes.count
        var index = 0
        while index < end {
            while index + 8 <= end {
                let word = ByteWords.load(base + index) & ByteWords.highs
                if word != 0 {
                    index += word.trailingZeroBitCount >> 3
                    break
                }
                index += 8
            }
            guard index < end else { break }
            if base[index] < 0x80 {
                index += 1
                continue
            }
            let width = width(base + index, room: end - index)
            if width == 0 { return index }
            index += width
        }
        return nil
    }

    /// The length of the sequence that begins here; 0 if there is none.
    static func width(_ bytes: UnsafePointer<UInt8>, room: Int) -> Int {
        let (count, second) = shape(bytes[0])
        guard count > 0, room >= count, second ~= bytes[1] else { return 0 }
        for index in 2..<max(2, count) where !(0x80...0xBF ~= bytes[index]) { return 0 }
        return count
    }

    /// Whether more bytes could make a sequence of these, which are fewer than it needs.
    static func isBegun(_ bytes: UnsafePointer<UInt8>, room: Int) -> Bool {
        let (count, second) = shape(bytes[0])
        guard room < count else { return false }
        for index in 1..<max(1, room) {
            let wanted = index == 1 ? second : 0x80...0xBF
            if !(wanted ~= bytes[index]) { return false }
        }
        return true
    }

    /// How long a sequence with this first byte is, 0 if there is none, and what its second may be.
    @inline(__always)
    private static func shape(_ first: UInt8) -> (count: Int, second: ClosedRange<UInt8>) {
        switch first {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: (0, 0x80...0xBF)
        }
    }
}
