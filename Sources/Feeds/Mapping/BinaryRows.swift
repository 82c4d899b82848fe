/// Rows in PostgreSQL's binary COPY format, as they are written.
///
/// A row is the number of its columns, then each column's length (-1 for NULL) and value; all
/// numbers are big-endian. ``FeedBatch`` has what stands around the rows.
final class BinaryRows {
    private let buffer: Buffer<UInt8>

    init(capacity: Int) { buffer = Buffer(capacity: capacity) }

    var count: Int { buffer.count }

    /// All that was written; the buffer is empty afterwards.
    func take() -> [UInt8] {
        defer { buffer.clear(keeping: 1 << 20) }
        return Array(buffer.elements)
    }

    /// Forgets what was written after a position.
    func truncate(to count: Int) { buffer.truncate(to: count) }

    // MARK: Columns

    @inline(__always)
    func beginRow(columns: Int) { buffer.appendBigEndian(Int16(columns)) }

    @inline(__always)
    func appendNull() { buffer.appendBigEndian(Int32(-1)) }

    /// A `smallint`, an `integer`, a `bigint` or what is stored as one.
    @inline(__always)
    func append<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        buffer.append(upTo: 4 + MemoryLayout<Number>.size) { target in
            let target = UnsafeMutableRawPointer(target)
            target.storeBytes(of: Int32(MemoryLayout<Number>.size).bigEndian, as: Int32.self)
            (target + 4).storeBytes(of: number.bigEndian, as: Number.self)
            return 4 + MemoryLayout<Number>.size
        }
    }

    func append(_ value: Bool) { append(UInt8(value ? 1 : 0)) }

    func append(_ date: CivilDate) { append(Int32(date.daysSince1970 - 10_957)) }

    /// A `timestamptz`, by its seconds since 1970.
    func append(instant seconds: Int, microsecond: Int) {
        append(Int64((seconds - 946_684_800) * 1_000_000 + microsecond))
    }

    /// A `text`; false at a NUL byte, which PostgreSQL's text cannot hold.
    @inline(__always)
    func append(text: Span<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { source in
            var hasNUL = false
            buffer.append(upTo: 4 + source.count) { target in
                UnsafeMutableRawPointer(target).storeBytes(
                    of: Int32(source.count).bigEndian, as: Int32.self)
                hasNUL = ByteWords.copy(source, to: target + 4)
                return 4 + source.count
            }
            return !hasNUL
        }
    }

    /// A `text` of ours.
    func append(text: StaticString) {
        buffer.appendBigEndian(Int32(text.utf8CodeUnitCount))
        append(raw: text)
    }

    // MARK: Columns whose length is known once they are written

    /// Begins a value; what is given back belongs to ``endValue(_:)``.
    func beginValue() -> Int {
        buffer.appendBigEndian(Int32(0))
        return count
    }

    func endValue(_ start: Int) {
        buffer.setBigEndian(Int32(count - start), at: start - 4)
    }

    /// Begins an array of one dimension whose elements are written next, each as a column; ends
    /// with ``endValue(_:)``.
    ///
    /// - Parameters:
    ///   - type: The elements' type by its number in PostgreSQL.
    ///   - count: How many there will be; ``set(_:at:)`` changes it 12 bytes behind the start.
    func beginArray(of type: Int32, count: Int) -> Int {
        let start = beginValue()
        // Dimensions, whether there may be nulls, the type; then the count and the first index.
        for number in [1, 1, type, Int32(count), 1] { append(raw: number) }
        return start
    }

    /// Changes a number inside a value.
    func set(_ number: Int32, at position: Int) { buffer.setBigEndian(number, at: position) }

    @inline(__always)
    func append<Number: FixedWidthInteger & BitwiseCopyable>(raw number: Number) {
        buffer.appendBigEndian(number)
    }

    func append(raw bytes: UnsafeBufferPointer<UInt8>) {
        buffer.append(upTo: bytes.count) { target in
            _ = ByteWords.copy(bytes, to: target)
            return bytes.count
        }
    }

    func append(raw text: StaticString) {
        append(raw: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Lets a body write up to so many bytes; it says how many it wrote.
    @inline(__always)
    func append(upTo limit: Int, _ body: (UnsafeMutableRawPointer) -> Int) {
        buffer.append(upTo: limit) { body(UnsafeMutableRawPointer($0)) }
    }

    /// Bytes that were written; valid until the next write.
    func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { buffer.elements(range) }
}
