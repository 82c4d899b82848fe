import Definitions

/// A feed's text as UTF-8, with the way back to the bytes it was made of.
final class FeedText: ByteStream {
    let detected: DetectedEncoding
    private let bytes: any FeedBytes
    /// nil when the bytes are UTF-8 as they stand.
    private let decoded: DecodedBytes?

    /// - Parameters:
    ///   - bytes: The feed's bytes, at their front.
    ///   - chunk: How many bytes are decoded at once.
    init(_ bytes: any FeedBytes, _ detected: DetectedEncoding, chunk: Int = 1 << 16) throws {
        self.bytes = bytes
        self.detected = detected
        var mark = [UInt8](repeating: 0, count: detected.markLength)
        _ = try mark.withUnsafeMutableBytes { try bytes.read(into: $0) }
        decoded =
            detected.encoding == .utf8
            ? nil
            : try DecodedBytes(
                bytes, encoding: detected.encoding, from: detected.markLength, chunk: chunk)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try decoded?.read(into: buffer) ?? bytes.read(into: buffer)
    }

    /// How many bytes of the file, packed as it is, were read.
    var readCount: Int { bytes.readCount }

    /// Whether the bytes are not UTF-8 as they stand, so that ``raw(from:to:)`` has the originals.
    var isDecoded: Bool { decoded != nil }

    /// Whether all that was read is valid UTF-8: rows need not be looked at for it.
    var isValid: Bool { decoded.map { !$0.hasFaults } ?? !detected.hasFaults }

    /// Where the text's byte at an offset stands in the feed's bytes; offsets must not fall.
    func sourceOffset(of offset: Int) -> Int {
        decoded?.sourceOffset(of: offset) ?? detected.markLength + offset
    }

    /// The feed's own bytes of a row, without its line end.
    func raw(from start: Int, to end: Int) -> [UInt8] {
        var raw = bytes.bytes(at: start, count: min(end - start, Reject.rawLimit))
        guard end - start <= Reject.rawLimit else { return raw }
        let unit = detected.encoding.isUTF16 ? 2 : 1
        while raw.count >= unit, raw.suffix(unit).contains(where: { $0 == 0x0A || $0 == 0x0D }),
            unit == 1 || raw.suffix(unit).contains(0)
        {
            raw.removeLast(unit)
        }
        return raw
    }

    /// Lets go of what stands before an offset of the feed's bytes.
    func release(before offset: Int) {
        if let decoded { decoded.release(before: offset) } else { bytes.release(before: offset) }
    }

    /// How many of the feed's bytes, from an offset on, so many bytes of text were made of.
    func sourceCount(of count: Int, from start: Int) -> Int {
        decoded?.sourceCount(of: count, from: start) ?? count
    }
}
