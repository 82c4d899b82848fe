/// A growing buffer of rows in PostgreSQL's COPY text format.
///
/// One of the three places that write through unsafe pointers (with `CSVTokenizer` and
/// `RowWindow`): every write stands behind `reserve`.
final class CopyText {
    private(set) var count = 0
    private var capacity: Int
    private var base: UnsafeMutablePointer<UInt8>

    init(capacity: Int = 1 << 16) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    /// What was written since a position, as an array.
    func bytes(from start: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: base + start, count: count - start))
    }

    /// All that was written; the buffer is empty afterwards.
    func take() -> [UInt8] {
        defer { count = 0 }
        return bytes(from: 0)
    }

    /// Forgets what was written after a position.
    func truncate(to count: Int) {
        precondition(count <= self.count)
        self.count = count
    }

    func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func append(_ text: [UInt8]) {
        text.withUnsafeBufferPointer { append($0) }
    }

    /// Text that needs no escaping, as it is.
    func append(_ text: Span<UInt8>) {
        text.withUnsafeBufferPointer { append($0) }
    }

    private func append(_ text: UnsafeBufferPointer<UInt8>) {
        guard let start = text.baseAddress else { return }
        reserve(text.count)
        (base + count).update(from: start, count: text.count)
        count += text.count
    }

    /// Text with backslash, tab, line feed and carriage return escaped; false at a NUL byte,
    /// which PostgreSQL's text cannot hold.
    func appendEscaped(_ text: Span<UInt8>) -> Bool {
        reserve(2 * text.count)
        return text.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return true }
            var index = 0
            while index + 8 <= source.count {
                let word = UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self)
                if Self.needsEscape(word) {
                    for _ in 0..<8 {
                        guard appendEscaped(start[index]) else { return false }
                        index += 1
                    }
                } else {
                    UnsafeMutableRawPointer(base + count).storeBytes(of: word, as: UInt64.self)
                    count += 8
                    index += 8
                }
            }
            while index < source.count {
                guard appendEscaped(start[index]) else { return false }
                index += 1
            }
            return true
        }
    }

    /// One byte, escaped if it must be, behind a reserve for two.
    private func appendEscaped(_ byte: UInt8) -> Bool {
        let letter: UInt8
        switch byte {
        case 0: return false
        case UInt8(ascii: "\t"): letter = UInt8(ascii: "t")
        case UInt8(ascii: "\n"): letter = UInt8(ascii: "n")
        case UInt8(ascii: "\r"): letter = UInt8(ascii: "r")
        case UInt8(ascii: "\\"): letter = byte
        default:
            base[count] = byte
            count += 1
            return true
        }
        base[count] = UInt8(ascii: "\\")
        base[count + 1] = letter
        count += 2
        return true
    }

    /// Whether one of eight bytes is a control character or a backslash.
    private static func needsEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let control = (word &- ones &* 0x20) & ~word
        let slashes = word ^ (ones &* 0x5C)
        return (control | (slashes &- ones) & ~slashes) & highs != 0
    }

    /// A decimal integer, at least `digits` wide with leading zeros.
    func append(_ number: Int, digits: Int = 1) {
        reserve(24 + digits)
        if number < 0 { append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        var end = count + digits
        var probe = rest
        var width = 1
        while probe >= 10 {
            probe /= 10
            width += 1
        }
        end = count + max(width, digits)
        var index = end
        while index > count {
            index -= 1
            base[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count = end
    }

    private func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let grown = max(2 * capacity, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: grown)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = grown
    }
}
