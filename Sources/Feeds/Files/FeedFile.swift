import Crypto
package import Foundation
package import Transfer

/// A feed's file as it was found.
package struct FeedFile: Sendable, Equatable {
    /// The name below the source's folder, as `2026/orders-2026-11-21.csv`, or, in a zip file,
    /// `export.zip/orders.csv`.
    package var name: String
    /// The absolute path.
    package var path: String
    /// In bytes, packed as it is.
    package var size: Int
    /// What no other version of the file has, nor another file: known without reading it.
    package var stamp: String
    /// SHA-256 of the bytes, packed as they are, once ``digest()`` was asked for it.
    package var sha256: [UInt8]?
    /// What the server said of this version; nothing of a folder's file.
    package var validators = FetchValidators()
    /// What shows that the file was replaced or written on since.
    var version: FileBytes.Version
    /// What its text's bytes, unpacked, say of its encoding, once it is ``tallied()``.
    private(set) var tally = TextTally()

    init(name: String, path: String) throws {
        let bytes = try FileBytes(path: path, name: name)
        self.name = name
        self.path = path
        version = try bytes.version()
        stamp = try bytes.stamp()
        size = version.size
    }

    /// When it was written to last.
    package var modified: Date {
        Date(timeIntervalSince1970: Double(version.modifiedNanoseconds) / 1e9)
    }

    /// Reads the file through for its hash; memory stays flat.
    package func digest() throws -> [UInt8] {
        if let sha256 { return sha256 }
        var hash = SHA256()
        try FileBytes(path: path, name: name, expecting: version).forEachChunk { chunk in
            try Task.checkCancellation()
            hash.update(bufferPointer: UnsafeRawBufferPointer(chunk))
        }
        return Array(hash.finalize())
    }

    /// The file read through for its encoding, and to see that all of it unpacks.
    func tallied() throws -> FeedFile {
        var file = self
        file.tally = TextTally()
        try open().forEachChunk { file.tally.add($0) }
        file.tally.finish()
        return file
    }

    /// Whether there is nothing in it.
    func isEmpty() throws -> Bool {
        if size == 0 { return true }
        if Packing.of(name).packing == .none { return false }
        var first: UInt8 = 0
        return try withUnsafeMutableBytes(of: &first) { try open().read(into: $0) } == 0
    }

    /// Its first kilobyte, unpacked.
    func start() throws -> [UInt8] {
        var start = [UInt8](repeating: 0, count: 1 << 10)
        let count = try start.withUnsafeMutableBytes { try open().read(into: $0) }
        return Array(start.prefix(count))
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
