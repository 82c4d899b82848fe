import Problems

/// A gzip file (RFC 1952), each of its members checked by its CRC and its length.
final class GzipBytes: Unpacker {
    private let file: any ByteStream
    private let name: String
    private let inflater: Inflater
    private let input: UnsafeMutableBufferPointer<UInt8>
    private var start = 0
    private var end = 0
    private var isFileAtEnd = false
    /// Inside a member, its header included.
    private var isInMember = false
    private var hasMember = false
    private var isAtEnd = false
    private var readCount = 0

    /// Of a file in a zip file, what that one took.
    var packedCount: Int { (file as? any Unpacker)?.packedCount ?? readCount }

    /// - Parameter name: How problems call the file.
    init(_ file: any ByteStream, name: String) throws {
        guard let inflater = Inflater(.gzip) else { throw Packing.noMemory(name) }
        self.inflater = inflater
        self.file = file
        self.name = name
        input = .allocate(capacity: 1 << 16)
    }

    deinit { input.deallocate() }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let output = buffer.bindMemory(to: UInt8.self)
        var filled = 0
        while filled < output.count, !isAtEnd {
            if end - start < 2, !isFileAtEnd { try fill() }
            if !isInMember { try beginMember() }
            guard isInMember else { break }
            let (outcome, used, made) = inflater.inflate(
                UnsafeBufferPointer(rebasing: input[start..<end]),
                into: UnsafeMutableBufferPointer(rebasing: output[filled...]))
            start += used
            filled += made
            switch outcome {
            case .more:
                if used == 0, made == 0 {
                    if isFileAtEnd { throw Packing.cutOff(name) }
                    try fill()
                }
            case .ended:
                isInMember = false
                inflater.reset()
            case .damaged(let message): throw Packing.damaged(name, cause: message)
            }
        }
        return filled
    }

    /// Looks at what follows the last member: another, or nothing.
    private func beginMember() throws {
        if start == end, hasMember {
            isAtEnd = true
            return
        }
        guard end - start >= 2, input[start] == 0x1F, input[start + 1] == 0x8B else {
            throw hasMember ? Packing.trailing(name) : Packing.notPacked(name, "gzip")
        }
        isInMember = true
        hasMember = true
    }

    private func fill() throws {
        guard let base = input.baseAddress else { return }
        base.update(from: base + start, count: end - start)
        end -= start
        start = 0
        let room = UnsafeMutableRawBufferPointer(start: base + end, count: input.count - end)
        let count = try file.read(into: room)
        end += count
        readCount += count
        isFileAtEnd = count < room.count
    }
}
