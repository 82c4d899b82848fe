import Definitions
import Foundation
import Problems

/// Finds a feed's file in its source's folder.
struct FileLocator {
    let folder: String
    let source: String
    /// Where the job file names the feed.
    let place: Place

    /// The file that a pattern means on a date.
    func locate(_ pattern: FilePattern, on date: CivilDate) throws -> FeedFile {
        let name = try FileName(pattern, at: place)
        let text = name.text(for: date)
        let file = Packing.of(text).file
        let path = folder + "/" + file
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            !isFolder.boolValue
        else { throw missing(file, like: name) }
        // A link may stand in the folder, but must not lead out of it.
        let root = Self.real(folder)
        guard Self.real(path).hasPrefix(root == "/" ? root : root + "/") else {
            throw FileName.leaves(at: place)
        }
        return try FeedFile(name: text, path: path)
    }

    private static func real(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    private func missing(_ text: String, like name: FileName) -> Problem {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
        guard isThere, isFolder.boolValue else { return noFolder() }
        let subfolder =
            text.contains("/")
            ? text.prefix(upTo: text.lastIndex(of: "/") ?? text.startIndex) + "/" : ""
        let names = names(in: String(subfolder))
        let similar = names.filter { name.isLike($0.name) }
        let newest = similar.max { ($0.modified, $0.name) < ($1.modified, $1.name) }
        let close = Suggestion.closest(to: text, among: names.map(\.name))
        let hint =
            newest.map { "The newest file like it is \($0.name)." }
            ?? close.map { "Did you mean \"\($0)\"?" }
            ?? "Look whether it was delivered to the source \"\(source)\"."
        return Problem(.guarded, "the file \(text) is missing", at: place, hint: hint)
    }

    /// The finished files of a folder, by their names below the source.
    private func names(in subfolder: String) -> [(name: String, modified: Date)] {
        let keys: Set<URLResourceKey> = [.contentModificationDateKey, .isRegularFileKey]
        // A folder that cannot be listed has nothing to suggest.
        let found =
            (try? FileManager.default.contentsOfDirectory(
                at: URL(fileURLWithPath: folder + "/" + subfolder),
                includingPropertiesForKeys: Array(keys), options: [.skipsHiddenFiles])) ?? []
        return found.compactMap { url in
            guard let values = try? url.resourceValues(forKeys: keys),
                values.isRegularFile == true, !FileName.isUnfinished(url.lastPathComponent)
            else { return nil }
            return (
                subfolder + url.lastPathComponent, values.contentModificationDate ?? .distantPast
            )
        }
    }

    private func noFolder() -> Problem {
        Problem(
            .guarded, "the folder of the source \"\(source)\" is missing", at: place,
            hint: "Expected it at \(folder): check sources: in Jobs/workspace.yaml, "
                + "or whether it is mounted.")
    }
}
