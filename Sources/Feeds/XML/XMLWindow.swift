/// The bytes of a stream that a record may still need: those of the piece that is being read, and
/// the first of the record that began before it.
final class XMLWindow {
    private var kept: [UInt8] = []
    /// Where the kept bytes stand in the stream.
    private var keptStart = 0
    private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
    private var pieceStart = 0

    /// Where the next piece will begin.
    private(set) var end = 0

    /// Takes the stream's next bytes, which the caller lends until it calls ``leave(from:)``.
    func enter(_ bytes: UnsafeRawBufferPointer) {
        piece = bytes
        pieceStart = end
        end += bytes.count
    }

    /// Gives the piece back, and keeps what stands from an offset on, so far as a reject shows it.
    func leave(from offset: Int) {
        if offset >= pieceStart || kept.isEmpty {
            kept.removeAll(keepingCapacity: true)
            keptStart = offset
        } else if offset > keptStart {
            kept.removeFirst(min(kept.count, offset - keptStart))
            keptStart = offset
        }
        let from = keptStart + kept.count
        if from >= pieceStart, from < end {
            let more = min(Reject.rawLimit - kept.count, end - from)
            if more > 0 {
                kept += UnsafeRawBufferPointer(rebasing: piece[(from - pieceStart)...].prefix(more))
            }
        }
        piece = UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// The first bytes of a stretch, as many as a reject shows; nil if they are not here any more.
    func bytes(_ range: Range<Int>) -> [UInt8]? {
        let wanted = range.prefix(Reject.rawLimit)
        var bytes: [UInt8] = []
        var from = wanted.lowerBound
        if from >= keptStart, from < keptStart + kept.count {
            bytes += kept[(from - keptStart)...].prefix(wanted.count)
            from += bytes.count
        }
        if from >= pieceStart, from < end, from < wanted.upperBound {
            bytes += piece[(from - pieceStart)...].prefix(wanted.upperBound - from)
        }
        return bytes.isEmpty && !range.isEmpty ? nil : bytes
    }
}
