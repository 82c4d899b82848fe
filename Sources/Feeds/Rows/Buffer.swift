/// A growing buffer that is reused: what arrays do, without their reference counting.
///
/// The unsafe core of this module, with `ByteWords`, `CSVTokenizer` and `RowWindow`: every access here stands
/// behind a comparison with `count`, every write behind room for it.
final class Buffer<Element: BitwiseCopyable> {
    private(set) var count = 0
    private var capacity: Int
    private var base: UnsafeMutablePointer<Element>

    init(capacity: Int) {
        self.capacity = max(1, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    subscript(_ index: Int) -> Element {
        get {
            precondition(index >= 0 && index < count)
            return base[index]
        }
        _modify {
            precondition(index >= 0 && index < count)
            yield &base[index]
        }
    }

    /// All elements; valid until the next write.
    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

    /// Some elements; valid until the next write.
    func elements(_ range: Range<Int>) -> UnsafeBufferPointer<Element> {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    @inline(__always)
    func append(_ element: Element) {
        reserve(1)
        base[count] = element
        count += 1
    }

    func append(_ elements: UnsafeBufferPointer<Element>) {
        guard let start = elements.baseAddress else { return }
        reserve(elements.count)
        (base + count).update(from: start, count: elements.count)
        count += elements.count
    }

    /// Lets a body write up to so many elements behind the last; it says how many it wrote.
    @inline(__always)
    func append(upTo limit: Int, _ body: (UnsafeMutablePointer<Element>) -> Int) {
        reserve(limit)
        let written = body(base + count)
        precondition(written <= limit)
        count += written
    }

    /// Forgets the elements behind a position.
    func truncate(to count: Int) {
        precondition(count >= 0 && count <= self.count)
        self.count = count
    }

    /// Forgets all, and gives memory back above a capacity.
    func clear(keeping limit: Int) {
        count = 0
        guard capacity > limit else { return }
        base.deallocate()
        base = .allocate(capacity: limit)
        capacity = limit
    }

    /// Gives memory back above a capacity, as far as what is in it allows.
    func shrink(to limit: Int) {
        guard capacity > limit, count <= limit else { return }
        let moved = UnsafeMutablePointer<Element>.allocate(capacity: limit)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = limit
    }

    @inline(__always)
    private func reserve(_ more: Int) {
        if more > capacity - count { grow(more) }
    }

    private func grow(_ more: Int) {
        let grown = max(2 * capacity, count + more)
        let moved = UnsafeMutablePointer<Element>.allocate(capacity: grown)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = grown
    }
}

extension Buffer where Element == UInt8 {
    @inline(__always)
    func appendBigEndian<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        append(upTo: MemoryLayout<Number>.size) { target in
            UnsafeMutableRawPointer(target).storeBytes(of: number.bigEndian, as: Number.self)
            return MemoryLayout<Number>.size
        }
    }

    /// Replaces a number that was written at a position.
    func setBigEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        _ number: Number, at position: Int
    ) {
        precondition(position >= 0 && position + MemoryLayout<Number>.size <= count)
        UnsafeMutableRawPointer(base + position).storeBytes(of: number.bigEndian, as: Number.self)
    }
}
