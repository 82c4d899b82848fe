import Crypto
package import Transfer

/// A feed's file as it was found: enough to tell whether the same bytes were loaded before.
package struct FeedFile: Sendable, Equatable {
    /// The name below the source's folder, as `2026/orders-2026-11-21.csv`.
    package var name: String
    /// The absolute path.
    package var path: String
    /// In bytes.
    package var size: Int
    /// SHA-256 of the bytes.
    package var sha256: [UInt8]
    /// What the server said of this version; nothing of a folder's file.
    package var validators = FetchValidators()
    /// What shows that the file was replaced or written on since.
    var version: FileBytes.Version

    /// Reads a file through and takes its hash; memory stays flat.
    init(name: String, path: String) throws {
        let version = try FileBytes(path: path, name: name).version()
        let bytes = try FileBytes(path: path, name: name, expecting: version)
        var hash = SHA256()
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try bytes.read(into: $0) }
            chunk.withUnsafeBytes {
                hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
            if count < chunk.count { break }
        }
        self.name = name
        self.path = path
        size = version.size
        sha256 = Array(hash.finalize())
        self.version = version
    }
}
