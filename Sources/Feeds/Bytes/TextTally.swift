/// What a whole file's bytes say about its encoding, gathered while they are read for its hash.
///
/// A file may be ASCII for hundreds of megabytes and hold its first other byte at its end: only
/// the whole of it can say whether it is UTF-8.
struct TextTally: Equatable, Sendable {
    /// All bytes.
    private(set) var count = 0
    /// The first bytes, for a byte order mark.
    private(set) var first: [UInt8] = []
    /// Well-formed UTF-8 characters of more than one byte.
    private(set) var characters = 0
    /// Bytes at which no UTF-8 character begins and that belong to none.
    private(set) var faults = 0
    /// Where the first of ``faults`` stands, from 0.
    private(set) var firstFault: Int?
    /// NUL bytes at even and at odd offsets, of the first ``sampled`` bytes.
    private(set) var evenNULs = 0
    private(set) var oddNULs = 0
    private(set) var sampled = 0

    /// Less than a character at the end of what was added.
    private var rest: [UInt8] = []

    private static let sample = 1 << 16

    /// Looks at the next bytes.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        look(atFirst: bytes)
        var start = 0
        if !rest.isEmpty {
            // No character is longer than four bytes.
            let pieces = rest + bytes.prefix(3)
            let begun = rest.count
            let used = pieces.withUnsafeBufferPointer {
                scan($0, startingBefore: begun, from: count - begun, isLast: false)
            }
            if used < begun {
                rest = pieces
                count += bytes.count
                return
            }
            rest = []
            start = used - begun
        }
        let tail = UnsafeBufferPointer(rebasing: bytes[start...])
        let used = scan(
            tail, startingBefore: tail.count, from: count + start, isLast: false)
        rest = Array(tail[used...])
        count += bytes.count
    }

    /// Looks at what is left when there are no more bytes.
    mutating func finish() {
        let last = rest
        rest = []
        last.withUnsafeBufferPointer {
            _ = scan($0, startingBefore: $0.count, from: count - last.count, isLast: true)
        }
    }

    private mutating func look(atFirst bytes: UnsafeBufferPointer<UInt8>) {
        if first.count < 4 { first += bytes.prefix(4 - first.count) }
        let end = min(bytes.count, Self.sample - sampled)
        for index in 0..<max(0, end) where bytes[index] == 0 {
            if (sampled + index) & 1 == 0 { evenNULs += 1 } else { oddNULs += 1 }
        }
        sampled += max(0, end)
    }

    /// Counts the characters that start before an index; where the next one starts.
    ///
    /// Unless these are the last bytes, it stops before a character that may go on behind them.
    private mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, startingBefore limit: Int, from offset: Int,
        isLast: Bool
    ) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var index = 0
        var found = 0
        while index < limit {
            if index + 8 <= limit {
                let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
                if word & 0x8080_8080_8080_8080 == 0 {
                    index += 8
                    continue
                }
            }
            if base[index] < 0x80 {
                index += 1
                continue
            }
            let room = bytes.count - index
            let width = UTF8Check.width(base + index, room: room)
            if width > 0 {
                found += 1
                index += width
                continue
            }
            if !isLast, room < 4, UTF8Check.isBegun(base + index, room: room) { break }
            faults += 1
            if firstFault == nil { firstFault = offset + index }
            index += 1
        }
        characters += found
        return index
    }
}
