import Crypto
package import Transfer

/// A feed's file as it was found: enough to tell whether the same bytes were loaded before.
package struct FeedFile: Sendable, Equatable {
    /// The name below the source's folder, as `2026/orders-2026-11-21.csv`, or, in a zip file,
    /// `export.zip/orders.csv`.
    package var name: String
    /// The absolute path.
    package var path: String
    /// In bytes, packed as it is.
    package var size: Int
    /// SHA-256 of the bytes, packed as they are.
    package var sha256: [UInt8]
    /// What the server said of this version; nothing of a folder's file.
    package var validators = FetchValidators()
    /// What shows that the file was replaced or written on since.
    var version: FileBytes.Version
    /// What its text's bytes, unpacked, say of its encoding.
    var tally: TextTally

    /// Reads a file through for its hash and its encoding, and checks that all of it unpacks;
    /// memory stays flat.
    init(name: String, path: String) throws {
        let version = try FileBytes(path: path, name: name).version()
        let bytes = try FileBytes(path: path, name: name, expecting: version)
        let packing = Packing.of(name).packing
        var hash = SHA256()
        var tally = TextTally()
        try bytes.forEachChunk { chunk in
            hash.update(bufferPointer: UnsafeRawBufferPointer(chunk))
            if packing == .none { tally.add(chunk) }
        }
        if packing != .none, version.size > 0 {
            let file = try FileBytes(path: path, name: name, expecting: version)
            try packing.open(file, name: name).forEachChunk { tally.add($0) }
        }
        tally.finish()
        self.name = name
        self.path = path
        size = version.size
        sha256 = Array(hash.finalize())
        self.version = version
        self.tally = tally
    }

    /// The name of the file itself, without that of a file in it.
    var ownName: String { Packing.of(name).file }

    /// The same file, read for another file in it.
    func named(_ name: String) throws -> FeedFile {
        guard name != self.name else { return self }
        var other = try FeedFile(name: name, path: path)
        other.validators = validators
        return other
    }

    /// The file's bytes, unpacked, unless it changed since.
    func open() throws -> any FeedBytes {
        let file = try FileBytes(path: path, name: name, expecting: version)
        return try Packing.of(name).packing.open(file, name: name)
    }
}
