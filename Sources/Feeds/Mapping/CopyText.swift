/// Rows in PostgreSQL's COPY text format, as they are written.
final class CopyText {
    private let buffer: Buffer<UInt8>

    init(capacity: Int = 1 << 16) { buffer = Buffer(capacity: capacity) }

    var count: Int { buffer.count }

    /// All that was written; the buffer is empty afterwards.
    func take() -> [UInt8] {
        defer { buffer.truncate(to: 0) }
        return Array(buffer.elements)
    }

    /// Forgets what was written after a position.
    func truncate(to count: Int) { buffer.truncate(to: count) }

    func append(_ byte: UInt8) { buffer.append(byte) }

    func append(_ text: StaticString) {
        buffer.append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func append(_ text: [UInt8]) {
        text.withUnsafeBufferPointer { buffer.append($0) }
    }

    /// Text that needs no escaping, as it is.
    func append(_ text: Span<UInt8>) {
        text.withUnsafeBufferPointer { buffer.append($0) }
    }

    /// Text with backslash, tab, line feed and carriage return escaped; false at a NUL byte,
    /// which PostgreSQL's text cannot hold.
    func appendEscaped(_ text: Span<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return true }
            var index = 0
            while index < source.count {
                let run = Self.plainRun(start + index, limit: source.count - index)
                buffer.append(UnsafeBufferPointer(start: start + index, count: run))
                index += run
                guard index < source.count else { break }
                guard let letter = Self.escape(start[index]) else { return false }
                buffer.append(UInt8(ascii: "\\"))
                buffer.append(letter)
                index += 1
            }
            return true
        }
    }

    /// How many bytes need no escaping, eight at once.
    private static func plainRun(_ start: UnsafePointer<UInt8>, limit: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var index = 0
        while index + 8 <= limit {
            let word = UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self)
            // A control character or a backslash may be among them: look at each.
            let control = (word &- ones &* 0x20) & ~word
            let slashes = word ^ (ones &* 0x5C)
            if (control | (slashes &- ones) & ~slashes) & highs != 0 {
                let end = index + 8
                while index < end {
                    if isSpecial(start[index]) { return index }
                    index += 1
                }
            } else {
                index += 8
            }
        }
        while index < limit, !isSpecial(start[index]) { index += 1 }
        return index
    }

    private static func isSpecial(_ byte: UInt8) -> Bool { byte == 0 || escape(byte) != nil }

    private static func escape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        case UInt8(ascii: "\\"): byte
        default: nil
        }
    }

    /// A decimal integer, at least `digits` wide with leading zeros.
    func append(_ number: Int, digits: Int = 1) {
        if number < 0 { append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        var width = 1
        var limit: UInt = 10
        while width < 19, rest >= limit {
            width += 1
            limit &*= 10
        }
        let count = max(width, digits)
        buffer.append(upTo: count) { start in
            var index = count
            while index > 0 {
                index -= 1
                start[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return count
        }
    }
}
