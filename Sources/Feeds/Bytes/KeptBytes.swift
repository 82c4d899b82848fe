/// The last stretch of a stream: what was handed out and not yet let go.
struct KeptBytes {
    private var bytes: [UInt8] = []
    /// Where the first byte of ``bytes`` stands in the stream.
    private var offset = 0
    /// How many of ``bytes`` are let go: they are moved out of the way only when it pays.
    private var released = 0

    /// Keeps what was handed out next.
    mutating func append(_ more: UnsafeRawBufferPointer) {
        if released > 1 << 16, released > bytes.count / 2 {
            bytes.removeFirst(released)
            offset += released
            released = 0
        }
        bytes.append(contentsOf: more)
    }

    /// A stretch, or what is kept of it from its first byte on.
    func bytes(at start: Int, count: Int) -> [UInt8] {
        let from = start - offset
        guard from >= 0, from < bytes.count else { return [] }
        return Array(bytes[from..<min(bytes.count, from + count)])
    }

    mutating func release(before end: Int) {
        released = max(released, min(bytes.count, end - offset))
    }
}
