import Problems

/// What takes a packed file apart, from its front to its end; the end is told when all checks hold.
protocol Unpacker: ByteStream {
    /// How many bytes of the packed file were read.
    var packedCount: Int { get }
}

/// What is packed in a file, unpacked as it is read; memory stays flat whatever comes out.
///
/// A file that unpacks to more than a gigabyte and more than 200 times its size is refused: real
/// feeds shrink to a tenth or a fiftieth, files made to fill disks to a thousandth.
final class UnpackedBytes: FeedBytes {
    static let freeCount = 1 << 30
    static let ratioLimit = 200

    private let unpacker: any Unpacker
    private let name: String
    private let free: Int
    private var count = 0
    private var kept = KeptBytes()

    var readCount: Int { unpacker.packedCount }

    /// - Parameters:
    ///   - name: How problems call the file.
    ///   - free: How many bytes may come out of a file of any size.
    init(_ unpacker: any Unpacker, name: String, free: Int = freeCount) {
        self.free = free
        self.unpacker = unpacker
        self.name = name
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let read = try unpacker.read(into: buffer)
        count += read
        if count > free, count / Self.ratioLimit > unpacker.packedCount {
            throw Self.bomb(name)
        }
        kept.append(UnsafeRawBufferPointer(rebasing: buffer[..<read]))
        return read
    }

    func bytes(at offset: Int, count: Int) -> [UInt8] { kept.bytes(at: offset, count: count) }

    func release(before offset: Int) { kept.release(before: offset) }
}

extension UnpackedBytes {
    private static func bomb(_ name: String) -> Problem {
        Problem(
            .failed, "\(name) unpacks to more than \(ratioLimit) times its size", at: Place(name),
            hint: "Files that small that hold more than a gigabyte are made to fill disks. "
                + "If it is a real feed, have it sent in parts, or unpacked.")
    }
}
