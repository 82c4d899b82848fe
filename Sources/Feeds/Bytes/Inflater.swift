import CZlib

/// zlib's decompression of one stream, fed from the front.
final class Inflater {
    enum Outcome: Equatable {
        /// More input or more room is needed.
        case more
        /// The stream ended, and its own checks hold.
        case ended
        /// Not what it claims to be, as zlib puts it.
        case damaged(String)
    }

    /// What zlib calls the form of what it is given.
    enum Form: Int32 {
        /// Bare, as in zip files.
        case deflate = -15
        /// With gzip's header, and its CRC and length, which zlib checks.
        case gzip = 31
    }

    private var stream = z_stream()

    /// nil when there is no memory for it.
    init?(_ form: Form) {
        guard tidings_inflate_init(&stream, form.rawValue) == Z_OK else { return nil }
    }

    deinit { inflateEnd(&stream) }

    /// Inflates as much as fits; how much of the input was used, and how much was made.
    func inflate(
        _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
    ) -> (outcome: Outcome, used: Int, made: Int) {
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let code = CZlib.inflate(&stream, Z_NO_FLUSH)
        let used = input.count - Int(stream.avail_in)
        let made = output.count - Int(stream.avail_out)
        switch code {
        case Z_STREAM_END: return (.ended, used, made)
        // No progress is possible: more input is needed.
        case Z_OK, Z_BUF_ERROR: return (.more, used, made)
        default:
            let message = stream.msg.map { String(cString: $0) } ?? "error \(code)"
            return (.damaged(message), used, made)
        }
    }

    /// Begins another stream of the same form.
    func reset() { inflateReset(&stream) }
}
