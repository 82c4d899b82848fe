/// The names of a document and of its feed's paths, each known by one number from 1 on; 0 is none.
///
/// Namespaces are among them. Names are told apart by all of their bytes, and found by a hash with
/// a seed of its own, so that nobody can choose names that collide.
final class XMLNames {
    /// A name, with what was found out about it.
    struct Entry: BitwiseCopyable {
        /// Where it stands in the text.
        var start = 0
        var count = 0
        var hash: UInt64 = 0
        /// What stands before its colon, 0 for nothing, and behind it, 0 while nobody asked.
        var prefix: Int32 = 0
        var local: Int32 = 0
        /// Whether it is known to be a name as XML has it.
        var isChecked = false
        /// The last tag in which it was an attribute.
        var seen = 0
    }

    /// `xmlns`, which declares the namespace of what stands behind its colon.
    let xmlns: Int32 = 1
    private let entries = Buffer<Entry>(capacity: 256)
    private let text = Buffer<UInt8>(capacity: 1 << 12)
    private var slots = XMLNames.emptySlots(512)
    private let seed = UInt64.random(in: .min ... .max)

    init() {
        entries.append(Entry())
        _ = number(of: "xmlns")
    }

    /// Whether the names take more than a feed can need.
    var areTooMany: Bool { text.count > XMLLimits.names || entries.count > XMLLimits.nameCount }

    @inline(__always)
    subscript(_ number: Int32) -> Entry { entries[Int(number)] }

    /// A name's bytes; valid until another one is added.
    @inline(__always)
    func bytes(of number: Int32) -> UnsafeBufferPointer<UInt8> {
        let entry = entries[Int(number)]
        return text.elements(entry.start..<entry.start + entry.count)
    }

    func string(of number: Int32) -> String { String(decoding: bytes(of: number), as: UTF8.self) }

    func number(of name: String) -> Int32 {
        Array(name.utf8).withUnsafeBufferPointer { number(of: $0) }
    }

    /// The number of a name, known or new; 0 for an empty one.
    @inline(__always)
    func number(of name: UnsafeBufferPointer<UInt8>) -> Int32 {
        guard let base = name.baseAddress, name.count > 0 else { return 0 }
        let hash = hash(base, name.count)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let number = slots[slot]
            if number == 0 { return add(name, hash, slot) }
            let entry = entries[Int(number)]
            if entry.hash == hash, entry.count == name.count,
                ByteWords.areEqual(
                    base, text.elements(entry.start..<entry.start + entry.count))
            {
                return number
            }
            slot = (slot + 1) & mask
        }
    }

    /// Notes that a name passed for one of XML's.
    func check(_ number: Int32) { entries[Int(number)].isChecked = true }

    /// Notes an attribute's name in a tag; false if it was there before.
    @inline(__always)
    func see(_ number: Int32, in tag: Int) -> Bool {
        if entries[Int(number)].seen == tag { return false }
        entries[Int(number)].seen = tag
        return true
    }

    /// The parts of a name around its colon. One with several, or at its edge, is all local.
    @inline(__always)
    func parts(of number: Int32) -> (prefix: Int32, local: Int32) {
        let entry = entries[Int(number)]
        return entry.local > 0 ? (entry.prefix, entry.local) : split(number)
    }

    private func split(_ number: Int32) -> (prefix: Int32, local: Int32) {
        let all = Array(bytes(of: number))
        let colon = UInt8(ascii: ":")
        var parts: (prefix: Int32, local: Int32) = (0, number)
        if let place = all.firstIndex(of: colon), place > 0, place + 1 < all.count,
            all.lastIndex(of: colon) == place
        {
            parts = (
                Array(all[..<place]).withUnsafeBufferPointer { self.number(of: $0) },
                Array(all[(place + 1)...]).withUnsafeBufferPointer { self.number(of: $0) }
            )
        }
        entries[Int(number)].prefix = parts.prefix
        entries[Int(number)].local = parts.local
        return parts
    }

    private func add(_ name: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ slot: Int) -> Int32 {
        let number = Int32(entries.count)
        entries.append(Entry(start: text.count, count: name.count, hash: hash))
        text.append(name)
        slots[slot] = number
        if entries.count > slots.count / 2 { grow() }
        return number
    }

    private func grow() {
        slots = Self.emptySlots(2 * slots.count)
        let mask = slots.count - 1
        for number in 1..<entries.count {
            var slot = Int(truncatingIfNeeded: entries[number].hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number)
        }
    }

    /// - Parameter count: A power of two.
    private static func emptySlots(_ count: Int) -> Buffer<Int32> {
        let slots = Buffer<Int32>(capacity: count)
        for _ in 0..<count { slots.append(0) }
        return slots
    }

    @inline(__always)
    private func hash(_ base: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: count)
        var index = 0
        while index + 8 <= count {
            hash = Self.mixed(hash ^ ByteWords.load(base + index))
            index += 8
        }
        // The last eight once more, those before included.
        let rest = UnsafeBufferPointer(start: base + max(0, count - 8), count: min(8, count))
        return index < count ? Self.mixed(hash ^ ByteWords.head(of: rest)) : hash
    }

    @inline(__always)
    private static func mixed(_ hash: UInt64) -> UInt64 {
        let (high, low) = hash.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return high ^ low
    }
}
