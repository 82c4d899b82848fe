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
    private static func width(_ bytes: UnsafePointer<UInt8>, room: Int) -> Int {
        let count: Int
        let second: ClosedRange<UInt8>
        switch bytes[0] {
        case 0xC2...0xDF: (count, second) = (2, 0x80...0xBF)
        case 0xE0: (count, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (count, second) = (3, 0x80...0xBF)
        case 0xED: (count, second) = (3, 0x80...0x9F)
        case 0xF0: (count, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (count, second) = (4, 0x80...0xBF)
        case 0xF4: (count, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard room >= count, second ~= bytes[1] else { return 0 }
        for index in 2..<max(2, count) where !(0x80...0xBF ~= bytes[index]) { return 0 }
        return count
    }
}
