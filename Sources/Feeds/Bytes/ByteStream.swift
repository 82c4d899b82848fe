/// Bytes that are read from the front to the end, once.
protocol ByteStream: AnyObject {
    /// Fills the buffer as far as it can; 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}
