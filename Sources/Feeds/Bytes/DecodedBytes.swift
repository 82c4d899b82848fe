import Definitions

/// Bytes of any encoding as UTF-8, with the way back to where each stood.
///
/// Text is decoded before it is split: in GBK, Shift_JIS and Big5 a letter's second byte may be
/// that of `|`, `\` or `@`. What cannot be decoded becomes the byte 0xFF, which the row that holds
/// it is rejected for.
final class DecodedBytes: ByteStream {
    /// Behind a line end: where it is in the decoded bytes, and where in the source.
    private struct LineEnd {
        var decoded: Int
        var source: Int
    }

    /// Of known types, so that the loops are compiled for each.
    private enum Decoder {
        case single(SingleByteDecoder)
        case multi(MultiByteDecoder)
        case utf16(UTF16Decoder)
    }

    private let source: any FeedBytes
    private let decoder: Decoder
    private let input: UnsafeMutableBufferPointer<UInt8>
    /// What of the input is not decoded: less than a character.
    private var rest = 0
    private let output: UnsafeMutableBufferPointer<UInt8>
    private var outputStart = 0
    private var outputEnd = 0
    private var isAtEnd = false
    /// Whether anything could not be decoded.
    private(set) var hasFaults = false
    /// How much was decoded, and of how much.
    private var decodedCount = 0
    private var sourceCount: Int
    private var lineEnds: [LineEnd]
    private var firstLineEnd = 0
    /// What was asked for last: a file may be all one line.
    private var asked = LineEnd(decoded: 0, source: 0)

    /// - Parameters:
    ///   - source: The bytes, read as far as `start`.
    ///   - start: Where the text begins: behind a byte order mark.
    ///   - chunk: How many bytes are read at once.
    init(
        _ source: any FeedBytes, encoding: TextEncoding, from start: Int, chunk: Int = 1 << 16
    ) throws {
        self.source = source
        decoder = try Self.decoder(of: encoding)
        sourceCount = start
        lineEnds = [LineEnd(decoded: 0, source: start)]
        input = .allocate(capacity: max(8, chunk))
        // No byte becomes more than three.
        output = .allocate(capacity: 3 * input.count + 8)
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    private static func decoder(of encoding: TextEncoding) throws -> Decoder {
        switch encoding.name {
        case "utf-16le": .utf16(UTF16Decoder(isBigEndian: false))
        case "utf-16be": .utf16(UTF16Decoder(isBigEndian: true))
        case "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr":
            .multi(try MultiByteDecoder(encoding))
        default: .single(SingleByteDecoder(table: try CharacterTables.singleBytes(encoding)))
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let base = buffer.baseAddress, let decoded = output.baseAddress else { return 0 }
        var filled = 0
        while filled < buffer.count {
            if outputStart == outputEnd {
                if isAtEnd { break }
                try decodeMore()
                continue
            }
            let count = min(buffer.count - filled, outputEnd - outputStart)
            (base + filled).copyMemory(from: decoded + outputStart, byteCount: count)
            filled += count
            outputStart += count
        }
        return filled
    }

    private func decodeMore() throws {
        guard let base = input.baseAddress else { return }
        let count = try source.read(
            into: UnsafeMutableRawBufferPointer(start: base + rest, count: input.count - rest))
        isAtEnd = count < input.count - rest
        outputStart = 0
        outputEnd = 0
        let used =
            switch decoder {
            case .single(let decoder): decode(base, rest + count, decoder)
            case .multi(let decoder): decode(base, rest + count, decoder)
            case .utf16(let decoder): decode(base, rest + count, decoder)
            }
        rest = rest + count - used
        base.update(from: base + used, count: rest)
    }

    /// Decodes whole characters of the input; how many bytes they took.
    private func decode(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, _ decoder: some CharacterDecoder
    ) -> Int {
        guard let output = output.baseAddress else { return 0 }
        var index = 0
        var end = 0
        while index < count {
            if decoder.isASCIIBased {
                while index + 8 <= count {
                    let word = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self)
                    if word & Self.highs != 0 { break }
                    if Self.holdsLineEnd(word) { break }
                    UnsafeMutableRawPointer(output + end).storeBytes(of: word, as: UInt64.self)
                    index += 8
                    end += 8
                }
                guard index < count else { break }
            }
            let (width, character) = decoder.next(
                bytes + index, room: count - index, isLast: isAtEnd)
            if width == 0 { break }
            UnsafeMutableRawPointer(output + end)
                .storeBytes(of: character.bits.littleEndian, as: UInt32.self)
            index += width
            end += character.width
            if character.bits == 0x0A || character.bits == 0x0D {
                lineEnds.append(
                    LineEnd(decoded: decodedCount + end, source: sourceCount + index))
            } else if character == .fault {
                hasFaults = true
            }
        }
        outputEnd = end
        decodedCount += end
        sourceCount += index
        return index
    }

    // MARK: The way back

    /// Where what begins at an offset of the decoded bytes stands in the source.
    ///
    /// Quick behind line ends, and near what was asked for last; offsets that are asked for must not
    /// fall.
    func sourceOffset(of decoded: Int) -> Int {
        while firstLineEnd + 1 < lineEnds.count, lineEnds[firstLineEnd + 1].decoded <= decoded {
            firstLineEnd += 1
        }
        var near = lineEnds[firstLineEnd]
        if asked.decoded > near.decoded { near = asked }
        guard near.decoded < decoded else { return near.source }
        let count = sourceCount(of: decoded - near.decoded, from: near.source)
        asked = LineEnd(decoded: decoded, source: near.source + count)
        return asked.source
    }

    /// How many bytes of the source, from an offset on, so many decoded ones were made of.
    func sourceCount(of decoded: Int, from start: Int) -> Int {
        var made = 0
        var used = 0
        while made < decoded {
            // No character takes more than four bytes.
            let wanted = min(1 << 16, 4 * (decoded - made) + 4)
            let bytes = source.bytes(at: start + used, count: wanted)
            guard !bytes.isEmpty else { break }
            used += bytes.withUnsafeBufferPointer { bytes in
                switch decoder {
                case .single(let decoder): walk(bytes, decoded, made: &made, decoder)
                case .multi(let decoder): walk(bytes, decoded, made: &made, decoder)
                case .utf16(let decoder): walk(bytes, decoded, made: &made, decoder)
                }
            }
        }
        return used
    }

    private func walk(
        _ bytes: UnsafeBufferPointer<UInt8>, _ decoded: Int, made: inout Int,
        _ decoder: some CharacterDecoder
    ) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var index = 0
        while made < decoded, index < bytes.count {
            let room = bytes.count - index
            // A character over the edge is read again, with what follows it.
            let (width, character) = decoder.next(base + index, room: room, isLast: index == 0)
            if width == 0 { break }
            made += character.width
            index += width
        }
        return index
    }

    /// Nothing before an offset of the source will be asked for.
    func release(before offset: Int) {
        source.release(before: offset)
        guard firstLineEnd > 1 << 10, firstLineEnd > lineEnds.count / 2 else { return }
        lineEnds.removeFirst(firstLineEnd)
        firstLineEnd = 0
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Whether one of eight ASCII bytes is a line feed or a carriage return.
    @inline(__always)
    private static func holdsLineEnd(_ word: UInt64) -> Bool {
        let feeds = word ^ (ones &* 0x0A)
        let returns = word ^ (ones &* 0x0D)
        return ((feeds &- ones) & ~feeds | (returns &- ones) & ~returns) & highs != 0
    }
}
