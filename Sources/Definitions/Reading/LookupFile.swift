import Foundation

/// A file of the workspace that a `lookup:` names.
enum LookupFile {
    /// In bytes; such files are kept in memory.
    static let limit = 4 << 20

    /// What a file holds. Its path must stay below the workspace, links followed.
    static func bytes(of path: String, in root: URL) throws(ValueFault) -> [UInt8] {
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            throw .outside
        }
        let file = root.appending(path: path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
            !isFolder.boolValue
        else { throw .noFile(path) }
        let home = real(root)
        guard real(file).hasPrefix(home.hasSuffix("/") ? home : home + "/") else { throw .outside }
        let handle: FileHandle
        let data: Data?
        do {
            handle = try FileHandle(forReadingFrom: file)
            data = try handle.read(upToCount: limit + 1)
        } catch {
            throw .unreadable(path)
        }
        guard let data, !data.isEmpty else { throw .emptyFile(path) }
        guard data.count <= limit else { throw .tooLarge(path) }
        return Array(data)
    }

    private static func real(_ url: URL) -> String {
        url.resolvingSymlinksInPath().standardizedFileURL.path
    }
}

extension ValueFault {
    fileprivate static let outside = Self(
        summary: "\"file\" leads out of the workspace",
        hint: "Write a path below the workspace, as lookups/countries.csv.")

    fileprivate static func noFile(_ path: String) -> Self {
        Self(
            summary: "there is no file \(path)",
            hint: "The path is from the workspace's folder, as lookups/countries.csv.")
    }

    fileprivate static func unreadable(_ path: String) -> Self {
        Self(summary: "the file \(path) cannot be read", hint: "Check that it may be read.")
    }

    fileprivate static func emptyFile(_ path: String) -> Self {
        Self(
            summary: "the file \(path) is empty",
            hint: "Write a header and a row for each value, as code,name.")
    }

    fileprivate static func tooLarge(_ path: String) -> Self {
        Self(
            summary: "the file \(path) is larger than 4 MB",
            hint: "A lookup is for short lists: bring a long one in as a feed.")
    }
}
