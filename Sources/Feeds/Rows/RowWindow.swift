/// A window on a stream: a buffer that slides along and grows only for a row that does not fit.
final class RowWindow {
    private let stream: any ByteStream
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var start = 0
    private var end = 0
    /// Whether the stream is read to its end.
    private(set) var isAtEnd = false

    init(_ stream: any ByteStream, capacity: Int = 1 << 18) {
        self.stream = stream
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    /// What is read and not yet used; valid until the next call.
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + start, count: end - start)
    }

    /// Leaves the first bytes behind.
    func advance(_ count: Int) {
        precondition(count <= end - start)
        start += count
    }

    /// Reads more behind what is left; the buffer doubles when it is full.
    func fill() throws {
        if end - start > capacity / 2 {
            let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity)
            grown.update(from: base + start, count: end - start)
            base.deallocate()
            base = grown
            capacity *= 2
        } else if start > 0 {
            base.update(from: base + start, count: end - start)
        }
        end -= start
        start = 0
        let free = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
        let count = try stream.read(into: free)
        end += count
        if count < free.count { isAtEnd = true }
    }
}
