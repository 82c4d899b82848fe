/// A window on a stream: a buffer that slides along and grows only for a row that does not fit.
///
/// Eight zero bytes always stand behind the last: who looks at eight at once, or for a byte that
/// must come, need not look where the end is.
final class RowWindow {
    private let stream: any ByteStream
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private let firstCapacity: Int
    private static let padding = 8
    private var start = 0
    private var end = 0
    /// Whether the stream is read to its end.
    private(set) var isAtEnd = false

    init(_ stream: any ByteStream, capacity: Int) {
        self.stream = stream
        self.capacity = capacity
        firstCapacity = capacity
        base = .allocate(capacity: capacity + Self.padding)
        pad()
    }

    deinit { base.deallocate() }

    /// What is read and not yet used; valid until the next call.
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: position, count: end - start)
    }

    /// Where ``bytes`` begin.
    var position: UnsafePointer<UInt8> { UnsafePointer(base + start) }

    /// Leaves the first bytes behind.
    func advance(_ count: Int) {
        precondition(count <= end - start)
        start += count
    }

    /// Reads more behind what is left; the buffer doubles when that fills half of it, and goes
    /// back to its first size when it is used up.
    func fill() throws {
        let left = end - start
        if left > capacity / 2 {
            move(to: 2 * capacity)
        } else if capacity > firstCapacity, left <= firstCapacity / 2 {
            move(to: firstCapacity)
        } else if start > 0 {
            base.update(from: base + start, count: left)
        }
        end -= start
        start = 0
        let free = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
        let count = try stream.read(into: free)
        end += count
        if count < free.count { isAtEnd = true }
        pad()
    }

    private func pad() { (base + end).update(repeating: 0, count: Self.padding) }

    /// Takes what is left along into a buffer of another size, which holds it.
    private func move(to capacity: Int) {
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.padding)
        moved.update(from: base + start, count: end - start)
        base.deallocate()
        base = moved
        self.capacity = capacity
    }
}
