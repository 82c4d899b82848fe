/// Bytes looked at eight at once.
///
/// Part of this module's unsafe core: every load stands behind a comparison with the count.
enum ByteWords {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    /// The first eight bytes, of fewer all, as a number.
    @inline(__always)
    static func head(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard let base = bytes.baseAddress else { return 0 }
        if bytes.count >= 8 { return load(base) }
        var word: UInt64 = 0
        for index in 0..<bytes.count { word = word << 8 | UInt64(base[index]) }
        return word
    }

    /// Not 0 if one of the bytes is 0; the lowest high bit is the first such byte's.
    @inline(__always)
    static func zeroes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

    /// How many bytes are a certain one.
    static func count(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var start = 0
        while start < bytes.count {
            // So few that a byte holds their number: many are then counted at once.
            let end = min(bytes.count, start + 255)
            var found: UInt8 = 0
            for index in start..<end { found &+= bytes[index] == byte ? 1 : 0 }
            count += Int(found)
            start = end
        }
        return count
    }

    /// Where, in a text that a NUL ends, the next byte stands that is above ASCII, below a blank,
    /// or one of three.
    ///
    /// - Parameter text: Eight bytes may be read wherever it goes on.
    @inline(__always)
    static func next(
        in text: UnsafePointer<UInt8>, _ one: UInt8, _ two: UInt8, _ three: UInt8
    ) -> UnsafePointer<UInt8> {
        var at = text
        while true {
            let word = load(at)
            let low = (word &- ones &* 0x20) & ~word
            let first = word ^ ones &* UInt64(one)
            let second = word ^ ones &* UInt64(two)
            let third = word ^ ones &* UInt64(three)
            let found =
                (low | word | (first &- ones) & ~first | (second &- ones) & ~second
                    | (third &- ones) & ~third) & highs
            if found != 0 { return at + found.trailingZeroBitCount >> 3 }
            at += 8
        }
    }

    /// The same for bytes below 16.
    @inline(__always)
    static func controls(_ word: UInt64) -> UInt64 { (word &- ones &* 0x10) & ~word & highs }

    /// Copies bytes; whether a NUL is among them. The target has room for all.
    @inline(__always)
    static func copy(
        _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        guard let base = source.baseAddress else { return false }
        let count = source.count
        if count >= 8 {
            var found: UInt64 = 0
            var index = 0
            while index + 8 <= count {
                found |= move(base + index, to: target + index)
                index += 8
            }
            // The last eight once more, those before included.
            if index < count { found |= move(base + count - 8, to: target + count - 8) }
            return found != 0
        }
        var hasNUL = false
        for index in 0..<count {
            target[index] = base[index]
            if base[index] == 0 { hasNUL = true }
        }
        return hasNUL
    }

    @inline(__always)
    private static func move(
        _ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
    ) -> UInt64 {
        let word = UnsafeRawPointer(source).loadUnaligned(as: UInt64.self)
        UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
        return zeroes(word)
    }

    /// Whether the bytes at a pointer are those of a text, which is not empty.
    @inline(__always)
    static func areEqual(
        _ bytes: UnsafePointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let base = text.baseAddress else { return true }
        let count = text.count
        guard count >= 8 else {
            for index in 0..<count where bytes[index] != base[index] { return false }
            return true
        }
        var index = 0
        while index + 8 <= count {
            if load(bytes + index) != load(base + index) { return false }
            index += 8
        }
        // The last eight once more, those before included.
        return load(bytes + count - 8) == load(base + count - 8)
    }

    /// Whether all bytes are ASCII.
    @inline(__always)
    static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        let count = bytes.count
        var found: UInt64 = 0
        var index = 0
        while index + 8 <= count {
            found |= load(base + index)
            index += 8
        }
        while index < count {
            found |= UInt64(base[index])
            index += 1
        }
        return found & highs == 0
    }

    /// How many bytes at the front a JSON string holds as they are.
    static func jsonRun(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var index = 0
        while index + 8 <= bytes.count {
            let word = load(base + index)
            let control = (word &- ones &* 0x20) & ~word & highs
            if control | zeroes(word ^ ones &* 0x22) | zeroes(word ^ ones &* 0x5C) != 0 { break }
            index += 8
        }
        while index < bytes.count, base[index] >= 0x20, base[index] != UInt8(ascii: "\""),
            base[index] != UInt8(ascii: "\\")
        {
            index += 1
        }
        return index
    }
}
