import CZlib
import Problems

/// One file of a zip file, checked by its CRC and its length.
final class ZipBytes: Unpacker {
    private let file: FileBytes
    private let name: String
    private let entry: ZipDirectory.Entry
    /// nil for a file that is stored as it is.
    private let inflater: Inflater?
    private let input: UnsafeMutableBufferPointer<UInt8>
    private var start = 0
    private var end = 0
    private var made = 0
    private var crc: UInt
    private var isAtEnd = false
    private(set) var packedCount = 0

    /// The file's path in the zip file.
    var path: String { entry.path }

    /// Finds the one file in a zip file, or the one of a path.
    ///
    /// - Parameter name: How problems call the zip file.
    init(_ file: FileBytes, name: String, member: String?) throws {
        let directory = try ZipDirectory(file, size: try file.version().size, name: name)
        let entry = try Self.entry(member, in: directory, name: name)
        guard entry.flags & 1 == 0 else { throw Self.encrypted(name) }
        switch entry.method {
        case 0: inflater = nil
        case 8:
            guard let made = Inflater(.deflate) else { throw Packing.noMemory(name) }
            inflater = made
        default: throw Self.method(entry.method, name)
        }
        // The local header tells again what the directory says, at lengths of its own.
        let header = LittleEndian(file.bytes(at: entry.offset, count: 30))
        guard header.word(0) == 0x0403_4B50, let nameCount = header.half(26),
            let extraCount = header.half(28)
        else { throw Packing.damaged(name, cause: ZipDirectory.outside) }
        file.skip(to: entry.offset + 30 + Int(nameCount) + Int(extraCount))
        self.file = file
        self.name = name
        self.entry = entry
        crc = crc32(0, nil, 0)
        input = .allocate(capacity: 1 << 16)
    }

    deinit { input.deallocate() }

    private static func entry(
        _ member: String?, in directory: ZipDirectory, name: String
    ) throws -> ZipDirectory.Entry {
        if let member {
            let paths = directory.entries.map(\.path)
            guard let entry = directory.entries.first(where: { $0.path == member }) else {
                throw missing(member, name, among: paths)
            }
            return entry
        }
        guard let entry = directory.entries.first else { throw empty(name) }
        if directory.entries.count > 1 {
            throw several(name, first: entry.path, count: directory.entries.count)
        }
        return entry
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let output = buffer.bindMemory(to: UInt8.self)
        var filled = 0
        while filled < output.count, !isAtEnd {
            if start == end { try fill() }
            let rest = UnsafeMutableBufferPointer(rebasing: output[filled...])
            let count = try unpack(into: rest)
            crc = crc32(crc, rest.baseAddress, UInt32(count))
            filled += count
            made += count
            if made > entry.size { throw Packing.damaged(name, cause: Self.wrongLength) }
        }
        if isAtEnd, filled < output.count { try check() }
        return filled
    }

    private func unpack(into output: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        guard let inflater else {
            let count = min(output.count, end - start)
            for index in 0..<count { output[index] = input[start + index] }
            start += count
            isAtEnd = start == end && packedCount == entry.packedSize
            return count
        }
        let (outcome, used, made) = inflater.inflate(
            UnsafeBufferPointer(rebasing: input[start..<end]), into: output)
        start += used
        switch outcome {
        case .more:
            if used == 0, made == 0, packedCount == entry.packedSize {
                throw Packing.damaged(name, cause: Self.wrongLength)
            }
        case .ended:
            isAtEnd = true
            if start < end || packedCount < entry.packedSize {
                throw Packing.damaged(name, cause: Self.wrongLength)
            }
        case .damaged(let message): throw Packing.damaged(name, cause: message)
        }
        return made
    }

    private func fill() throws {
        let count = min(input.count, entry.packedSize - packedCount)
        let room = UnsafeMutableRawBufferPointer(start: input.baseAddress, count: count)
        let read = try file.read(into: room)
        if read < count { throw Packing.cutOff(name) }
        start = 0
        end = read
        packedCount += read
    }

    private func check() throws {
        if made != entry.size { throw Packing.damaged(name, cause: Self.wrongLength) }
        if UInt32(truncatingIfNeeded: crc) != entry.crc {
            throw Packing.damaged(name, cause: Self.wrongCRC)
        }
        try file.checkVersion()
    }
}

extension ZipBytes {
    private static let wrongLength = "its length is not the one that its directory tells"
    private static let wrongCRC = "its CRC is not the one that its directory tells"

    private static func encrypted(_ name: String) -> Problem {
        Problem(
            .failed, "\(name) is locked with a password", at: Place(name),
            hint: "Have it sent without one: protect its way by SFTP or HTTPS instead.")
    }

    private static func method(_ method: UInt16, _ name: String) -> Problem {
        let known = [
            9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd",
            99: "AES encryption",
        ]
        return Problem(
            .failed,
            "\(name) is packed with \(known[Int(method)] ?? "method \(method)"), "
                + "which is not supported",
            at: Place(name), hint: "Have it packed as ordinary zip (deflate), or as .gz.")
    }

    private static func missing(_ member: String, _ name: String, among paths: [String]) -> Problem
    {
        Problem(
            .guarded, "\(name) is not in the zip file", at: Place(name),
            hint: paths.count > 20
                ? Suggestion.closest(to: member, among: paths).map { "Did you mean \"\($0)\"?" }
                    ?? "Look which of its \(paths.count) files is meant."
                : Suggestion.hint(for: member, among: paths, known: "files in it"))
    }

    private static func several(_ name: String, first: String, count: Int) -> Problem {
        Problem(
            .failed, "\(name) holds \(count) files, and nothing says which one is meant",
            at: Place(name), hint: "Name it behind the zip file's name, as \(name)/\(first).")
    }

    private static func empty(_ name: String) -> Problem {
        Problem(
            .guarded, "\(name) holds no file", at: Place(name),
            hint: "Look whether its sender packed it when there was nothing to send.")
    }
}
