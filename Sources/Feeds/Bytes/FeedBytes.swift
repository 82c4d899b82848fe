/// A feed's bytes, read once from the front, with a look back at what a reader may still ask for.
///
/// Offsets are those of the text's own bytes: of a packed file, those of what is packed in it.
protocol FeedBytes: ByteStream {
    /// How many bytes of the file, packed as it is, were read.
    var readCount: Int { get }

    /// A stretch of what was read; less where it ends, or where it was let go.
    func bytes(at offset: Int, count: Int) -> [UInt8]

    /// Lets go of what stands before an offset: nobody will ask for it again.
    func release(before offset: Int)
}

extension FeedBytes {
    /// Reads all, chunk by chunk, and keeps nothing of it.
    func forEachChunk(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        let chunk = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
        defer { chunk.deallocate() }
        var offset = 0
        while true {
            let count = try read(into: UnsafeMutableRawBufferPointer(chunk))
            try body(UnsafeBufferPointer(rebasing: chunk[..<count]))
            offset += count
            release(before: offset)
            if count < chunk.count { break }
        }
    }
}
