internal import Foundation
internal import Problems

/// A file on its way: written as `NAME.part`, and renamed when it is whole.
///
/// Beside it stands `NAME.part.etag` while its beginning may be completed: a beginning without
/// the tag of its version is never gone on with, so that no two versions become one file.
final class FetchPart {
    /// How many bytes are there.
    private(set) var size = 0
    /// The strong ETag of the version that is there.
    private(set) var tag: String?
    private let whole: URL
    private var file: FileHandle?

    private var path: URL { whole.appendingPathExtension("part") }
    private var tagPath: URL { path.appendingPathExtension("etag") }

    /// The part of a file of this name in a folder, with what an interrupted fetch has left.
    init(name: String, in folder: URL) throws {
        // A name below the source may have folders; here all lie side by side.
        whole = folder.appending(path: name.replacing("%", with: "%25").replacing("/", with: "%2F"))
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // Nothing to go on with is the usual case.
        let size = (try? FileManager.default.attributesOfItem(atPath: path.path)[.size]) as? Int
        if let size, size > 0, let tag = try? String(contentsOf: tagPath, encoding: .utf8) {
            self.size = size
            self.tag = tag
        }
    }

    /// Starts anew, with the tag of the version that comes.
    func restart(tag: String?) throws {
        discard()
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: path.path, contents: nil, attributes: mode)
        else { throw CocoaError(.fileWriteUnknown) }
        file = try FileHandle(forWritingTo: path)
        if let tag { try Data(tag.utf8).write(to: tagPath) }
        self.tag = tag
    }

    /// Goes on behind what is there.
    func resume() throws {
        let file = try FileHandle(forWritingTo: path)
        try file.seekToEnd()
        self.file = file
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try file?.write(contentsOf: Data(bytes))
        size += bytes.count
    }

    /// The first bytes, to see what it is.
    func start() throws -> [UInt8] {
        let file = try FileHandle(forReadingFrom: path)
        defer { try? file.close() }  // It was only read.
        return try Array(file.read(upToCount: 512) ?? Data())
    }

    /// Closes it; what is not all there stays only if it has a tag, to be gone on with.
    func close(isWhole: Bool) {
        // What a failed close loses is a shorter part: its size is taken from the file again.
        try? file?.close()
        file = nil
        if tag == nil, !isWhole { discard() }
    }

    /// Forgets what is there.
    func discard() {
        try? file?.close()  // It is deleted.
        file = nil
        size = 0
        tag = nil
        for path in [path, tagPath] where FileManager.default.fileExists(atPath: path.path) {
            try? FileManager.default.removeItem(at: path)  // A restart truncates it.
        }
    }

    /// Gives it its name; the file's path.
    func finish() throws -> String {
        try file?.close()
        file = nil
        if rename(path.path, whole.path) != 0 { throw CocoaError(.fileWriteUnknown) }
        discard()
        return whole.path
    }
}
