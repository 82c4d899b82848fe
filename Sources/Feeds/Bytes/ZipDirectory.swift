import Problems

/// The central directory at the end of a zip file (APPNOTE 6.3.10), zip64 included.
struct ZipDirectory {
    /// A file in the zip file.
    struct Entry: Equatable {
        var path: String
        var flags: UInt16
        var method: UInt16
        var crc: UInt32
        var packedSize: Int
        var size: Int
        /// Where its local header stands.
        var offset: Int
    }

    /// The files, without folders and what macOS adds for itself.
    let entries: [Entry]

    private static let endSize = 22
    private static let entrySize = 46
    private static let longestComment = 65_535
    /// A directory of more is no feed: some hundred thousand files.
    private static let directoryLimit = 32 << 20

    init(_ file: FileBytes, size: Int, name: String) throws {
        let tailStart = max(0, size - Self.endSize - Self.longestComment)
        let tail = file.bytes(at: tailStart, count: size - tailStart)
        guard let end = Self.end(in: tail) else {
            let isZip = file.bytes(at: 0, count: 2) == [0x50, 0x4B]
            throw isZip ? Packing.cutOff(name) : Packing.notPacked(name, "zip")
        }
        let found = try Self.place(in: tail, end: end, at: tailStart, of: file, name: name)
        guard found.offset >= 0, found.count >= 0, found.offset <= size - found.count else {
            throw Packing.damaged(name, cause: Self.outside)
        }
        guard found.count <= Self.directoryLimit else {
            throw Packing.damaged(name, cause: Self.tooLong)
        }
        let bytes = LittleEndian(file.bytes(at: found.offset, count: found.count))
        entries = try Self.entries(in: bytes, name: name).filter { entry in
            let last = entry.path.split(separator: "/").last ?? ""
            return !entry.path.hasSuffix("/") && !entry.path.hasPrefix("__MACOSX/")
                && last != ".DS_Store"
        }
    }

    /// Where the directory's end record stands: the last that its comment fits behind.
    private static func end(in tail: [UInt8]) -> Int? {
        guard tail.count >= endSize else { return nil }
        let bytes = LittleEndian(tail)
        for start in stride(from: tail.count - endSize, through: 0, by: -1) {
            guard bytes.word(start) == 0x0605_4B50 else { continue }
            if start + endSize + Int(bytes.half(start + 20) ?? 0) == tail.count { return start }
        }
        return nil
    }

    private static func place(
        in tail: [UInt8], end: Int, at tailStart: Int, of file: FileBytes, name: String
    ) throws -> (offset: Int, count: Int) {
        let bytes = LittleEndian(tail)
        guard let disk = bytes.half(end + 4), let count = bytes.word(end + 12),
            let offset = bytes.word(end + 16)
        else { throw Packing.cutOff(name) }
        let isLong = count == UInt32.max || offset == UInt32.max || disk == UInt16.max
        // The zip64 end record's locator stands just before.
        guard isLong, end >= 20, bytes.word(end - 20) == 0x0706_4B50,
            let long = bytes.long(end - 12)
        else {
            guard disk == 0 else { throw Packing.damaged(name, cause: inParts) }
            return (Int(offset), Int(count))
        }
        let record = LittleEndian(file.bytes(at: Int(clamping: long), count: 56))
        guard record.word(0) == 0x0606_4B50, let longCount = record.long(40),
            let longOffset = record.long(48)
        else { throw Packing.damaged(name, cause: outside) }
        return (Int(clamping: longOffset), Int(clamping: longCount))
    }

    private static func entries(in bytes: LittleEndian, name: String) throws -> [Entry] {
        var entries: [Entry] = []
        var start = 0
        while start < bytes.count {
            guard bytes.word(start) == 0x0201_4B50, let flags = bytes.half(start + 8),
                let method = bytes.half(start + 10), let crc = bytes.word(start + 16),
                let packed = bytes.word(start + 20), let size = bytes.word(start + 24),
                let nameCount = bytes.half(start + 28), let extraCount = bytes.half(start + 30),
                let commentCount = bytes.half(start + 32), let offset = bytes.word(start + 42),
                let path = bytes.text(start + entrySize, Int(nameCount))
            else { throw Packing.damaged(name, cause: outside) }
            var entry = Entry(
                path: path, flags: flags, method: method, crc: crc, packedSize: Int(packed),
                size: Int(size), offset: Int(offset))
            let extra = start + entrySize + Int(nameCount)
            try widen(&entry, by: bytes, from: extra, to: extra + Int(extraCount), name: name)
            entries.append(entry)
            start = extra + Int(extraCount) + Int(commentCount)
        }
        return entries
    }

    /// Takes sizes and offsets that need eight bytes from the zip64 field.
    private static func widen(
        _ entry: inout Entry, by bytes: LittleEndian, from first: Int, to end: Int, name: String
    ) throws {
        var start = first
        while start + 4 <= end, let kind = bytes.half(start), let count = bytes.half(start + 2) {
            defer { start += 4 + Int(count) }
            guard kind == 1 else { continue }
            var field = start + 4
            for part in [\Entry.size, \Entry.packedSize, \Entry.offset]
            where entry[keyPath: part] == Int(UInt32.max) {
                guard field + 8 <= start + 4 + Int(count), let value = bytes.long(field) else {
                    throw Packing.damaged(name, cause: outside)
                }
                entry[keyPath: part] = Int(clamping: value)
                field += 8
            }
        }
    }
}

extension ZipDirectory {
    static let outside = "its directory does not fit the file"
    private static let tooLong = "its directory is longer than 32 MB"
    private static let inParts = "it is one part of several"
}
